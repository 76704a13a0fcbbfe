/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfctlPeer;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares frames with those that Debian's ovs-ofctl makes of the same fields. */
class PacketComposerPeerTest {

    private static final Pattern DUMP = Pattern.compile("[0-9a-f]{7}0  ((?:[0-9a-f]{2}[ -]?){1,16})");

    @BeforeEach
    void needsThePeer() {
        OfctlPeer.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_tos=32,nw_ttl=64,nw_proto=6,tcp_src=1,tcp_dst=2,tcp_flags=16",
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_ttl=64,nw_proto=6,tcp_src=1,tcp_dst=2,tcp_flags=2",
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_ttl=64,nw_proto=17,udp_src=65535,udp_dst=2",
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_proto=132,sctp_src=65535,sctp_dst=2",
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_proto=1,icmp_type=8,icmp_code=0",
                "eth_type=0x800,nw_src=1.2.3.4,nw_dst=5.6.7.8,nw_proto=1,icmp_type=3,icmp_code=1",
                "eth_type=0x86dd,ipv6_src=fe80::1,ipv6_dst=ff02::1,ipv6_label=0x12345,nw_ttl=255,nw_tos=4,nw_proto=17,udp_src=7",
                "eth_type=0x86dd,ipv6_src=fe80::1,nw_ttl=255,nw_proto=58,icmpv6_type=128,icmpv6_code=0",
                "eth_type=0x86dd,nw_proto=58,icmpv6_type=135,icmpv6_code=0,nd_target=fe80::2,nd_sll=00:00:00:00:00:07",
                "eth_type=0x86dd,nw_proto=58,icmpv6_type=136,icmpv6_code=0,nd_target=fe80::2,nd_tll=00:00:00:00:00:07",
                "eth_type=0x806,arp_op=1,arp_spa=1.2.3.4,arp_tpa=5.6.7.8,arp_sha=00:00:00:00:00:07",
                "eth_type=0x88cc",
            })
    void makesTheFrameOfOpenVSwitch(String fields) {
        String text = "eth_src=00:00:00:00:00:01,eth_dst=00:00:00:00:00:02," + fields;
        // It may complain on the same line that it does not read all of it again.
        Matcher lines = DUMP.matcher(String.join("\n", OfctlPeer.run(List.of("compose-packet", text), "")));
        StringBuilder hex = new StringBuilder();
        while (lines.find()) {
            hex.append(lines.group(1).replaceAll("[ -]", ""));
        }
        byte[] theirs = HexFormat.of().parseHex(hex);
        assertThat(PacketComposer.compose(MatchParser.parse(text, OfNames.NONE).value()))
                .isEqualTo(theirs);
    }
}
