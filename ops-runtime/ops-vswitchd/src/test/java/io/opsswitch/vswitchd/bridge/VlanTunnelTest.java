/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports that put a tag in front of those of customers, and tags that carry a priority alone. */
class VlanTunnelTest {

    private static final long A = 0x0200_0000_000aL;
    private static final int PRIORITY = 3 << 13;

    private TestSwitch sw;

    @BeforeEach
    void start() {
        sw = new TestSwitch();
        sw.addBridge("br0");
        sw.set("Port", "br0", Map.of("tag", 4000));
        sw.addPort("br0", "trunk", Map.of());
    }

    @AfterEach
    void stop() {
        sw.close();
    }

    private void tunnel(String name, Map<String, String> options, Set<Integer> customers) {
        sw.addPort(
                "br0",
                name,
                Map.of("vlan_mode", "dot1q-tunnel", "tag", 10, "cvlans", customers, "other_config", options));
    }

    /** Return what leaves by which port: the bytes from the first type to that of the payload. */
    private Map<String, String> out(String in, byte[] frame) {
        Map<String, String> tags = new TreeMap<>();
        sw.send(in, frame).forEach((port, frames) -> {
            assertThat(frames).as(port).hasSize(1);
            tags.put(port, tags(frames));
        });
        return tags;
    }

    private static String tags(List<byte[]> frames) {
        byte[] frame = frames.get(0);
        int end = 12;
        while ((ByteBuffer.wrap(frame).getShort(end) & 0xffff) != 0x88b5) {
            end += 4;
        }
        return HexFormat.of().formatHex(frame, 12, end);
    }

    private static byte[] broadcast(int... tags) {
        byte[] frame = Frames.untagged(A, Frames.BROADCAST);
        for (int tag : tags) {
            byte[] longer = new byte[frame.length + 4];
            ByteBuffer.wrap(longer)
                    .put(frame, 0, 12)
                    .putShort((short) 0x8100)
                    .putShort((short) tag)
                    .put(frame, 12, frame.length - 12);
            frame = longer;
        }
        return frame;
    }

    @Test
    void aTunnelPutsItsTagInFrontOfTheCustomersAndTakesItOff() {
        tunnel("site1", Map.of(), Set.of());
        tunnel("site2", Map.of(), Set.of());
        sw.addPort("br0", "access", Map.of("tag", 10));
        assertThat(out("site1", broadcast(5))).hasToString("{site2=81000005, trunk=88a8000a81000005}");
        assertThat(out("site1", broadcast())).hasToString("{access=, site2=, trunk=88a8000a}");
        assertThat(out("trunk", broadcast(5, 10))).hasToString("{site1=81000005, site2=81000005}");
        assertThat(out("trunk", broadcast(10))).hasToString("{access=, site1=, site2=}");
        assertThat(out("access", broadcast())).hasToString("{site1=, site2=, trunk=8100000a}");
    }

    @Test
    void aTunnelCarriesOnlyTheCustomersThatItIsTo() {
        tunnel("site1", Map.of("qinq-ethtype", "802.1q"), Set.of(5));
        tunnel("site2", Map.of(), Set.of(0, 6));
        assertThat(out("site1", broadcast(5))).hasToString("{trunk=8100000a81000005}");
        assertThat(out("site1", broadcast(6))).isEmpty();
        assertThat(out("site1", broadcast())).isEmpty();
        assertThat(out("trunk", broadcast(6, 10))).hasToString("{site2=81000006}");
        assertThat(out("trunk", broadcast(10))).hasToString("{site2=}");
    }

    @Test
    void prioritiesOutliveTheTagWhereThatIsWanted() {
        sw.addPort("br0", "never", Map.of("tag", 20));
        sw.addPort("br0", "some", Map.of("tag", 20, "other_config", Map.of("priority-tags", "if-nonzero")));
        sw.addPort("br0", "each", Map.of("tag", 20, "other_config", Map.of("priority-tags", "always")));
        assertThat(out("trunk", broadcast(PRIORITY | 20))).hasToString("{each=81006000, never=, some=81006000}");
        assertThat(out("trunk", broadcast(20))).hasToString("{each=81000000, never=, some=}");
        assertThat(out("never", broadcast(PRIORITY))).hasToString("{each=81006000, some=81006000, trunk=81006014}");
    }
}
