/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {

    private static final String BOTH = """
            ==== platform a ====
            == configure ==
            feature: A
            == manifest ==
            in: x
            ==== platform b ====
            == configure ==
            feature: B
            """;

    @TempDir
    Path folder;

    @Test
    void keepsAPartForEachPlatformWhateverTheOrderOfTheGoals() throws IOException {
        build("x");
        assertThat(folder.resolve(DecisionLog.NAME)).hasContent(BOTH);
    }

    @Test
    void isNotWrittenByABuildThatDecidesTheSame() throws IOException {
        build("x");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(folder.resolve(DecisionLog.NAME), old);
        build("x");
        assertThat(Files.getLastModifiedTime(folder.resolve(DecisionLog.NAME))).isEqualTo(old);
    }

    @Test
    void replacesWhatIsDecidedAnew() throws IOException {
        build("x");
        build("y");
        assertThat(folder.resolve(DecisionLog.NAME)).hasContent(BOTH.replace("in: x", "in: y"));
        new DecisionLog(folder).append("a", "manifest", List.of("in: z"));
        assertThat(folder.resolve(DecisionLog.NAME)).hasContent(BOTH.replace("in: x", "in: z"));
    }

    private void build(String jar) throws IOException {
        DecisionLog log = new DecisionLog(folder);
        log.start("a", "configure", List.of("feature: A"));
        log.start("b", "configure", List.of("feature: B"));
        log.append("a", "manifest", List.of("in: " + jar));
    }
}
