/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in against every way out, by the table "VLAN modes" of ovs-vswitchd.conf.db(5). */
class VlanMatrixTest {
    private static final long A = 0x0200_0000_000aL;

    private static TestSwitch sw;

    @BeforeAll
    static void onePortOfEachKind() {
        sw = new TestSwitch();
        sw.addBridge("br0");
        sw.set("Port", "br0", Map.of("tag", 4000));
        Map<String, Map<String, Object>> ports = new LinkedHashMap<>();
        ports.put("acc10", Map.of("tag", 10));
        ports.put("acc20", Map.of("tag", 20, "vlan_mode", "access"));
        ports.put("all", Map.of());
        ports.put("t10", Map.of("trunks", Set.of(10)));
        ports.put("t0", Map.of("trunks", Set.of(0, 20)));
        ports.put("nt10", Map.of("tag", 10, "vlan_mode", "native-tagged"));
        ports.put("nu10", Map.of("tag", 10, "vlan_mode", "native-untagged", "trunks", Set.of(20)));
        ports.forEach((name, columns) -> sw.addPort("br0", name, columns));
    }

    @AfterAll
    static void stop() {
        sw.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // in   | tag  | where it goes and with which tag; -1 = without
                "acc10 |  -1 | {all=10, nt10=10, nu10=-1, t10=10}",
                "acc10 |   0 | {all=10, nt10=10, nu10=-1, t10=10}",
                "acc10 |  10 | {}",
                "acc10 |  20 | {}",
                "acc20 |  -1 | {all=20, nt10=20, nu10=20, t0=20}",
                "all   |  -1 | {t0=-1}",
                "all   |   0 | {t0=-1}",
                "all   |  10 | {acc10=-1, nt10=10, nu10=-1, t10=10}",
                "all   |  20 | {acc20=-1, nt10=20, nu10=20, t0=20}",
                "all   |  30 | {nt10=30}",
                "t10   |  -1 | {}",
                "t10   |  10 | {acc10=-1, all=10, nt10=10, nu10=-1}",
                "t10   |  20 | {}",
                "t0    |  -1 | {all=-1}",
                "t0    |  20 | {acc20=-1, all=20, nt10=20, nu10=20}",
                "nt10  |  -1 | {acc10=-1, all=10, nu10=-1, t10=10}",
                "nt10  |  10 | {acc10=-1, all=10, nu10=-1, t10=10}",
                "nt10  |  30 | {all=30}",
                "nu10  |  -1 | {acc10=-1, all=10, nt10=10, t10=10}",
                "nu10  |  10 | {acc10=-1, all=10, nt10=10, t10=10}",
                "nu10  |  20 | {acc20=-1, all=20, nt10=20, t0=20}",
                "nu10  |  30 | {}",
            })
    void floodsWithTheRightTags(String in, int tag, String expected) {
        byte[] frame = tag < 0 ? Frames.untagged(A, Frames.BROADCAST) : Frames.tagged(A, Frames.BROADCAST, tag);
        Map<String, Integer> tags = new TreeMap<>();
        sw.send(in, frame).forEach((port, frames) -> {
            assertThat(frames).as(port).hasSize(1);
            tags.put(port, Frames.tci(frames.get(0)));
        });
        assertThat(tags).hasToString(expected);
    }

    @Test
    void priorityOfTheTagOutlivesAChangeOfTheVlan() {
        int voice = 5 << 13;
        Map<String, List<byte[]>> out = sw.send("acc10", Frames.tagged(A, Frames.BROADCAST, voice));
        assertThat(Frames.tci(out.get("all").get(0))).isEqualTo(voice | 10);
        out = sw.send("acc10", Frames.tagged(A, Frames.BROADCAST, 0));
        assertThat(Frames.tci(out.get("all").get(0))).isEqualTo(10);
        assertThat(out.get("nu10").get(0)).hasSize(60);
    }

    @Test
    void contradictionsInTheDatabaseFallBackAsDocumented() {
        sw.addPort("br0", "odd", Map.of("vlan_mode", "access", "trunks", Set.of(1, 2)));
        assertThat(sw.bridge("br0").bundle("odd").vlans().trunks()).isEmpty();
        sw.deletePort("br0", "odd");
    }
}
