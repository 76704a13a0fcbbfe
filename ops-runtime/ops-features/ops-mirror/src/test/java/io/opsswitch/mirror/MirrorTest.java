/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.features.Features;
import io.opsswitch.vswitchd.Vswitchd;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorTest {
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private TestSwitch sw;

    @BeforeEach
    void start() {
        start(builder -> {});
    }

    private void start(Consumer<Vswitchd.Builder> settings) {
        sw = new TestSwitch(new FakeDatabase(), settings);
        sw.addBridge("br0");
        for (String name : List.of("p1", "p2", "p3", "out")) {
            sw.addPort("br0", name, Map.of());
        }
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        sw.send("p2", Frames.untagged(B, Frames.BROADCAST));
        sw.pass(Duration.ZERO);
    }

    @AfterEach
    void stop() {
        sw.close();
    }

    private UUID port(String name) {
        return sw.database().named("Port", name);
    }

    @SafeVarargs
    private final void mirror(Map<String, ?>... mirrors) {
        sw.configure(edit -> {
            Set<UUID> rows = new HashSet<>();
            for (Map<String, ?> columns : mirrors) {
                Map<String, Object> all = new HashMap<>(columns);
                all.putIfAbsent("name", "m" + rows.size());
                rows.add(edit.insert("Mirror", all));
            }
            edit.set("Bridge", sw.database().named("Bridge", "br0"), Map.of("mirrors", rows));
        });
    }

    /** The ports that a packet went to, each with the number of copies and the tag of the first. */
    private String send(String port, byte[] frame) {
        Map<String, String> result = new TreeMap<>();
        sw.send(port, frame)
                .forEach((name, frames) -> result.put(name, frames.size() + "x" + Frames.tci(frames.get(0))));
        return result.toString();
    }

    @Test
    void copiesWhatArrivesOnSelectedPorts() {
        mirror(Map.of("select_src_port", Set.of(port("p1")), "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{out=1x-1, p2=1x-1}");
        assertThat(send("p2", Frames.untagged(B, A))).isEqualTo("{p1=1x-1}");
    }

    @Test
    void copiesWhatLeavesBySelectedPorts() {
        mirror(Map.of("select_dst_port", Set.of(port("p1")), "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{p2=1x-1}");
        assertThat(send("p2", Frames.untagged(B, A))).isEqualTo("{out=1x-1, p1=1x-1}");
    }

    @Test
    void selectAllCopiesEachPacketOnce() {
        mirror(Map.of("select_all", true, "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{out=1x-1, p2=1x-1}");
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST)))
                .isEqualTo("{br0=1x-1, out=1x-1, p2=1x-1, p3=1x-1}");
    }

    @Test
    void twoMirrorsWithOneOutputCopyOnce() {
        mirror(
                Map.of("select_src_port", Set.of(port("p1")), "output_port", port("out")),
                Map.of("select_dst_port", Set.of(port("p2")), "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{out=1x-1, p2=1x-1}");
    }

    @Test
    void twoMirrorsWithTwoOutputsCopyTwice() {
        mirror(
                Map.of("select_src_port", Set.of(port("p1")), "output_port", port("out")),
                Map.of("select_dst_port", Set.of(port("p2")), "output_port", port("p3")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{out=1x-1, p2=1x-1, p3=1x-1}");
    }

    @Test
    void outputPortsTakeNoOtherTraffic() {
        mirror(Map.of("select_src_port", Set.of(port("p1")), "output_port", port("out")));
        assertThat(send("out", Frames.untagged(0x0200_0000_000cL, B))).isEqualTo("{}");
        assertThat(send("p2", Frames.untagged(B, Frames.BROADCAST))).isEqualTo("{br0=1x-1, p1=1x-1, p3=1x-1}");
    }

    @Test
    void vlansNarrowTheSelection() {
        mirror(Map.of("select_all", true, "select_vlan", Set.of(10), "output_port", port("out")));
        assertThat(send("p1", Frames.tagged(A, Frames.BROADCAST, 10))).contains("out=1x10");
        assertThat(send("p1", Frames.tagged(A, Frames.BROADCAST, 11))).doesNotContain("out");
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST))).doesNotContain("out");
    }

    @Test
    void accessPortsAreSelectedByTheirVlan() {
        sw.set("Port", "p1", Map.of("tag", 10));
        mirror(Map.of("select_src_port", Set.of(port("p1")), "select_vlan", Set.of(10), "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST))).contains("out=1x10");
    }

    @Test
    void outputVlanSendsCopiesToAllThatCarryIt() {
        sw.set("Port", "p3", Map.of("tag", 99));
        sw.set("Port", "p2", Map.of("trunks", Set.of(0)));
        sw.send("p2", Frames.untagged(B, Frames.BROADCAST));
        mirror(Map.of("select_src_port", Set.of(port("p1")), "output_vlan", 99));
        assertThat(send("p1", Frames.untagged(A, B)))
                .as("a trunk gets the copy tagged, an access port without; and nobody twice")
                .isEqualTo("{br0=1x99, out=1x99, p2=1x-1, p3=1x-1}");
        assertThat(send("p1", Frames.tagged(A, Frames.BROADCAST, 99)))
                .as("what is in that VLAN anyway is not copied into it")
                .isEqualTo("{br0=1x99, out=1x99, p3=1x-1}");
        assertThat(send("p1", Frames.untagged(A, 0x0180_c200_0000L)))
                .as("reserved destinations are not mirrored to a VLAN")
                .isEqualTo("{}");
    }

    @Test
    void whatCannotBeMirroredAsAskedIsNotMirroredAtAll() {
        mirror(
                Map.of("select_all", true, "output_port", port("out"), "snaplen", 64),
                Map.of("select_all", true, "output_port", port("p3"), "filter", "tcp"),
                Map.of("select_all", true),
                Map.of("select_all", true, "output_port", UUID.randomUUID()));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{p2=1x-1}");
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST))).contains("out=1x-1");
    }

    @Test
    void countsAndReportsWhatItCopied() {
        mirror(Map.of("name", "watch", "select_all", true, "output_port", port("out")));
        for (int i = 0; i < 5; i++) {
            send("p1", Frames.untagged(A, B));
        }
        sw.pass(Duration.ofSeconds(6));
        await().untilAsserted(() -> assertThat(sw.getAll("Mirror", "watch", "statistics"))
                .isEqualTo(Map.of("tx_packets", 5L, "tx_bytes", 300L)));
    }

    @Test
    void removingTheMirrorGivesThePortBack() {
        mirror(Map.of("select_all", true, "output_port", port("out")));
        sw.configure(edit -> edit.set("Bridge", sw.database().named("Bridge", "br0"), Map.of("mirrors", Set.of())));
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST)))
                .isEqualTo("{br0=1x-1, out=1x-1, p2=1x-1, p3=1x-1}");
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{p2=1x-1}");
    }

    @Test
    void withoutTheFeatureMirrorsHaveNoEffectAndTheSwitchIsWell() {
        sw.close();
        start(builder -> builder.features(Features.of("OPS_BRIDGE")));
        mirror(Map.of("name", "watch", "select_all", true, "output_port", port("out")));
        assertThat(send("p1", Frames.untagged(A, B))).isEqualTo("{p2=1x-1}");
        assertThat(send("p1", Frames.untagged(A, Frames.BROADCAST)))
                .isEqualTo("{br0=1x-1, out=1x-1, p2=1x-1, p3=1x-1}");
        sw.pass(Duration.ofSeconds(6));
        assertThat(sw.getAll("Mirror", "watch", "statistics")).isEqualTo(Set.of());
    }
}
