/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path folder;

    /** Maven runs in one directory and builds projects in many: pom.xml exists here, and is another file. */
    @Test
    void sourcesFilesOfItsOwnProjectWhereverMavenRuns() throws Exception {
        assertThat(Path.of("pom.xml")).exists();
        Files.writeString(folder.resolve("pom.xml"), "config HERE\n\tdef_bool y\n");
        assertThat(workspace("source \"pom.xml\"\n").load().symbol("HERE")).isNotNull();
    }

    @Test
    void namesItsFilesRelativeToTheTree() throws Exception {
        assertThatThrownBy(() -> workspace("config A\n\tboool\n").load())
                .isInstanceOf(KconfigException.class)
                .hasMessageStartingWith("Kconfig:2:");
        Files.writeString(folder.resolve(".config"), "CONFIG_A=q\n");
        assertThat(workspace("config A\n\tbool \"a\"\n").open().diagnostics().get(0))
                .hasToString(".config:1:warning: symbol value 'q' invalid for A");
    }

    private Workspace workspace(String kconfig) throws IOException {
        Path root = Files.writeString(folder.resolve("Kconfig"), kconfig);
        return new Workspace("", root, folder.resolve(".config"), "CONFIG_", Dialect.LINUX, Map.of());
    }
}
