/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.FlowFormat;
import org.junit.jupiter.api.Test;

class PacketParserTest {

    private static final String ETH = "in_port(3),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),";

    @Test
    void readsUdpOverIpv4() {
        assertThat(parsed(Frames.MACS + "0800" + Frames.IPV4_UDP + Frames.UDP))
                .isEqualTo(ETH + "eth_type(0x0800),ipv4(src=10.0.0.1,dst=10.0.0.2,proto=17,tos=0,ttl=64,frag=no),"
                        + "udp(src=4660,dst=53)");
    }

    @Test
    void readsTcpBehindIpv4Options() {
        assertThat(parsed(Frames.MACS + "0800 4608 002c 0001 4000 3f 06 0000 c0a80001 c0a80002 01010100"
                        + "0050 c000 00000001 00000002 5012 ffff 0000 0000"))
                .isEqualTo(
                        ETH + "eth_type(0x0800),ipv4(src=192.168.0.1,dst=192.168.0.2,proto=6,tos=0x8,ttl=63,frag=no),"
                                + "tcp(src=80,dst=49152),tcp_flags(syn|ack)");
    }

    @Test
    void readsBothVlanTags() {
        FlowKey key = parse(Frames.MACS + "88a8 2064 8100 e00a 0800" + Frames.IPV4_UDP + Frames.UDP);
        assertThat(key.get(FlowField.VLAN_TCI)).isEqualTo(0x2064 | FlowField.VLAN_PRESENT);
        assertThat(key.get(FlowField.INNER_VLAN_TCI)).isEqualTo(0xe00a | FlowField.VLAN_PRESENT);
        assertThat(key.get(FlowField.ETH_TYPE)).isEqualTo(0x0800);
        assertThat(key.get(FlowField.TP_DST)).isEqualTo(53);
    }

    @Test
    void tellsVlanZeroFromNoTag() {
        assertThat(parse(Frames.MACS + "8100 0000 0806").get(FlowField.VLAN_TCI))
                .isEqualTo(0x1000);
        assertThat(parse(Frames.MACS + "0806 0000 0806").get(FlowField.VLAN_TCI))
                .isZero();
    }

    @Test
    void takesTypeFromSnapAndMarksOther8022Frames() {
        assertThat(parse(Frames.MACS + "0028 aaaa03 000000 0800" + Frames.IPV4_UDP + Frames.UDP)
                        .get(FlowField.TP_DST))
                .isEqualTo(53);
        assertThat(parse(Frames.MACS + "0026 424203 0000000000").get(FlowField.ETH_TYPE))
                .isEqualTo(EtherType.NONE);
        assertThat(parse(Frames.MACS + "0028 aaaa03 00000c 2000").get(FlowField.ETH_TYPE))
                .as("a Cisco protocol, not an ethertype")
                .isEqualTo(EtherType.NONE);
    }

    @Test
    void readsArp() {
        assertThat(parsed(Frames.MACS + "0806 0001 0800 06 04 0002 020000000001 0a000001 020000000002 0a000002"))
                .isEqualTo(ETH + "eth_type(0x0806),arp(sip=10.0.0.1,tip=10.0.0.2,op=2,"
                        + "sha=02:00:00:00:00:01,tha=02:00:00:00:00:02)");
    }

    @Test
    void readsPortsOfFirstFragmentOnly() {
        String first = Frames.IPV4_UDP.replace("0001 0000", "0001 2000");
        String later = Frames.IPV4_UDP.replace("0001 0000", "0001 0003");
        FlowKey firstKey = parse(Frames.MACS + "0800" + first + Frames.UDP);
        assertThat(firstKey.get(FlowField.IP_FRAG)).isEqualTo(PacketParser.FRAG_ANY);
        assertThat(firstKey.get(FlowField.TP_DST)).isEqualTo(53);
        FlowKey laterKey = parse(Frames.MACS + "0800" + later + Frames.UDP);
        assertThat(laterKey.get(FlowField.IP_FRAG)).isEqualTo(PacketParser.FRAG_ANY | PacketParser.FRAG_LATER);
        assertThat(laterKey.get(FlowField.TP_DST)).isZero();
    }

    @Test
    void ignoresIpv4HeaderThatContradictsItself() {
        String good = Frames.MACS + "0800" + Frames.IPV4_UDP + Frames.UDP;
        for (String[] change : new String[][] {
            {"4500 0020", "4400 0020"},
            {"4500 0020", "4500 0013"},
            {"4500 0020", "4500 0021"}
        }) {
            FlowKey key = parse(good.replace(change[0], change[1]));
            assertThat(key.get(FlowField.IPV4_SRC)).as(change[1]).isZero();
            assertThat(key.get(FlowField.ETH_TYPE)).isEqualTo(0x0800);
        }
    }

