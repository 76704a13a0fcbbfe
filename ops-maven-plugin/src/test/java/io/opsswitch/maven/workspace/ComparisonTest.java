/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void createTree() throws IOException {
        Path kconfig = Files.writeString(folder.resolve("Kconfig"), """
                config A
                	bool "a"
                	default y
                config B
                	int "b"
                	range 1 8
                	default 2
                config C
                	bool "c"
                	depends on A
                """);
        workspace = new Workspace("", kconfig, folder.resolve(".config"), "CONFIG_", Dialect.LINUX, Map.of());
    }

    @Test
    void saysWhatDiffersFromTheDefaults() throws Exception {
        Files.writeString(workspace.configuration(), "# CONFIG_A is not set\nCONFIG_B=3\n");
        Configuration configuration = workspace.open().configuration();
        assertThat(Comparison.between(new Configuration(workspace.load()), configuration))
                .containsExactly("-C n", " A y -> n", " B 2 -> 3");
    }

    @Test
    void saysWhichValuesOfTheFileDidNotComeTrueAndWhatIsNew() throws Exception {
        Files.writeString(workspace.configuration(), "# CONFIG_A is not set\nCONFIG_C=y\n");
        Configuration configuration = workspace.open().configuration();
        assertThat(Comparison.withFile(configuration)).containsExactly("-C y", "+B 2");
    }
}
