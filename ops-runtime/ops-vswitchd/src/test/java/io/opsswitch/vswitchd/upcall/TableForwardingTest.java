/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import static io.opsswitch.vswitchd.upcall.TestForwarding.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.ofproto.PacketInjector.StagedPacket;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.TableChange;
import io.opsswitch.vswitchd.table.TableEvent;
import io.opsswitch.vswitchd.xlate.TestTables;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flow tables in front of the datapath in user space, with ports that a test injects into. */
class TableForwardingTest {

    private static final String IP = TestForwarding.IP;

    private final TestForwarding lab = new TestForwarding();
    private final TestTables tables = lab.tables;
    private final SwitchSnapshot snapshot = lab.snapshot;
    private final UUID bridge = snapshot.bridges().get(0).row();
    private final Translator translator = lab.translator;
    private final Datapath datapath = lab.datapath;
    private final FlowTable flows = lab.flows;
    private final PacketSender sender = new PacketSender(() -> snapshot, translator, datapath, tables.now::get);

    @AfterEach
    void close() {
        lab.close();
    }

    private void inject(int port, String text) {
        lab.inject(port, frame(text));
    }

    private int sent(int port) {
        return lab.sent(port).size();
    }

    private static List<OfpAct> actions(String text) {
        return ActionParser.parseActions(text, OfNames.NONE);
    }

    private static FlowKey from(int port) {
        return new FlowKey().set(FlowField.IN_PORT, port);
    }

    @Test
    void forwardsByOtherFlowsAsSoonAsTheyAreChanged() {
        tables.flow(0, 1, "ip", "output:2");
        inject(1, IP);
        inject(1, IP);
        assertThat(sent(2)).isEqualTo(2);
        assertThat(datapath.dumpFlows()).hasSize(1);
        tables.flow(FlowCommand.MODIFY, 0, 1, 0, "", "output:3");
        lab.revalidate();
        inject(1, IP);
        assertThat(sent(2)).isZero();
        assertThat(sent(3)).isEqualTo(1);
        lab.revalidate();
        assertThat(tables.tables.select(FlowCriteria.all(0)).get(0).counters().packets())
                .isEqualTo(3);
    }

    @Test
    void sendsPacketsToControllersAsTheActionsBeforeLeftThem() {
        tables.flow(
                FlowCommand.ADD,
                0,
                1,
                0x99,
                "ip",
                "load:7->NXM_NX_REG3[],set_field:1.2.3.4->ip_src,controller(reason=action,id=4,userdata=0a),output:2");
        inject(1, IP);
        inject(1, IP);
        assertThat(sent(2)).isEqualTo(2);
        assertThat(tables.packets).hasSize(2);
        PacketForController packet = tables.packets.get(1);
        assertThat(packet.reason()).isEqualTo(PacketIn.ACTION);
        assertThat(packet.cookie()).isEqualTo(0x99);
        assertThat(packet.controllerId()).isEqualTo(4);
        assertThat(packet.userdata()).containsExactly(10);
        assertThat(packet.key().get(FlowField.IN_PORT)).isEqualTo(1);
        assertThat(packet.key().get(FlowField.IPV4_SRC)).isEqualTo(0x01020304);
        assertThat(packet.key().word(FlowKey.PIPELINE_WORD + 2) & 0xffffffffL).isEqualTo(7);
        assertThat(packet.packet()).isEqualTo(frame(IP.replace("10.0.0.1", "1.2.3.4")));
        assertThat(packet.continuation()).isNull();
    }

    @Test
    void holdsAPacketUntilTheControllerLetsItGoOn() {
        tables.flow(0, 1, "ip", "load:7->NXM_NX_REG3[],push:NXM_NX_REG3[],resubmit(,1),output:3");
        tables.flow(
                1, 1, "", "set_field:02:00:00:00:00:09->eth_dst,controller(pause)," + "pop:NXM_NX_REG4[],resubmit(,2)");
        tables.flow(2, 1, "reg3=7,reg4=7,dl_dst=02:00:00:00:00:09", "output:2");
        inject(1, IP);
        assertThat(sent(2) + sent(3)).isZero();
        PacketForController packet = tables.packets.get(0);
        Continuation continuation = packet.continuation();
        assertThat(continuation).isNotNull();
        sender.resume(bridge, packet.key(), continuation, packet.packet());
        assertThat(lab.sent(2))
                .containsExactly(frame(IP.replace("dl_dst=02:00:00:00:00:02", "dl_dst=02:00:00:00:00:09")));
        assertThat(sent(3)).isEqualTo(1);
    }

    @Test
    void refusesToGoOnInABridgeThatIsGone() {
        Continuation stale = new Continuation(new UUID(8, 8), List.of(), 0, false, List.of(), List.of(), 0);
        assertThatThrownBy(() -> sender.resume(bridge, from(1), stale, frame(IP)))
                .isInstanceOf(OpenFlowException.class)
                .hasMessageContaining("NXR_STALE");
    }

