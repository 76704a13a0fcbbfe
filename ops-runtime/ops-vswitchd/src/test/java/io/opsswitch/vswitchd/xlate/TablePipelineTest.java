/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.TableMiss;
import org.junit.jupiter.api.Test;

class TablePipelineTest {

    private final TestTables tables = new TestTables();
    private final Translator translator = new Translator(tables.now::get);
    private SwitchSnapshot snapshot = TestBridges.of(tables);

    private static FlowKey packet(String text) {
        return MatchParser.parse(text, OfNames.NONE).value().copy();
    }

    private Translation translate(String packet) {
        return translator.translate(snapshot, packet(packet), true);
    }

    private String actions(String packet) {
        return ActionFormat.text(translate(packet).actions());
    }

    @Test
    void knowsEveryActionThereIs() {
        assertThat(OfpAct.class.getPermittedSubclasses()).allMatch(ActionHandlers::knows);
    }

    @Test
    void dropsWhatNoFlowMatches() {
        Translation translation = translate("in_port=1,ip");
        assertThat(translation.actions().isEmpty()).isTrue();
        assertThat(translation.error()).isNull();
        translation.effects().forEach(effect -> effect.credit(3, 300, 1));
        assertThat(tables.tables.table(0).missed()).isEqualTo(3);
    }

    @Test
    void asksControllersAboutWhatNoFlowMatchesIfTheTableSaysSo() {
        tables.tables.table(0).setMiss(TableMiss.CONTROLLER);
        assertThat(actions("in_port=1,ip")).contains("controller(reason=7,").contains("rule_cookie=0,");
        snapshot = TestBridges.of(PortConfig.NO_PACKET_IN, tables);
        assertThat(actions("in_port=1,ip")).isEqualTo("drop");
    }

    @Test
    void goesOnInTheNextTableIfTheTableSaysSo() {
        tables.tables.table(0).setMiss(TableMiss.CONTINUE);
        tables.flow(1, 1, "", "output:2");
        assertThat(actions("in_port=1")).isEqualTo("2");
    }

    @Test
    void creditsTheFlowsThatAPacketTakes() {
        tables.flow(0, 1, "ip", "resubmit(,1)");
        tables.flow(1, 1, "", "output:2");
        for (Effect effect : translate("in_port=1,ip").effects()) {
            effect.credit(5, 500, 2_000_000);
        }
        for (int table = 0; table < 2; table++) {
            FlowRule rule = tables.tables.select(FlowCriteria.all(table)).get(0);
            assertThat(rule.counters().packets()).isEqualTo(5);
            assertThat(rule.counters().used()).isEqualTo(2_000_000);
        }
    }

    @Test
    void doesTheActionSetInItsOrderAtTheEnd() {
        tables.flow(0, 1, "ip", "write_actions(output:2,set_field:1.2.3.4->ip_dst,dec_ttl),goto_table:1");
        tables.flow(1, 1, "ip", "output:3");
        assertThat(actions("in_port=1,udp,nw_ttl=7")).isEqualTo("3,set(ipv4(dst=1.2.3.4,ttl=6)),2");
        tables.flow(1, 2, "ip", "clear_actions");
        assertThat(actions("in_port=1,udp,nw_ttl=7")).isEqualTo("drop");
    }

    @Test
    void givesUpWhenTablesLeadBackTooOften() {
        tables.flow(0, 1, "", "resubmit(,0)");
        Translation translation = translate("in_port=1");
        assertThat(translation.error()).isEqualTo("Recursion too deep");
        assertThat(translation.actions().isEmpty()).isTrue();
        assertThat(translator.explain(snapshot, packet("in_port=1")).notes()).contains("over max translation depth 64");
    }

    @Test
    void givesUpWhenTooManyTablesAreLookedUp() {
        for (int table = 0; table < 13; table++) {
            String twice = "resubmit(," + (table + 1) + "),resubmit(," + (table + 1) + ")";
            tables.flow(table, 1, "", twice);
        }
        tables.flow(13, 1, "", "load:1->NXM_NX_REG0[]");
        assertThat(translate("in_port=1").error()).isEqualTo("Too many resubmits");
    }

    @Test
    void leavesRoomOnTheStackOfAThreadForAllTablesOneInAnother() throws InterruptedException {
        for (int table = 0; table < 254; table++) {
            tables.flow(table, 1, "", "resubmit(," + (table + 1) % 254 + ")");
        }
        String[] error = new String[1];
        Thread small = new Thread(null, () -> error[0] = translate("in_port=1").error(), "small", 1 << 20);
        small.start();
        small.join();
        assertThat(error[0]).isEqualTo("Recursion too deep");
    }