    @Test
    void doesNotTakePaddingForPorts() {
        String noPayload = Frames.IPV4_UDP.replace("4500 0020", "4500 0014");
        assertThat(parse(Frames.MACS + "0800" + noPayload + Frames.UDP).get(FlowField.TP_DST))
                .isZero();
    }

    @Test
    void readsIcmpv6BehindExtensionHeaders() {
        assertThat(parsed(Frames.MACS + "86dd 60a12345 0010 00 ff 20010db8000000000000000000000001"
                        + "ff020000000000000000000000000001 3a00010400000000 8000 0000 00000000"))
                .isEqualTo(ETH + "eth_type(0x86dd),ipv6(src=2001:db8::1,dst=ff02::1,label=0x12345,proto=58,tclass=0xa,"
                        + "hlimit=255,frag=no),icmpv6(type=128,code=0)");
    }

    @Test
    void readsNeighbourDiscovery() {
        String target = "fe800000000000000000000000000099";
        assertThat(neighbour("88", "e0000000" + target + "0201 0a0b0c0d0e0f"))
                .endsWith("icmpv6(type=136,code=0),nd(target=fe80::99,sll=00:00:00:00:00:00,tll=0a:0b:0c:0d:0e:0f),"
                        + "nd_ext(nd_reserved=0xe0000000,nd_options_type=2)");
        assertThat(neighbour("87", "00000000" + target + "0e02 0000000000000000000000000000 0101 020304050607"))
                .as("an unknown option of 16 bytes in front")
                .endsWith("nd(target=fe80::99,sll=02:03:04:05:06:07,tll=00:00:00:00:00:00),"
                        + "nd_ext(nd_reserved=0x0,nd_options_type=1)");
        assertThat(neighbour("87", "00000000" + target + "0101 020304050607 0101 020304050607"))
                .as("the same option twice")
                .endsWith("nd(target=::,sll=00:00:00:00:00:00,tll=00:00:00:00:00:00),"
                        + "nd_ext(nd_reserved=0x0,nd_options_type=1)");
        assertThat(neighbour("87", "00000000" + target + "0100 020304050607"))
                .as("an option of length 0")
                .endsWith("nd(target=fe80::99,sll=00:00:00:00:00:00,tll=00:00:00:00:00:00)");
        assertThat(neighbour("87", "00000001" + target.substring(2)))
                .as("a target that is cut off")
                .endsWith("nd(target=::,sll=00:00:00:00:00:00,tll=00:00:00:00:00:00),"
                        + "nd_ext(nd_reserved=0x1,nd_options_type=0)");
    }

    private static String neighbour(String type, String body) {
        byte[] message = Frames.bytes(type + "00 0000" + body);
        return parsed(Frames.MACS + "86dd 60000000" + String.format("%04x", message.length)
                + "3aff fe800000000000000000000000000001 ff020000000000000000000000000001" + type + "00 0000" + body);
    }

    @Test
    void readsIpv6Fragments() {
        String head = Frames.MACS + "86dd 60000000 0010 2c 40 20010db8000000000000000000000001"
                + "20010db8000000000000000000000002 ";
        assertThat(parsed(head + "11 00 0001 00000001 1234 0035 0008 0000"))
                .endsWith("proto=17,tclass=0,hlimit=64,frag=first),udp(src=4660,dst=53)");
        assertThat(parsed(head + "11 00 0009 00000001 1234 0035 0008 0000"))
                .as("what a later fragment carries is not told")
                .endsWith("proto=44,tclass=0,hlimit=64,frag=later)");
        assertThat(parse(head + "11 00 0000 00000001 1234 0035 0008 0000").get(FlowField.IP_FRAG))
                .as("an atomic fragment is none")
                .isZero();
    }

    @Test
    void takesOnlyAddressesFromIpv6WithBrokenExtensionHeaders() {
        FlowKey key = parse(Frames.MACS + "86dd 60a12345 0008 00 ff 20010db8000000000000000000000001"
                + "ff020000000000000000000000000001 3a01010400000000");
        assertThat(key.get(FlowField.IPV6_DST_LOW)).isEqualTo(1);
        assertThat(key.get(FlowField.IP_TTL)).isZero();
        assertThat(key.get(FlowField.IPV6_LABEL)).isZero();
    }

    @Test
    void readsThreeMplsEntries() {
        assertThat(parsed(Frames.MACS + "8847 00064740 00065040 00066140 00067140"))
                .isEqualTo(ETH + "eth_type(0x8847),mpls(label=100,tc=3,ttl=64,bos=1)");
        FlowKey key = parse(Frames.MACS + "8848 00064040 00065040 00066140 00067140");
        assertThat(key.get(FlowField.MPLS_LSE_2)).isEqualTo(0x00066140);
        assertThat(parse(Frames.MACS + "8847 00064040 000650").get(FlowField.MPLS_LSE_1))
                .isZero();
    }

