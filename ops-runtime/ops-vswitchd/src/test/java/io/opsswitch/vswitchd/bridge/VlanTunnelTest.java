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
        limit("0");
        sw.addBridge("br0");
        sw.set("Port", "br0", Map.of("tag", 4000));
        sw.addPort("br0", "trunk", Map.of());
    }

    private void limit(String tags) {
        sw.configure(edit -> edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of("vlan-limit", tags))));
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
    void whatIsBehindTheLastTagThatIsLookedAtIsPayload() throws Exception {
        tunnel("site", Map.of(), Set.of(6));
        assertThat(out("trunk", broadcast(6, 10))).hasToString("{site=81000006}");
        String twoTags =
                "in_port(2),eth(src=02:00:00:00:00:0b,dst=ff:ff:ff:ff:ff:ff),eth_type(0x88a8),vlan(vid=10,pcp=0),"
                        + "encap(eth_type(0x8100),vlan(vid=6,pcp=0),encap(eth_type(0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,"
                        + "proto=1,tos=0,ttl=64,frag=no),icmp(type=8,code=0)))";
        assertThat(sw.control("ofproto/trace", twoTags))
                .contains("Flow: icmp,in_port=1,dl_vlan=10,dl_vlan_pcp=0,dl_vlan1=6,dl_vlan_pcp1=0,");
        for (String one : List.of("1", "x")) {
            limit(one);
            assertThat(out("trunk", broadcast(6, 10))).isEmpty();
            assertThat(sw.control("ofproto/trace", twoTags))
                    .contains("Flow: in_port=1,dl_vlan=10,dl_vlan_pcp=0,vlan_tci1=0x0000,")
                    .contains(",dl_type=0x8100\n")
                    .contains("\nMegaflow: recirc_id=0,eth,in_port=1,dl_vlan=10,dl_src=02:00:00:00:00:0b,"
                            + "dl_dst=ff:ff:ff:ff:ff:ff,dl_type=0x8100\n");
            limit("3");
            assertThat(out("trunk", broadcast(6, 10))).hasToString("{site=81000006}");
        }
    }

    @Test
    void aFlowForPacketsOfOneTagIsNoneForThoseOfTwoWhoseSecondIsNotLookedAt() {
        limit("1");
        tunnel("site", Map.of(), Set.of(0));
        byte[] one = broadcast(10);
        byte[] two = broadcast(6, 10);
        assertThat(out("trunk", one)).hasToString("{site=}");
        assertThat(out("trunk", two)).hasToString("{site=81000006}");
        assertThat(sw.datapath().dumpFlows()).hasSize(2);
        assertThat(out("trunk", one)).hasToString("{site=}");
        assertThat(out("trunk", two)).hasToString("{site=81000006}");
        assertThat(sw.datapath().dumpFlows()).hasSize(2);
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
