/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfctlPeer;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.OxmCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchPeerTest {

    private static final int SAMPLES = 1500;

    @BeforeEach
    void needsThePeer() {
        OfctlPeer.require();
    }

    /** The peer's own notation of bytes: the name of each field, with its value. */
    private static String notation(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int header = in.getInt();
            int vendor = header >>> 16 == OxmCode.EXPERIMENTER ? in.getInt() : 0;
            Field field = Fields.byNumber(vendor, header >>> 16, header >>> 9 & 0x7f);
            assertThat(field).isNotNull();
            String name = field.codes().stream()
                    .filter(code -> code.vendor() == vendor
                            && code.oxmClass() == header >>> 16
                            && code.number() == (header >>> 9 & 0x7f))
                    .findFirst()
                    .orElseThrow()
                    .name();
            byte[] payload = new byte[(header & 0xff) - (vendor == 0 ? 0 : 4)];
            in.get(payload);
            boolean isMasked = (header & 0x100) != 0;
            int half = payload.length / (isMasked ? 2 : 1);
            out.append(out.length() == 0 ? "" : ", ").append(name).append(isMasked ? "_W(" : "(");
            out.append(HexFormat.of().formatHex(payload, 0, half));
            out.append(isMasked ? "/" + HexFormat.of().formatHex(payload, half, payload.length) : "")
                    .append(')');
        }
        return out.length() == 0 ? "<any>" : out.toString();
    }

    private static List<Match> samples() {
        List<Match> result = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            result.add(MatchSamples.any(i, false));
        }
        return result;
    }

    @Test
    void writesTheBytesOfNxmThatThePeerWrites() {
        compare(List.of("parse-nx-match"), match -> Oxm.encodeNxm(match, 0, 0));
    }

    @Test
    void writesTheBytesOfOxmThatThePeerWrites() {
        compare(List.of("parse-oxm", "OpenFlow13"), match -> Oxm.encodeFields(match, OpenFlowVersion.OF13));
        compare(List.of("parse-oxm", "OpenFlow15"), match -> Oxm.encodeFields(match, OpenFlowVersion.OF15));
    }

    private static void compare(List<String> command, java.util.function.Function<Match, byte[]> encode) {
        List<String> ours = new ArrayList<>();
        for (Match match : samples()) {
            if (command.get(0).equals("parse-nx-match") || isWhole(match)) {
                ours.add(notation(encode.apply(match)));
            }
        }
        List<String> theirs = OfctlPeer.run(command, String.join("\n", ours) + "\n");
        assertThat(theirs).containsExactlyElementsOf(ours);
    }

    /** Return whether OXM can say it: not all of what a match may look at in the tag of a VLAN. */
    private static boolean isWhole(Match match) {
        ByteBuffer oxm = ByteBuffer.wrap(Oxm.encodeFields(match, OpenFlowVersion.OF13));
        try {
            Match back = Oxm.decodeFields(oxm, null, true, false, false).match();
            return MatchFormatter.format(back, OfNames.NONE).equals(MatchFormatter.format(match, OfNames.NONE));
        } catch (OpenFlowException e) {
            return false;
        }
    }

    @Test
    void writesAndReadsTheTextThatThePeerWritesAndReads() {
        List<String> ours = new ArrayList<>();
        StringBuilder flows = new StringBuilder();
        for (Match match : samples()) {
            String text = MatchFormatter.format(match, OfNames.NONE);
            // The peer takes a mask that begins with a digit for the length of a prefix.
            if (!text.matches(".*/[0-9][0-9a-f]*:[0-9a-f:]*(,.*)?")) {
                ours.add(text);
                flows.append(text).append(" actions=drop\n");
            }
        }
        List<String> theirs =
                OfctlPeer.run(List.of("-F", "nxm", "parse-flows", "/dev/stdin"), flows.toString()).stream()
                        .filter(line -> line.contains(" ADD "))
                        .map(line -> line.replaceFirst(".* ADD (table:255 )?(.*?) ?actions=drop", "$2"))
                        .toList();
        assertThat(theirs).containsExactlyElementsOf(ours);
    }

    @Test
    void refusesTextInThePeersWords() {
        for (String text : Arrays.asList(
                "in_port=foo",
                "ip,foo=1",
                "tcp,tp_src=99999",
                "nw_src=1.2.3.4/33",
                "nw_proto=6/3",
                "reg0[3..1]=5",
                "reg0[0..1]=5",
                "reg0[0..32]=1",
                "dl_src=1",
                "ct_state=+foo",
                "ct_state=new,ct_state=+new+new",
                "tun_flags=df",
                "ip,nw_frag=some",
                "ipv6_src=x",
                "ipv6_src=::/200",
                "packet_type=1",
                "tcp_flags=+syn|ack",
                "reg99=1",
                "nw_tos=x")) {
            List<String> theirs = OfctlPeer.run(List.of("parse-flow", text + ",actions=drop"), "");
            String ours;
            try {
                ours = MatchFormatter.format(MatchParser.parse(text, OfNames.NONE), OfNames.NONE);
            } catch (io.opsswitch.openflow.OfSyntaxException e) {
                ours = e.getMessage();
            }
            assertThat(theirs.get(0)).isEqualTo("ovs-ofctl: " + ours);
        }
    }
}
