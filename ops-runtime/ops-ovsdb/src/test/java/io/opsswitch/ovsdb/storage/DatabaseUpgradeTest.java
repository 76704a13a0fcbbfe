/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.TestEngine;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseUpgradeTest {

    private static final String NAMES = "{'op':'select','table':'Root','where':[],'columns':['name']}";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void fill() throws Exception {
        path = folder.resolve("conf.db");
        DatabaseFile.create(path, TestSchema.get());
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), "{'op':'insert','table':'Root','row':{'name':'a','i':50}}");
        }
    }

    private static DatabaseSchema schema(String before, String after) throws Exception {
        return DatabaseSchema.parse(
                JsonParser.parse(TestSchema.get().toJson().toString().replace(before, after)));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith("lock~"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void leavesADatabaseAloneThatHasTheSchema() throws Exception {
        byte[] before = Files.readAllBytes(path);
        assertThat(DatabaseUpgrade.upgrade(path, TestSchema.get(), false, "c")).isEqualTo(new Outcome.Unneeded());
        assertThat(path).hasBinaryContent(before);
        assertThat(files()).containsExactly("conf.db");
    }

    @Test
    void convertsWithoutLossAndKeepsTheOldFile() throws Exception {
        byte[] before = Files.readAllBytes(path);
        Outcome outcome = DatabaseUpgrade.upgrade(path, schema("1.0.0", "1.1.0"), false, "c");
        Path backup = folder.resolve("conf.db.backup-1.0.0-1");
        assertThat(outcome).isEqualTo(new Outcome.Converted(backup.toRealPath(), List.of()));
        assertThat(backup).hasBinaryContent(before);
        assertThat(DatabaseUpgrade.schemaOf(path).version()).isEqualTo("1.1.0");
        assertThat(TestEngine.run(DatabaseFile.readOnly(path), NAMES)).isEqualTo("[{'rows':[{'name':'a'}]}]");
        assertThat(files()).containsExactly("conf.db", "conf.db.backup-1.0.0-1");
    }

    @Test
    void refusesToLoseDataAndChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(path);
        Outcome outcome = DatabaseUpgrade.upgrade(path, schema("\"i\":", "\"j\":"), false, "c");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.losses()).hasToString("[Root a: i = 50]"));
        assertThat(path).hasBinaryContent(before);
        assertThat(files()).containsExactly("conf.db");
    }

    @Test
    void dropsDataWhenTold() throws Exception {
        Outcome outcome = DatabaseUpgrade.upgrade(path, schema("\"i\":", "\"j\":"), true, "c");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Converted.class,
                        converted -> assertThat(converted.losses()).hasSize(1));
        assertThat(TestEngine.run(DatabaseFile.readOnly(path), NAMES)).isEqualTo("[{'rows':[{'name':'a'}]}]");
    }

    @Test
    void neverOverwritesAnotherBackup() throws Exception {
        Files.writeString(folder.resolve("conf.db.backup-1.0.0-1"), "of another day");
        DatabaseUpgrade.upgrade(path, schema("1.0.0", "1.1.0"), false, "c");
        assertThat(folder.resolve("conf.db.backup-1.0.0-1")).hasContent("of another day");
        assertThat(files()).containsExactly("conf.db", "conf.db.backup-1.0.0-1", "conf.db.backup-1.0.0-1.1");
    }

    @Test
    void goesOnAfterACrashAtAnyPoint() throws Exception {
        // What a crash leaves: a half-written new file, a half-written backup, a whole backup without a conversion.
        Files.writeString(folder.resolve("conf.db.tmp"), "half");
        Files.writeString(folder.resolve("conf.db.backup-1.0.0-1.tmp"), "half");
        Files.copy(path, folder.resolve("conf.db.backup-1.0.0-1"));
        DatabaseUpgrade.upgrade(path, schema("1.0.0", "1.1.0"), false, "c");
        assertThat(DatabaseUpgrade.schemaOf(path).version()).isEqualTo("1.1.0");
        assertThat(files())
                .contains("conf.db.backup-1.0.0-1")
                .doesNotContain("conf.db.backup-1.0.0-1.1", "conf.db.tmp");
    }

    @Test
    void keepsTheOldDatabaseWhenNoBackupCanBeMade() throws Exception {
        byte[] before = Files.readAllBytes(path);
        // A folder in the place of the temporary copy, with something in it, cannot be overwritten, by root neither.
        Files.createDirectories(folder.resolve("conf.db.backup-1.0.0-1.tmp/full"));
        assertThatThrownBy(() -> DatabaseUpgrade.upgrade(path, schema("1.0.0", "1.1.0"), false, "c"))
                .hasMessageContaining("no backup can be made, so the database stays as it is");
        assertThat(path).hasBinaryContent(before);
    }

    @Test
    void refusesAnotherDatabasesSchemaAndAFileInUse() throws Exception {
        assertThatThrownBy(() -> DatabaseUpgrade.upgrade(path, schema("\"name\":\"T\"", "\"name\":\"U\""), true, "c"))
                .hasMessageContaining("is a database T, but the schema is of U");
        try (DatabaseFile open = DatabaseFile.open(path)) {
            assertThatThrownBy(() -> DatabaseUpgrade.upgrade(path, schema("1.0.0", "1.1.0"), false, "c"))
                    .hasMessageContaining("lock");
            assertThat(open.database().rows("Root")).hasSize(1);
        }
    }

    @Test
    void convertsIntoAnotherFileAndLeavesTheSource() throws Exception {
        byte[] before = Files.readAllBytes(path);
        Path target = folder.resolve("new.db");
        DatabaseUpgrade.convert(path, schema("\"i\":", "\"j\":"), target, "why");
        assertThat(path).hasBinaryContent(before);
        assertThat(Files.readString(target)).contains("\"_comment\":\"why\"").doesNotContain("\"i\"");
        DatabaseUpgrade.convert(path, schema("\"i\":", "\"j\":"), null, "why");
        assertThat(files()).containsExactly("conf.db", "new.db");
    }
}
