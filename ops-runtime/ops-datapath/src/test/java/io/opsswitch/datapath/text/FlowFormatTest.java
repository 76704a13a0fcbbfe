/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import org.junit.jupiter.api.Test;

class FlowFormatTest {

    private final FlowKey key = new FlowKey().set(FlowField.IN_PORT, 1);
    private final FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT);

    private static String line(FlowEntry flow, long nowMillis) {
        return DatapathFormat.flow(ShownFlow.of(flow), PortNames.NONE, false, false, nowMillis);
    }

    @Test
    void writesAFlowAsDpctlDoes() {
        both(FlowField.ETH_SRC, 0x020000000001L);
        both(FlowField.ETH_DST, 0x0200000000ffL);
        both(FlowField.ETH_TYPE, 0x0800);
        both(FlowField.IP_FRAG, 0);
        Actions actions = Actions.builder().pushVlan(0x8100, 10).output(2).build();
        assertThat(line(new FlowEntry(key, mask, actions, 3, 294, 1000), 1120))
                .isEqualTo("recirc_id(0),in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:ff),eth_type(0x0800),"
                        + "ipv4(frag=no), packets:3, bytes:294, used:0.120s, actions:push_vlan(vid=10,pcp=0),2");
    }

    @Test
    void writesUnusedDroppingFlow() {
        assertThat(line(new FlowEntry(key, mask, Actions.DROP, 0, 0, 0), 5))
                .isEqualTo("recirc_id(0),in_port(1),eth(), packets:0, bytes:0, used:never, actions:drop");
    }

    @Test
    void writesPartialMasks() {
        both(FlowField.ETH_TYPE, 0x0800);
        key.set(FlowField.ETH_DST, 0x010000000000L);
        mask.set(FlowField.ETH_DST, 0x010000000000L);
        key.set(FlowField.IPV4_DST, 0x0a000000L);
        mask.set(FlowField.IPV4_DST, 0xffffff00L);
        key.set(FlowField.IP_TOS, 0xb8);
        mask.set(FlowField.IP_TOS, 0xfc);
        key.set(FlowField.IP_PROTO, 6);
        key.set(FlowField.TP_DST, 80);
        mask.set(FlowField.TP_DST, 0xfff0);
        key.set(FlowField.TCP_FLAGS, 2);
        mask.set(FlowField.TCP_FLAGS, 0x12);
        assertThat(FlowFormat.match(key, mask))
                .isEqualTo("in_port(1),eth(dst=01:00:00:00:00:00/01:00:00:00:00:00),eth_type(0x0800),"
                        + "ipv4(dst=10.0.0.0/255.255.255.0,tos=0xb8/0xfc),tcp(dst=80/0xfff0),tcp_flags(+syn-ack)");
    }

    @Test
    void nestsWhatVlanTagsEncapsulate() {
        both(FlowField.VLAN_TCI, 0x2064 | FlowField.VLAN_PRESENT);
        both(FlowField.INNER_VLAN_TCI, 10 | FlowField.VLAN_PRESENT);
        both(FlowField.ETH_TYPE, 0x0806);
        both(FlowField.IP_PROTO, 1);
        assertThat(FlowFormat.match(key, mask))
                .isEqualTo(
                        "in_port(1),eth(),eth_type(0x8100),vlan(vid=100,pcp=1),encap(eth_type(0x8100),vlan(vid=10,pcp=0),"
                                + "encap(eth_type(0x0806),arp(op=1)))");
    }

    @Test
    void writesVlanIdentifierWithoutPriority() {
        key.set(FlowField.VLAN_TCI, 0x1064);
        mask.set(FlowField.VLAN_TCI, 0x1fff);
        both(FlowField.ETH_TYPE, 0x0800);
        assertThat(FlowFormat.match(key, mask))
                .isEqualTo("in_port(1),eth(),eth_type(0x8100),vlan(vid=100),encap(eth_type(0x0800))");
    }

    @Test
    void writesIpv6PrefixesAndMasks() {
        both(FlowField.ETH_TYPE, 0x86dd);
        key.set(FlowField.IPV6_SRC_HIGH, 0x20010db8_00000000L);
        mask.set(FlowField.IPV6_SRC_HIGH, 0xffffffff_00000000L);
        both(FlowField.IPV6_DST_HIGH, 0x20010db8_00000001L);
        both(FlowField.IPV6_DST_LOW, 0x00000000_00000001L);
        assertThat(FlowFormat.match(key, mask))
                .isEqualTo("in_port(1),eth(),eth_type(0x86dd),ipv6(src=2001:db8::/ffff:ffff::,dst=2001:db8:0:1::1)");
        mask.set(FlowField.IPV6_SRC_LOW, 0xffff);
        assertThat(FlowFormat.match(key, mask)).contains("src=2001:db8::/ffff:ffff::ffff");
    }

    @Test
    void compressesTheLongestRunOfZeros() {
        assertThat(Ipv6Text.format(new Bits(0, 0))).isEqualTo("::");
        assertThat(Ipv6Text.format(new Bits(0, 1))).isEqualTo("::1");
        assertThat(Ipv6Text.format(new Bits(0x0001_0000_0000_0002L, 0x0000_0000_0000_0003L)))
                .isEqualTo("1:0:0:2::3");
        assertThat(Ipv6Text.format(new Bits(0x0001_0002_0003_0004L, 0x0005_0006_0007_0000L)))
                .isEqualTo("1:2:3:4:5:6:7:0");
        assertThat(Ipv6Text.format(new Bits(0, 0xffff_0a00_0001L))).isEqualTo("::ffff:10.0.0.1");
        assertThat(Ipv6Text.format(new Bits(0, 0x0a00_0001L))).isEqualTo("::10.0.0.1");
    }

    private void both(FlowField field, long value) {
        key.set(field, value);
        mask.matchAll(field);
    }

    @Test
    void takesTheTypeThatTheAddressesGoWith() throws Exception {
        assertThat(FlowParser.match("in_port(1),eth(),ipv4(src=10.0.0.1,proto=6),tcp(src=1,dst=2)", PortNames.NONE))
                .isEqualTo(FlowParser.match(
                        "in_port(1),eth(),eth_type(0x0800),ipv4(src=10.0.0.1,proto=6),tcp(src=1,dst=2)",
                        PortNames.NONE));
        assertThat(FlowParser.match("ipv6(proto=58)", PortNames.NONE).key().get(FlowField.ETH_TYPE))
                .isEqualTo(0x86dd);
    }
}
