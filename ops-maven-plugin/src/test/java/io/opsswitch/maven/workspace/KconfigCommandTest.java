/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KconfigCommandTest {

    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void createTree() throws IOException {
        Path kconfig = Files.writeString(folder.resolve("Kconfig"), """
                source "sub/Kconfig.$(FLAVOUR)"
                config WHO
                	string "who"
                	default "$(KCONFIG_TEST)$(HOME)"
                """);
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/Kconfig.rye"), "config RYE\n\tdef_bool y\n");
        workspace = new Workspace(
                "", kconfig, folder.resolve("conf/my.config"), "MY_", Dialect.LINUX, Map.of("FLAVOUR", "rye"));
    }

    @Test
    void writesTheConfigurationOfTheWorkspaceWhereverMavenRuns() throws IOException {
        KconfigCommand.Result result = run(Map.of());
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(folder.resolve("conf/my.config")).content().contains("MY_RYE=y\nMY_WHO=\"\"\n");
        assertThat(folder.resolve("gen/include/config/auto.conf")).exists();
    }

    @Test
    void letsTheProcessControlTheToolButNotTheTree() throws IOException {
        Files.writeString(folder.resolve("seed"), "MY_WHO=\"seed\"\n");
        run(Map.of("KCONFIG_ALLCONFIG", "seed", "HOME", "/home/me", "KCONFIG_CONFIG", "elsewhere", "CONFIG_", "NO_"));
        assertThat(folder.resolve("conf/my.config")).content().contains("MY_WHO=\"seed\"");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        run(Map.of("HOME", "/home/me"));
        assertThat(folder.resolve("conf/my.config")).content().contains("MY_WHO=\"\"");
    }

    @Test
    void returnsWhatWasWrongWithFileAndLine() throws IOException {
        Files.writeString(folder.resolve("sub/Kconfig.rye"), "config RYE\n\tdefualt y\n");
        KconfigCommand.Result result = run(Map.of());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).anyMatch(line -> line.startsWith("sub/Kconfig.rye:2:"));
    }

    private KconfigCommand.Result run(Map<String, String> process) {
        return new KconfigCommand(workspace, process, folder.resolve("gen"))
                .run("--alldefconfig", workspace.kconfig().toString());
    }
}