    @Test
    void sendsWhatAControllerWantsSent() {
        sender.packetOut(bridge, from(OfPorts.CONTROLLER), actions("output:2,in_port"), frame(IP));
        assertThat(sent(2)).isEqualTo(1);
        sender.packetOut(bridge, from(2), actions("in_port,output:2"), frame(IP));
        assertThat(sent(2)).isEqualTo(1);
        sender.packetOut(bridge, from(OfPorts.NONE), actions("NORMAL"), frame(IP));
        assertThat(sent(1) + sent(2) + sent(3)).isEqualTo(3);
        assertThat(datapath.dumpFlows()).isEmpty();
    }

    @Test
    void aPacketAmongChangesMeetsTheTablesAsTheyStandAtItsPlace() throws Exception {
        List<StagedPacket> staged = new ArrayList<>();
        TableChange packet = new TableChange() {
            @Override
            public void start(long version) {
                tables.tables.publishStarted();
                staged.add(sender.stage(bridge, from(1), actions("TABLE"), frame(IP), version));
            }

            @Override
            public void revert() {
                staged.remove(0).discard();
            }

            @Override
            public void finish(Object cause, List<TableEvent> events) {
                assertThat(sent(2)).isZero();
            }
        };
        tables.flow(0, 1, "", "output:3");
        TableChange learning =
                tables.tables.change(FlowMod.of(FlowCommand.ADD, 0, MatchParser.parse("ip", OfNames.NONE))
                        .priority(2)
                        .actions(actions("learn(table=1,NXM_OF_IN_PORT[]),output:2"))
                        .build());
        TableChange removal =
                tables.tables.change(FlowMod.of(FlowCommand.DELETE, 0, MatchParser.parse("ip", OfNames.NONE))
                        .build());
        tables.tables.commit(List.of(learning, packet, removal), null);
        assertThat(tables.tables.table(1).size()).isZero();
        staged.get(0).send();
        assertThat(sent(2)).isEqualTo(1);
        assertThat(sent(3)).isZero();
        assertThat(tables.tables.table(1).size()).isEqualTo(1);
        assertThat(tables.tables.select(FlowCriteria.all(0)).get(0).counters().packets())
                .isZero();
    }

    @Test
    void looksUpTheTablesForAPacketOfAController() {
        tables.flow(0, 1, "in_port=1,ip", "dec_ttl,output:3");
        tables.flow(0, 1, "in_port=2,ip", "controller");
        sender.packetOut(bridge, from(1), actions("TABLE"), frame(IP));
        assertThat(lab.sent(3)).containsExactly(frame(IP.replace("nw_ttl=9", "nw_ttl=8")));
        sender.packetOut(bridge, from(2), actions("TABLE"), frame(IP));
        assertThat(tables.packets.get(0).reason()).isEqualTo(PacketIn.PACKET_OUT);
        assertThat(tables.tables.select(FlowCriteria.all(0)).get(0).counters().packets())
                .isEqualTo(1);
    }

    @Test
    void spreadsPacketsByTheHashOfTheDatapath() {
        tables.group(1, GroupType.SELECT, "", "1:output:2", "1:output:3");
        tables.flow(0, 1, "ip", "group:1");
        int second = 0;
        int third = 0;
        for (int station = 0; station < 64; station++) {
            inject(1, IP.replace("nw_src=10.0.0.1", "nw_src=10.1.0." + station));
            second += sent(2);
            third += sent(3);
        }
        assertThat(second + third).isEqualTo(64);
        assertThat(second).isBetween(10, 54);
        assertThat(datapath.dumpFlows().stream()
                        .filter(flow -> flow.key().get(FlowField.RECIRC_ID) == 0)
                        .count())
                .as("one flow hashes for all")
                .isEqualTo(1);
        assertThat(translator.recirculations().size()).isEqualTo(1);
        tables.now.addAndGet(60_000);
        lab.revalidate();
        assertThat(datapath.dumpFlows()).isEmpty();
        tables.now.addAndGet(60_000);
        lab.revalidate();
        assertThat(translator.recirculations().size()).isZero();
    }

    @Test
    void keepsMegaflowsApartThatTheTablesTreatDifferently() {
        tables.flow(0, 2, "ip,nw_dst=10.0.0.0/24", "output:2");
        tables.flow(0, 1, "", "output:3");
        inject(1, IP);
        inject(1, IP.replace("nw_dst=10.0.0.2", "nw_dst=10.0.1.2"));
        inject(1, IP.replace("nw_dst=10.0.0.2", "nw_dst=10.0.0.77"));
        assertThat(sent(2)).isEqualTo(2);
        assertThat(sent(3)).isEqualTo(1);
        assertThat(datapath.dumpFlows()).hasSize(2);
        for (FlowEntry flow : datapath.dumpFlows()) {
            assertThat(flow.mask().get(FlowField.TP_DST)).isZero();
        }
    }
}
