/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.embedded.OpsSwitch;
import io.opsswitch.embedded.junit.OpsSwitchExtension;
import io.opsswitch.embedded.junit.WithSwitch;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.Port;
import io.opsswitch.vswitchd.testing.Frames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of the page docs/guide/embedding.md: run here, and compared with the page. */
@Timeout(120)
class GuideTest {

    private static final Path PAGE = Path.of("../../docs/guide/embedding.md");
    private static final Path SOURCES = Path.of("src/test/java/io/opsswitch/embedded/examples");

    private final byte[] frame = Frames.untagged(0x02_00_00_00_00_01L, 0x02_00_00_00_00_02L);

    @RegisterExtension
    static final OpsSwitchExtension OPS = OpsSwitchExtension.of(b -> b.bridge("br0", br -> br.ports("p1", "p2"))
            .bridge("br1", br -> br.ports("q1"))
            .virtualTime());

    @Test
    void aSwitchInATest() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1", "p2", "p3"))
                .virtualTime()
                .start()) {
            sw.port("p1").send(frame);
            assertThat(sw.port("p2").received()).containsExactly(frame);
            assertThat(sw.appctl("fdb/show", "br0")).contains("02:00:00:00:00:01");
            sw.advance(Duration.ofMinutes(6));
            assertThat(sw.appctl("fdb/show", "br0")).doesNotContain("02:00:00:00:00:01");
        }
    }

    @Test
    void theDatabaseHasTypes() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1").port("uplink", p -> p.trunk(10, 20)))
                .start()) {
            sw.configure(tx -> Port.byName(tx.replica(), "p1").edit(tx).tag(10));
            sw.port("p1").send(frame);
            assertThat(Frames.tci(sw.port("uplink").received().get(0))).isEqualTo(10);
            assertThat(Interface.byName(sw.replica(), "uplink").ofport()).isEqualTo(2);
        }
    }

    @Test
    void junitStartsIt(OpsSwitch sw) {
        sw.appctl("netdev-dummy/receive", "p1", "in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02)");
        assertThat(sw.port("p2").received()).hasSize(1);
        assertThat(sw.port("q1").received()).isEmpty();
    }

    /** With an annotation, on switches of one bridge. */
    @Nested
    class OneBridge {

        @Test
        @WithSwitch(ports = {"in", "out"})
        void forwards(OpsSwitch sw) {
            sw.port("in").send(frame);
            assertThat(sw.port("out").received()).containsExactly(frame);
        }
    }

    @Test
    void everyBlockOfThePageIsCodeThatRuns() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("GuideTest.java", "OpenFlowJTest.java")) {
            all.append(Files.readString(SOURCES.resolve(name)));
        }
        String sources = squeeze(all.toString());
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).hasSizeGreaterThan(3);
        assertThat(blocks).allSatisfy(code -> {
            for (String part : code.split("\\.\\.\\.\n")) {
                assertThat(sources).contains(squeeze(part));
            }
        });
    }

    /** Takes out what only the formatter decides. */
    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