    @Test
    void readsNetworkServiceHeaders() {
        assertThat(parsed(Frames.MACS + "894f 1fc6 01 03 00007bff 00000001 00000002 00000003 00000004"))
                .isEqualTo(ETH + "eth_type(0x894f),nsh(flags=1,ttl=63,mdtype=1,np=3,spi=0x7b,si=255,c1=0x1,c2=0x2,"
                        + "c3=0x3,c4=0x4)");
        FlowKey variable = parse(Frames.MACS + "894f 0fc3 02 01 00000102 00000000");
        assertThat(variable.get(FlowField.NSH_MDTYPE)).isEqualTo(2);
        assertThat(variable.get(FlowField.NSH_PATH)).isEqualTo(0x102);
        assertThat(parse(Frames.MACS + "894f 1fc5 01 03 00007bff 00000001 00000002 00000003 00000004"))
                .as("a wrong length")
                .isEqualTo(parse(Frames.MACS + "894f"));
    }

    @Test
    void readsPacketsWithoutEthernetHeader() {
        byte[] packet = Frames.bytes(Frames.IPV4_UDP + Frames.UDP);
        FlowKey key = new FlowKey();
        PacketParser.parse(Frames.direct(packet, 7), 7, packet.length, 3, 0x10800, key);
        assertThat(key.get(FlowField.PACKET_TYPE)).isEqualTo(0x10800);
        assertThat(key.get(FlowField.ETH_TYPE)).isEqualTo(0x0800);
        assertThat(key.get(FlowField.TP_DST)).isEqualTo(53);
        assertThat(key.get(FlowField.ETH_DST)).isZero();
    }

    @Test
    void readsTypeOfTags() {
        FlowKey key = parse(Frames.MACS + "88a8 2064 8100 e00a 0800" + Frames.IPV4_UDP + Frames.UDP);
        assertThat(key.get(FlowField.VLAN_TPID)).isEqualTo(0x88a8);
        assertThat(key.get(FlowField.INNER_VLAN_TPID)).isEqualTo(0x8100);
        assertThat(parse(Frames.MACS + "8100 20").get(FlowField.VLAN_TPID)).isZero();
        assertThat(parse(Frames.MACS + "8100 20").get(FlowField.ETH_TYPE)).isEqualTo(0x8100);
    }

    @Test
    void ignoresTcpHeaderWithImpossibleLength() {
        String tcp = Frames.IPV4_UDP.replace("40 11", "40 06").replace("0020 0001", "0028 0001")
                + "0050 c000 00000001 00000002 5012 ffff 0000 0000";
        assertThat(parse(Frames.MACS + "0800" + tcp).get(FlowField.TP_SRC)).isEqualTo(80);
        for (String offset : new String[] {"4012", "6012"}) {
            assertThat(parse(Frames.MACS + "0800" + tcp.replace("5012", offset)).get(FlowField.TP_SRC))
                    .isZero();
        }
    }

    @Test
    void readsSctpPorts() {
        assertThat(parsed(Frames.MACS + "0800" + Frames.IPV4_UDP.replace("40 11", "40 84")
                        + "0007 0009 00000000 00000000"))
                .endsWith("sctp(src=7,dst=9)");
    }

    @Test
    void leavesNothingOfThePacketBefore() {
        FlowKey key = parse(Frames.MACS + "88a8 2064 8100 e00a 0800" + Frames.IPV4_UDP + Frames.UDP);
        byte[] runt = {1, 2, 3};
        PacketParser.parse(Frames.direct(runt, 5), 5, runt.length, 9, key);
        assertThat(key).isEqualTo(new FlowKey().set(FlowField.IN_PORT, 9));
    }

    private static String parsed(String hex) {
        FlowKey mask = new FlowKey();
        for (FlowField field : FlowField.values()) {
            if (field.word() < FlowField.RECIRC_ID.word() || field.word() >= FlowField.ARP_SHA.word()) {
                mask.matchAll(field);
            }
        }
        return FlowFormat.match(parse(hex), mask.matchAll(FlowField.IPV6_LABEL).set(FlowField.PACKET_TYPE, 0));
    }

    private static FlowKey parse(String hex) {
        byte[] frame = Frames.bytes(hex);
        FlowKey key = new FlowKey();
        PacketParser.parse(Frames.direct(frame, 7), 7, frame.length, 3, key);
        return key;
    }
}