    @Test
    void endsWhereTheStackGrowsTooLarge() {
        StringBuilder pushes = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            pushes.append("push:NXM_NX_XXREG0[],");
        }
        for (int table = 0; table < 60; table++) {
            tables.flow(table, 1, "", pushes + "resubmit(," + (table + 1) + ")");
        }
        assertThat(translate("in_port=1").error()).isEqualTo("Stack too deep");
    }

    @Test
    void keepsARegisterFromAnotherBridgeAndGetsItBack() {
        TestTables other = new TestTables();
        snapshot = TestBridges.of(tables, other);
        tables.flow(
                0,
                1,
                "",
                "load:7->NXM_NX_REG0[],push:NXM_NX_REG0[],set_field:5->metadata,output:9,"
                        + "pop:NXM_NX_REG1[],resubmit(,1)");
        tables.flow(1, 1, "reg0=7,reg1=7,metadata=5", "output:2");
        other.flow(
                0,
                1,
                "reg0=0,metadata=0,in_port=9",
                "load:9->NXM_NX_REG0[],set_field:02:00:00:00:00:09->eth_dst," + "output:1");
        assertThat(actions("in_port=1,dl_dst=02:00:00:00:00:01"))
                .isEqualTo("set(eth(dst=02:00:00:00:00:09)),11,set(eth(dst=02:00:00:00:00:01)),2");
    }

    @Test
    void isolatesWhatAnotherBridgeCannotTakeBack() {
        TestTables other = new TestTables();
        snapshot = TestBridges.of(tables, other);
        tables.flow(0, 1, "", "output:9,output:2");
        other.flow(0, 1, "", "output(port=1,max_len=60)");
        assertThat(actions("in_port=1")).isEqualTo("clone(trunc(60),11),2");
    }

    @Test
    void doesNotLetBridgesThatSendToEachOtherGoOnForEver() {
        TestTables other = new TestTables();
        snapshot = TestBridges.of(tables, other);
        tables.flow(0, 1, "", "in_port,output:9,output:2");
        other.flow(0, 1, "", "in_port");
        assertThat(actions("in_port=1")).startsWith("1,").endsWith(",2");
    }

    @Test
    void learnsAtOnceAndAgainWhenPacketsComeAfterTheFlowWasRemoved() {
        tables.flow(
                0,
                1,
                "",
                "learn(table=1,idle_timeout=10,cookie=0x5,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],"
                        + "load:NXM_OF_IN_PORT[]->NXM_NX_REG1[0..15],output:NXM_OF_IN_PORT[]),resubmit(,1)");
        String first = "in_port=3,dl_src=02:00:00:00:00:03,dl_dst=02:00:00:00:00:01";
        translator.translate(snapshot, packet(first), false);
        translator.explain(snapshot, packet(first));
        assertThat(tables.tables.select(FlowCriteria.all(1))).isEmpty();
        Translation learning = translate(first);
        FlowRule learned = tables.tables.select(FlowCriteria.all(1)).get(0);
        assertThat(learned.cookie()).isEqualTo(5);
        assertThat(learned.idleTimeout()).isEqualTo(10);
        assertThat(actions("in_port=1,dl_src=02:00:00:00:00:01,dl_dst=02:00:00:00:00:03"))
                .isEqualTo("3");
        tables.flow(FlowCommand.DELETE, 1, 0, 0, "", "drop");
        assertThat(tables.tables.select(FlowCriteria.all(1))).isEmpty();
        learning.effects().forEach(effect -> effect.credit(1, 60, tables.now.get()));
        assertThat(tables.tables.select(FlowCriteria.all(1))).hasSize(1);
    }

    @Test
    void learnsNoMoreThanTheLimit() {
        tables.flow(
                0, 1, "", "learn(table=1,limit=2,result_dst=NXM_NX_REG0[0],cookie=9,NXM_OF_ETH_SRC[]),resubmit(,2)");
        tables.flow(2, 1, "reg0=1", "output:2");
        tables.flow(2, 1, "reg0=0", "output:3");
        for (int station = 1; station <= 4; station++) {
            assertThat(actions("in_port=1,dl_src=02:00:00:00:00:0" + station)).isEqualTo(station <= 2 ? "2" : "3");
        }
        assertThat(actions("in_port=1,dl_src=02:00:00:00:00:01")).isEqualTo("2");
        assertThat(tables.tables.select(FlowCriteria.all(1))).hasSize(2);
    }

    @Test
    void removesLearnedFlowsWithTheLastOfThoseThatLearnThem() {
        String learn = "learn(table=1,cookie=0x7,delete_learned,NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])";
        tables.flow(0, 1, "in_port=1", learn);
        tables.flow(0, 1, "in_port=2", learn);
        translate("in_port=1,dl_src=02:00:00:00:00:01");
        translate("in_port=2,dl_src=02:00:00:00:00:02");
        tables.flow(FlowCommand.MODIFY, 0, 1, 0, "in_port=1", "drop");
        assertThat(tables.tables.select(FlowCriteria.all(1))).hasSize(2);
        tables.flow(FlowCommand.DELETE, 0, 1, 0, "", "drop");
        assertThat(tables.tables.select(FlowCriteria.all(1))).isEmpty();
    }

    @Test
    void shortensTimeoutsWhenAConnectionEnds() {
        tables.flow(0, 1, "tcp", "fin_timeout(idle_timeout=5,hard_timeout=7),output:2");
        assertThat(translate("in_port=1,tcp,tcp_flags=0x010").mask().get(FlowField.TCP_FLAGS))
                .isEqualTo(5);
        FlowRule rule = tables.tables.select(FlowCriteria.all(0)).get(0);
        assertThat(rule.idleTimeout()).isZero();
        translate("in_port=1,tcp,tcp_flags=0x011");
        assertThat(rule.idleTimeout()).isEqualTo(5);
        assertThat(rule.hardTimeout()).isEqualTo(7);
    }

    @Test
    void givesEachBucketThePacketAsItWas() {
        tables.group(1, GroupType.ALL, "", "0:set_field:02:00:00:00:00:09->eth_dst,output:2", "0:output:3");
        tables.flow(0, 1, "", "group:1,output:2");
        assertThat(actions("in_port=1,dl_dst=02:00:00:00:00:01"))
                .isEqualTo("set(eth(dst=02:00:00:00:00:09)),2,set(eth(dst=02:00:00:00:00:01)),3,2");
        translate("in_port=1").effects().forEach(effect -> effect.credit(2, 200, 1));
        assertThat(tables.groups.all().get(0).packets()).isEqualTo(2);
        assertThat(tables.groups.all().get(0).packetsOf(1)).isEqualTo(2);
    }

    @Test
    void takesTheFirstBucketThatWorks() {
        TestTables mine = new TestTables(new PipelineSettings() {
            @Override
            public boolean isPortLive(int port) {
                return port != 2;
            }
        });
        snapshot = TestBridges.of(mine);
        mine.group(1, GroupType.FAST_FAILOVER, "", "2:output:2", "3:output:3");
        mine.flow(0, 1, "", "group:1");
        assertThat(actions("in_port=1")).isEqualTo("3");
    }

    @Test
    void letsTheDatapathHashAndGoesOnWithTheBucketOfTheHash() {
        tables.group(1, GroupType.SELECT, "", "1:output:2", "1:output:3");
        tables.flow(0, 1, "", "load:3->NXM_NX_REG0[],group:1,resubmit(,1)");
        tables.flow(1, 1, "reg0=3", "output:1");
        Translation first = translate("in_port=2,ip");
        assertThat(ActionFormat.text(first.actions())).isEqualTo("hash(sym_l4(0)),recirc(0x1)");
        FlowKey again = packet("in_port=2,ip").set(FlowField.RECIRC_ID, 1).set(FlowField.DP_HASH, 0x51);
        Translation second = translator.translate(snapshot, again, true);
        assertThat(ActionFormat.text(second.actions())).matches("[13],1|1");
        assertThat(second.mask().get(FlowField.DP_HASH)).isEqualTo(0xf);
        assertThat(second.mask().get(FlowField.RECIRC_ID)).isEqualTo(0xffffffffL);
    }

    @Test
    void forgetsAnInterruptionThatNobodyNeeds() {
        tables.group(1, GroupType.SELECT, "", "1:output:2", "1:output:3");
        tables.flow(0, 1, "", "group:1");
        Translation one = translate("in_port=2,ip");
        Translation same = translate("in_port=2,ip");
        assertThat(one.recirculations()).isEqualTo(same.recirculations()).hasSize(1);
        translator.release(one);
        tables.now.addAndGet(Recirculations.GRACE);
        translator.recirculations().expire(tables.now.get());
        assertThat(translator.recirculations().size()).isEqualTo(1);
        translator.release(same);
        translator.recirculations().expire(tables.now.get());
        assertThat(translator.recirculations().find(one.recirculations().get(0)))
                .isNotNull();
        tables.now.addAndGet(Recirculations.GRACE);
        translator.recirculations().expire(tables.now.get());
        assertThat(translator.recirculations().size()).isZero();
        assertThatThrownBy(() -> translator.release(same)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dropsPacketsThatComeBackToNothing() {
        FlowKey key = packet("in_port=2,ip").set(FlowField.RECIRC_ID, 99);
        assertThat(translator.translate(snapshot, key, true).error()).isEqualTo("No recirculation context");
    }

    @Test
    void looksAtAPacketAgainBeforeItKnowsWhatWasBehindLabels() {
        tables.flow(0, 1, "mpls", "pop_mpls:0x0800,set_field:02:00:00:00:00:09->eth_dst,dec_ttl,output:2");
        Translation first = translate("in_port=1,mpls,mpls_label=5,mpls_ttl=3,mpls_bos=1");
        assertThat(ActionFormat.text(first.actions()))
                .isEqualTo("set(eth(dst=02:00:00:00:00:09)),pop_mpls(eth_type=0x800),recirc(0x1)");
        FlowKey inside = packet("in_port=1,udp,nw_ttl=9").set(FlowField.RECIRC_ID, 1);
        assertThat(ActionFormat.text(
                        translator.translate(snapshot, inside, true).actions()))
                .isEqualTo("set(ipv4(ttl=8)),2");
    }

    @Test
    void choosesByTheLengthOfAPacketInTheDatapath() {
        tables.flow(0, 1, "", "check_pkt_larger(1500)->NXM_NX_REG0[0],resubmit(,1),output:3");
        tables.flow(1, 1, "reg0=1", "set_field:02:00:00:00:00:09->eth_dst,output:2");
        assertThat(actions("in_port=1"))
                .isEqualTo("check_pkt_len(size=1500,gt(set(eth(dst=02:00:00:00:00:09)),2,3),le(3))");
    }

    @Test
    void tellsControllersWhatTheActionSays() {
        tables.flow(FlowCommand.ADD, 0, 1, 0x17, "", "controller(reason=action,max_len=99,id=5,userdata=01.02)");
        Translation translation = translate("in_port=1");
        ControllerCookie cookie =
                ControllerCookie.decode(translation.actions().upcall(0).userData());
        assertThat(cookie).isNotNull();
        assertThat(cookie.maxLength()).isEqualTo(99);
        assertThat(cookie.controllerId()).isEqualTo(5);
        assertThat(cookie.ruleCookie()).isEqualTo(0x17);
        assertThat(cookie.dontSend()).isFalse();
        assertThat(translator.translate(snapshot, packet("in_port=1"), false).actions())
                .as("a check of the flow finds the same")
                .isEqualTo(translation.actions());
    }

    @Test
    void dropsWhatItCannotTrack() {
        tables.flow(0, 1, "ip", "output:2,ct(commit),output:3");
        Translation translation = translate("in_port=1,ip");
        assertThat(translation.actions().isEmpty()).isTrue();
        assertThat(translation.error()).isEqualTo("Unsupported action");
        assertThat(translator.explain(snapshot, packet("in_port=1,ip")).notes())
                .contains("the action ct is not supported by this switch, the packet is dropped");
    }

    @Test
    void floodsPortsThatAreNotKeptFromIt() {
        snapshot = TestBridges.of(PortConfig.NO_FLOOD, tables);
        tables.flow(0, 1, "in_port=2", "FLOOD");
        tables.flow(0, 1, "in_port=3", "ALL");
        assertThat(actions("in_port=2")).isEqualTo("3");
        assertThat(actions("in_port=3")).isEqualTo("1,2");
        snapshot = TestBridges.of(PortConfig.NO_FWD, tables);
        assertThat(actions("in_port=3")).isEqualTo("2");
        snapshot = TestBridges.of(PortConfig.NO_RECV, tables);
        tables.flow(0, 1, "in_port=1", "output:2");
        assertThat(actions("in_port=1")).isEqualTo("drop");
    }

    @Test
    void forwardsPacketsOfControllersWithoutLearningThem() {
        FlowKey key =
                packet("dl_src=02:00:00:00:00:01,dl_dst=02:00:00:00:00:02").set(FlowField.IN_PORT, 0xfffd);
        Translation translation = translator.packetOut(
                snapshot, snapshot.bridges().get(0), key, ActionParser.parseActions("NORMAL", OfNames.NONE));
        assertThat(ActionFormat.text(translation.actions())).isEqualTo("1,2,3");
        translation.effects().forEach(effect -> effect.credit(1, 60, 1));
        assertThat(snapshot.bridges().get(0).macTable().rows()).isEmpty();
    }

    @Test
    void dependsOnItsTablesAndTellsWhenTheyChange() {
        Translation translation = translate("in_port=1");
        tables.changes.clear();
        tables.flow(0, 5, "", "output:2");
        assertThat(tables.changes).isNotEmpty();
        assertThat(translation.tags() & tables.changes.get(0)).isNotZero();
    }

    @Test
    void leavesTheVersionThatItWorkedIn() {
        tables.flow(0, 1, "", "output:2");
        translate("in_port=1");
        tables.flow(0, 1, "", "output:3");
        tables.tables.reclaim();
        assertThat(tables.tables.retired()).isZero();
        assertThat(actions("in_port=1")).isEqualTo("3");
    }
}
