/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void writesTheClassesOfSomeTablesOrOfAllButThese() throws Exception {
        Files.writeString(folder.resolve("shop.ovsschema"), """
                {"name": "Shop", "version": "1.0.0", "tables": {
                 "Toaster": {"columns": {"name": {"type": "string"}}}, "Shelf": {"columns": {"name": {"type": "string"}}}}}
                """);
        Path root = folder.resolve("sources");
        Path toaster = root.resolve("com/example/db/Toaster.java");
        Path shelf = root.resolve("com/example/db/Shelf.java");
        classes(List.of("Toaster"), List.of()).write(null, root);
        assertThat(toaster).exists();
        assertThat(shelf).doesNotExist();
        classes(List.of(), List.of("Toaster")).write(null, root);
        assertThat(toaster).as("of no use any more").doesNotExist();
        assertThat(shelf).exists();
    }

    @Test
    void refusesTablesThatTheSchemaLacks() throws Exception {
        schema("shop.ovsschema", "string");
        assertThatThrownBy(() -> classes(List.of("Toast"), List.of()).write(null, folder))
                .isInstanceOf(ImageException.class)
                .hasMessage("<tables>: the schema has no table \"Toast\"; it has Toaster");
        assertThatThrownBy(() -> classes(List.of("Toaster"), List.of("Shelf")))
                .isInstanceOf(ImageException.class)
                .hasMessage("<tables> and <without> exclude each other; leave one out");
    }

    private RowClasses classes(List<String> tables, List<String> without) throws Exception {
        return new RowClasses(folder, null, "com.example.db", false).choose(tables, without);
    }
}
