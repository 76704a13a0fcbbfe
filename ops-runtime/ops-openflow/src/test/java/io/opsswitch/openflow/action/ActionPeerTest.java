/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OfctlPeer;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPeerTest {

    @BeforeEach
    void needsThePeer() {
        OfctlPeer.require();
    }

    private static List<ActionSamples.Sample> samples(OpenFlowVersion version) {
        List<ActionSamples.Sample> result = new ArrayList<>(ActionSamples.all());
        if (version.atLeast(OpenFlowVersion.OF13)) {
            result.addAll(ActionSamples.later());
        }
        return result;
    }

    private static byte[] encode(ActionSamples.Sample sample, OpenFlowVersion version) {
        Match match = MatchParser.parse(sample.match(), OfNames.NONE);
        List<OfpAct> actions = ActionParser.parseInstructions(sample.actions(), OfNames.NONE);
        List<OfpAct> checked = ActionChecks.check(actions, match, 0xff00, 255, 255, version);
        return ActionCodec.encodeInstructions(checked, version, null);
    }

    @ParameterizedTest
    @EnumSource(names = {"OF10", "OF13", "OF14", "OF15"})
    void sendsAndPrintsWhatThePeerSendsAndPrints(OpenFlowVersion version) {
        List<String> ours = new ArrayList<>();
        StringBuilder flows = new StringBuilder();
        for (ActionSamples.Sample sample : samples(version)) {
            byte[] bytes = encode(sample, version);
            List<OfpAct> back = ActionCodec.decodeInstructions(ByteBuffer.wrap(bytes), version, null);
            ours.add(ActionFormatter.format(back, OfNames.NONE));
            flows.append(sample.match())
                    .append(" actions=")
                    .append(sample.actions())
                    .append('\n');
        }
        List<String> theirs =
                OfctlPeer.run(List.of("-O", version.text(), "parse-flows", "/dev/stdin"), flows.toString()).stream()
                        .filter(line -> line.contains(" ADD "))
                        .map(line -> line.replaceFirst(".*actions=", ""))
                        .toList();
        assertThat(theirs).containsExactlyElementsOf(ours);
    }

    @ParameterizedTest
    @EnumSource(names = {"OF10", "OF11", "OF12", "OF13", "OF14", "OF15"})
    void sendsBytesThatThePeerReadsAndSendsAgainAsTheyWere(OpenFlowVersion version) {
        List<String> ours = new ArrayList<>();
        StringBuilder hex = new StringBuilder();
        for (ActionSamples.Sample sample : ActionSamples.all()) {
            Match match = MatchParser.parse(sample.match(), OfNames.NONE);
            List<OfpAct> actions = ActionChecks.check(
                    ActionParser.parseActions(sample.actions(), OfNames.NONE), match, 0xff00, 255, 255, version);
            byte[] bytes = ActionCodec.encode(actions, version, null);
            if (bytes.length > 0) {
                hex.append(HexFormat.of().formatHex(bytes)).append('\n');
                List<OfpAct> back = ActionCodec.decode(ByteBuffer.wrap(bytes), version, null);
                assertThat(ActionCodec.encode(back, version, null)).isEqualTo(bytes);
                ours.add("actions=" + ActionFormatter.format(back, OfNames.NONE));
            }
        }
        List<String> theirs = OfctlPeer.run(List.of("parse-actions", version.text()), hex.toString()).stream()
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(theirs).containsExactlyElementsOf(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output:70000",
                "foo",
                "goto_table:5,output:1",
                "load:5->ct_mark",
                "nat",
                "conjunction(1,1/2),output:1",
                "enqueue:1",
                "set_field:5->foo",
                "set_field:5->eth_type",
                "load:0x12345->NXM_NX_REG0[0..3]",
                "push_vlan:5",
                "mod_nw_tos:3",
                "resubmit(,)",
                "learn(table=255)",
                "learn(foo=1)",
                "controller(foo=1)",
                "ct(force)",
                "ct(foo)",
                "ct(commit,nat(src,dst))",
                "clone(meter:5)",
                "drop,1",
                "multipath(eth_src,50,modulo_n,1)",
                "bundle(foo,0,hrw,ofport,members:1)",
                "move:reg0[0..3]->reg1[]",
                "check_pkt_larger(1500)->reg0[0..1]",
                "conjunction(1,3/2)",
                "set_mpls_tc:9",
                "note:0x",
                "sample(foo=1)",
                "set_field:5",
                "write_metadata:x",
                "output(port=1,max_len=1)"
            })
    void refusesTextInThePeersWords(String text) {
        List<String> theirs = OfctlPeer.run(List.of("parse-flow", "in_port=1,actions=" + text), "");
        assertThat(theirs.get(0)).isEqualTo("ovs-ofctl: " + refusal("in_port=1", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_field:10.0.0.1->ip_dst",
                "ct(commit)",
                "resubmit(,3,ct)",
                "set_field:4101->vlan_vid",
                "move:nw_src->reg0[]",
                "ct(table=1,nat)"
            })
    void refusesWhatDoesNotFitTheMatchWithThePeersError(String text) {
        List<String> theirs = OfctlPeer.run(List.of("parse-flow", "in_port=1,actions=" + text), "");
        assertThat(theirs.get(0)).isEqualTo("ovs-ofctl: " + refusal("in_port=1", text));
    }

    private static String refusal(String match, String text) {
        try {
            List<OfpAct> actions = ActionParser.parseInstructions(text, OfNames.NONE);
            ActionChecks.check(actions, MatchParser.parse(match, OfNames.NONE), 0xff00, 255, 255, OpenFlowVersion.OF10);
            return "accepted";
        } catch (OfSyntaxException e) {
            return String.valueOf(e.getMessage());
        } catch (OpenFlowException e) {
            return "actions are invalid with specified match (" + e.error() + ")";
        }
    }
}
