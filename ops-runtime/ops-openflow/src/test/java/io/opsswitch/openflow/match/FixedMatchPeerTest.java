/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfctlPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FixedMatchPeerTest {

    private static final List<String> BOTH = List.of(
            "tcp,nw_src=10.0.0.0/8,tp_dst=80",
            "in_port=1,dl_vlan=5,dl_vlan_pcp=3",
            "dl_vlan=0xffff",
            "arp,arp_op=1,arp_spa=1.2.3.4",
            "ip,nw_tos=32,nw_proto=3",
            "icmp,icmp_type=3,icmp_code=1",
            "dl_src=00:11:22:33:44:55,dl_type=0x1234",
            "in_port=LOCAL",
            "dl_vlan_pcp=5",
            "sctp,tp_src=7,nw_dst=1.2.3.4",
            "dl_type=0x5ff");

    private static final List<String> ONLY_11 = List.of(
            "metadata=0x5/0xff",
            "mpls,mpls_label=5,mpls_tc=3",
            "vlan_tci=0x1000/0x1000",
            "dl_dst=01:00:00:00:00:00/01:00:00:00:00:00,arp",
            "ip,nw_src=0.0.0.7/0.0.0.15");

    @BeforeEach
    void needsThePeer() {
        OfctlPeer.require();
    }

    private static List<Match> matches(List<String> texts) {
        return texts.stream().map(text -> MatchParser.parse(text, OfNames.NONE)).toList();
    }

    private static void compare(String command, List<Match> matches, List<byte[]> bytes, List<Match> back) {
        List<String> ours = new ArrayList<>();
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < matches.size(); i++) {
            ours.add(MatchFormatter.format(matches.get(i), OfNames.NONE));
            hex.append(HexFormat.of().formatHex(bytes.get(i))).append('\n');
            assertThat(Normalizer.normalize(back.get(i))).isEqualTo(matches.get(i));
        }
        // The peer writes more than the text where the bytes that it makes of the match are others.
        assertThat(OfctlPeer.run(List.of(command), hex.toString()).stream()
                        .filter(line -> !line.isEmpty())
                        .toList())
                .containsExactlyElementsOf(ours);
    }

    @Test
    void hasThePeersBytesInOpenFlow10() {
        List<Match> matches = matches(BOTH);
        List<byte[]> bytes = matches.stream().map(FixedMatch10::encode).toList();
        List<Match> back = bytes.stream()
                .map(each -> FixedMatch10.decode(ByteBuffer.wrap(each)))
                .toList();
        compare("parse-ofp10-match", matches, bytes, back);
    }

    @Test
    void hasThePeersBytesInOpenFlow11() {
        List<Match> matches = new ArrayList<>(matches(BOTH));
        matches.addAll(matches(ONLY_11));
        List<byte[]> bytes = matches.stream().map(FixedMatch11::encode).toList();
        List<Match> back = bytes.stream()
                .map(each -> Oxm.decode(ByteBuffer.wrap(each), null, true, false))
                .toList();
        compare("parse-ofp11-match", matches, bytes, back);
    }

    @Test
    void takesOutWhatPacketsOfTheMatchDoNotHave() {
        Match match = MatchParser.parse("arp,nw_tos=32,tp_src=80,ipv6_src=::1,arp_spa=1.2.3.4", OfNames.NONE);
        assertThat(MatchFormatter.format(Normalizer.normalize(match), OfNames.NONE))
                .isEqualTo("arp,arp_spa=1.2.3.4");
    }
}
