/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionSetTest {

    private static String ordered(String text) {
        List<OfpAct> actions = ActionParser.parseActions(text, OfNames.NONE);
        return ActionFormatter.format(ActionSet.order(actions), OfNames.NONE);
    }

    @Test
    void doesTagsThenFieldsThenTheLastThatSends() {
        assertThat(ordered("output:1,load:1->reg0[],dec_ttl,push_vlan:0x8100,strip_vlan,load:2->reg0[],output:2"))
                .isEqualTo(
                        "strip_vlan,push_vlan:0x8100,dec_ttl,load:0x1->NXM_NX_REG0[],load:0x2->NXM_NX_REG0[],output:2");
    }

    @Test
    void prefersAGroupToAPort() {
        assertThat(ordered("group:1,output:2")).isEqualTo("group:1");
    }

    @Test
    void doesNothingIfNothingIsSent() {
        assertThat(ordered("load:1->reg0[]")).isEqualTo("drop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dec_nsh_ttl", "unroll_xlate", "debug_recirc", "debug_slow"})
    void saysThatRareActionsAreNotSupported(String text) {
        assertThatThrownBy(() -> ActionParser.parseActions(text, OfNames.NONE))
                .isInstanceOf(OfSyntaxException.class)
                .hasMessageEndingWith("is not supported by this switch");
    }

    @Test
    void refusesRareActionsOnTheWireAsUnknown() {
        byte[] decNshTtl = HexFormat.of().parseHex("ffff0010000023200030000000000000");
        assertThatThrownBy(() -> ActionCodec.decode(ByteBuffer.wrap(decNshTtl), OpenFlowVersion.OF13, null))
                .isInstanceOfSatisfying(
                        OpenFlowException.class,
                        e -> assertThat(e.error()).isEqualTo(OpenFlowError.OFPBAC_BAD_VENDOR_TYPE));
    }

    @Test
    void findsThatTablesComeBehindThatOfTheFlow() {
        List<OfpAct> actions = ActionParser.parseInstructions("goto_table:5", OfNames.NONE);
        assertThat(ActionChecks.check(actions, Match.ANY, 0xff00, 4, 254, OpenFlowVersion.OF13))
                .isEqualTo(actions);
        assertThatThrownBy(() -> ActionChecks.check(actions, Match.ANY, 0xff00, 5, 254, OpenFlowVersion.OF13))
                .isInstanceOfSatisfying(
                        OpenFlowException.class,
                        e -> assertThat(e.error()).isEqualTo(OpenFlowError.OFPBIC_BAD_TABLE_ID));
    }

    @Test
    void mindsWhatOpenFlow10DoesNotMind() {
        List<OfpAct> actions = ActionParser.parseInstructions("mod_nw_src:1.2.3.4", OfNames.NONE);
        Match arp = MatchParser.parse("arp", OfNames.NONE);
        assertThat(ActionChecks.check(actions, arp, 0xff00, 0, 254, OpenFlowVersion.OF10))
                .isEqualTo(actions);
        assertThatThrownBy(() -> ActionChecks.check(actions, arp, 0xff00, 0, 254, OpenFlowVersion.OF11))
                .isInstanceOfSatisfying(
                        OpenFlowException.class,
                        e -> assertThat(e.error()).isEqualTo(OpenFlowError.OFPBAC_MATCH_INCONSISTENT));
    }

    @ParameterizedTest
    @EnumSource
    void hasADecoderForEachFormOnTheWire(RawAction raw) {
        assertThat(ActionTable.decoder(raw)).isNotNull();
    }

    @Test
    void hasAnEntryForEachKindOfAction() {
        assertThat(OfpAct.class.getPermittedSubclasses())
                .allSatisfy(type -> assertThat(ActionTable.has(type))
                        .as(type.getSimpleName())
                        .isTrue());
    }

    @Test
    void knowsWhereActionsSendToHoweverDeepTheyAre() {
        List<OfpAct> actions =
                ActionParser.parseInstructions("meter:7,clone(clone(output:3)),write_actions(group:4)", OfNames.NONE);
        assertThat(ActionQueries.sendsToPort(actions, 3)).isTrue();
        assertThat(ActionQueries.sendsToPort(actions, 4)).isFalse();
        assertThat(ActionQueries.sendsToGroup(actions, 4)).isTrue();
        assertThat(ActionQueries.meter(actions)).isEqualTo(7);
    }
}
