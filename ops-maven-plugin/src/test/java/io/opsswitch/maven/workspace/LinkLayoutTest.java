/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkLayoutTest {

    @TempDir
    Path project;

    private Path target;
    private Path alpha;
    private Path beta;
    private Map<String, Path> committed;

    @BeforeEach
    void createPlatforms() throws IOException {
        target = project.resolve("target");
        alpha = commit("alpha", "A=y\n");
        beta = commit("beta", "B=y\n");
        committed = Map.of("alpha", alpha, "beta", beta, "gamma", project.resolve("platforms/gamma/.ops-config"));
    }

    @Test
    void leadsToTheCommittedFileOfEveryPlatformAndToTheSelectedOne() throws IOException {
        select("alpha", "A=y\n");
        assertThat(target.resolve(".ops-config-alpha")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(target.resolve(".ops-config-alpha")))
                .isEqualTo(Path.of("../platforms/alpha/.ops-config"));
        assertThat(target.resolve(".ops-config-beta")).isSymbolicLink().hasContent("B=y");
        assertThat(Files.readSymbolicLink(target.resolve(".ops-config"))).isEqualTo(Path.of(".ops-config-alpha"));
        assertThat(Files.exists(target.resolve(".ops-config-gamma"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        select("beta", "B=y\n");
        assertThat(target.resolve(".ops-config")).hasContent("B=y");
        assertThat(target.resolve(".ops-config-alpha")).hasContent("A=y");
    }

    @Test
    void writesTheWholeConfigurationWhereTheCommittedFileSaysLess() throws IOException {
        select("alpha", "A=y\nNEW=y\n");
        assertThat(target.resolve(".ops-config-alpha")).isRegularFile().hasContent("A=y\nNEW=y");
        assertThat(target.resolve(".ops-config")).hasContent("A=y\nNEW=y");
        assertThat(alpha).hasContent("A=y");
    }

    @Test
    void neverWritesThroughALinkIntoACommittedFile() throws IOException {
        select("alpha", "A=y\n");
        Files.writeString(alpha, "A=n\n");
        select("alpha", "A=y\nNEW=y\n");
        assertThat(alpha).hasContent("A=n");
        assertThat(target.resolve(".ops-config-alpha")).hasContent("A=y\nNEW=y");
        assertThat(Files.isSymbolicLink(target.resolve(".ops-config-alpha"))).isFalse();
    }

    @Test
    void writesTheConfigurationOfAPlatformWithoutCommittedFile() throws IOException {
        select("gamma", "G=y\n");
        assertThat(target.resolve(".ops-config")).hasContent("G=y");
        assertThat(committed.get("gamma")).doesNotExist();
    }

    private void select(String platform, String text) throws IOException {
        new LinkLayout(target, ".ops-config").select(platform, text, committed);
    }

    private Path commit(String platform, String text) throws IOException {
        Path file = project.resolve("platforms/" + platform + "/.ops-config");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
