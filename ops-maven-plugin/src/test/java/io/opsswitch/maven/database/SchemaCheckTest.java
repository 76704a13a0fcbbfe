/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.maven.workspace.Workspace;
import io.opsswitch.schema.SchemaFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCheckTest {

    /** Sound with both or none of A and B; C drags B along. */
    private static final String SCHEMA = """
            {"name": "Net", "version": "1.0.0", "tables": {
              "R": {"isRoot": true, "columns": {"n": {"type": "string"},
                "t": {"type": {"key": {"type": "uuid", "refTable": "T"}}, "feature_list": ["A"]}}},
              "T": {"feature_list": ["B"], "columns": {"n": {"type": "string", "feature_list": ["B", "C"]}}}}}
            """;

    @TempDir
    Path folder;

    private SchemaCheck check;

    @BeforeEach
    void writeProduct() throws Exception {
        Files.writeString(folder.resolve("net.extschema"), SCHEMA);
        Files.writeString(folder.resolve("Kconfig"), """
                config A
                	bool "a"
                config B
                	bool "b"
                config C
                	bool "c"
                	select B
                config D
                	bool "d"
                """);
        check = new SchemaCheck(SchemaFolder.read(folder));
    }

    private Configuration configuration(String text) throws Exception {
        Path file = Files.writeString(folder.resolve(".config"), text);
        return new Workspace("", folder.resolve("Kconfig"), file, "CONFIG_", Dialect.LINUX, Map.of())
                .open()
                .configuration();
    }

    @Test
    void namesThePlatformTheMendingSymbolAndTheNextCommand() {
        check.platform("alpha", Set.of("A"));
        assertThat(check.errors())
                .singleElement()
                .asString()
                .startsWith("platform alpha: ")
                .contains("refers to table T, which is pruned because B is off", "switch on B or C, or switch off A");
        assertThat(check.nextSteps()).containsExactly("next: mvn ops:set -Dset=A=n -Dplatform=alpha");
        assertThat(check.warnings()).isEmpty();
    }

    @Test
    void changesEachSymbolWithWhatKconfigMakesOfIt() throws Exception {
        // A cannot stay without B; that C drags B along is Kconfig's part.
        assertThat(check.eachChange("alpha", configuration("CONFIG_A=y\nCONFIG_B=y\n")))
                .isEqualTo(3);
        assertThat(check.errors()).singleElement().asString().startsWith("platform alpha without B: ");
    }

    @Test
    void doesNotTryWhatKconfigLetsNobodyChange() throws Exception {
        assertThat(check.eachChange("alpha", configuration("CONFIG_C=y\n"))).isEqualTo(2);
        assertThat(check.errors()).isEmpty();
    }

    @Test
    void tellsOfUnknownSymbolsOnceAndLeavesTheDatabaseAloneThen() {
        check.withoutConfiguration(Set.of("A", "B"));
        check.platform("alpha", Set.of("A"));
        assertThat(check.errors())
                .singleElement()
                .asString()
                .contains("the tag names C, which the Kconfig tree does not define");
    }

    @Test
    void twoDatabasesOfOneNameAreAnError() throws Exception {
        Files.writeString(folder.resolve("other.extschema"), SCHEMA);
        assertThatThrownBy(() -> SchemaFolder.read(folder))
                .hasMessageContaining("other.extschema:1:1: the database is named Net, and so is that of ")
                .hasMessageContaining("net.extschema");
        assertThat(SchemaFolder.read(folder.resolve("none"))).isEqualTo(List.of());
    }
}
