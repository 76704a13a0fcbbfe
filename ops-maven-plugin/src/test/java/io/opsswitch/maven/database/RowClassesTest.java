/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowClassesTest {

    @TempDir
    Path folder;

    private void schema(String file, String type) throws IOException {
        Files.writeString(folder.resolve(file), """
                {"name": "Shop", "version": "1.0.0", "tables": {"Toaster": {"columns": {"name": {"type": "TYPE"}}}}}
                """.replace("TYPE", type));
    }

    @Test
    void writesTheOnlySchemaOfAFolderAndNothingTheSecondTime() throws Exception {
        schema("shop.ovsschema", "string");
        RowClasses classes = new RowClasses(folder, null, "com.example.db", false);
        Path root = folder.resolve("sources");
        assertThat(classes.write(null, root)).containsExactly("idl: com.example.db: 3 files, 3 changed");
        assertThat(root.resolve("com/example/db/Toaster.java")).content().contains("public String name()");
        assertThat(classes.write(null, root)).containsExactly("idl: com.example.db: 3 files, all up to date");
    }

    @Test
    void wantsToBeToldWhichOfSeveralSchemas() throws Exception {
        schema("shop.ovsschema", "string");
        schema("other.extschema", "string");
        assertThatThrownBy(() -> new RowClasses(folder, null, "com.example.db", false))
                .isInstanceOf(ImageException.class)
                .hasMessage("there are several schemas in " + folder + ": other.extschema, shop.ovsschema; perhaps you"
                        + " should name one with <schema>, in an execution for each with a <packageName> of its own");
        Path named = folder.resolve("other.extschema");
        assertThat(new RowClasses(folder, named, "p", false).write(null, folder))
                .hasSize(1);
    }

    @Test
    void tellsWhatIsWrongWithASchema() throws Exception {
        schema("shop.ovsschema", "text");
        RowClasses classes = new RowClasses(folder, null, "com.example.db", false);
        assertThatThrownBy(() -> classes.write(null, folder))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("shop.ovsschema:1:")
                .hasMessageContaining("\"text\" is no atomic type");
        assertThat(folder.resolve("com")).doesNotExist();
    }
}
