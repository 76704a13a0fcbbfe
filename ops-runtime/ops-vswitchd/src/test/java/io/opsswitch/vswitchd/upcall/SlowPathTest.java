/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import static io.opsswitch.vswitchd.upcall.TestForwarding.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.xlate.TestTables;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets for which the datapath lacks something, what tests can ask for in flows, and what the log says of errors. */
class SlowPathTest {

    private static final String IP = TestForwarding.IP;
    private static final String ARP = "arp,arp_op=1,arp_spa=10.0.0.1,arp_tpa=10.0.0.2,arp_sha=02:00:00:00:00:01,"
            + "dl_src=02:00:00:00:00:01,dl_dst=ff:ff:ff:ff:ff:ff";
    private static final String SLOWLY = "userspace(pid=0,slow_path(action))";

    private final TestForwarding lab = new TestForwarding();
    private final TestTables tables = lab.tables;
    private final Translator translator = lab.translator;
    private final Datapath datapath = lab.datapath;

    @BeforeEach
    void haveAllErrorsLogged() {
        VlogConfig.setRateLimited("ofproto_dpif_xlate", false);
        VlogConfig.setRateLimited("ofproto_dpif_upcall", false);
    }

    @AfterEach
    void close() {
        VlogConfig.setRateLimited("ofproto_dpif_xlate", true);
        VlogConfig.setRateLimited("ofproto_dpif_upcall", true);
        lab.close();
    }

    private void inject(String text) {
        lab.inject(1, frame(text));
    }

    /** Add a flow for IP with actions that have no text for people, as they are for tests. */
    private void flow(OfpAct... actions) {
        tables.tables.apply(
                FlowMod.of(FlowCommand.ADD, 0, MatchParser.parse("ip", OfNames.NONE))
                        .priority(1)
                        .actions(List.of(actions))
                        .build(),
                null);
    }

    private List<byte[]> sent(int port) {
        return lab.sent(port);
    }

    private List<String> actions() {
        return datapath.dumpFlows().stream()
                .map(flow -> ActionFormat.text(flow.actions()))
                .toList();
    }

    private long packets(int table) {
        return tables.tables.select(FlowCriteria.all(table)).get(0).counters().packets();
    }

    @Test
    void debugSlowBringsEachPacketToUserSpaceAndItIsCountedOnce() {
        flow(new OfpAct.DebugSlow(), new OfpAct.Output(2, 0));
        inject(IP);
        inject(IP);
        inject(IP);
        assertThat(sent(2)).hasSize(3);
        assertThat(actions()).containsExactly(SLOWLY);
        lab.revalidator.pass();
        assertThat(packets(0)).isEqualTo(3);
        lab.revalidator.pass();
        assertThat(actions()).containsExactly(SLOWLY);
    }

    @Test
    void debugRecircGoesOnWhenTheDatapathHasLookedAtThePacketAgain() {
        flow(
                new OfpAct.SetEth(false, 0x0200_0000_0009L),
                new OfpAct.DebugRecirc(),
                new OfpAct.Resubmit(OfPorts.IN_PORT, 1, false, false));
        tables.flow(1, 1, "dl_dst=02:00:00:00:00:09", "output:2");
        inject(IP);
        inject(IP);
        assertThat(sent(2)).hasSize(2);
        assertThat(actions())
                .hasSize(2)
                .anyMatch(text -> text.endsWith("recirc(0x1)"))
                .contains("2");
        lab.revalidator.pass();
        assertThat(packets(1)).isEqualTo(2);
    }

    @Test
    void fieldsOfArpAreSetInUserSpaceUnlessTheDatapathCan() {
        tables.flow(0, 1, "arp", "set_field:2->arp_op,output:2");
        inject(ARP);
        inject(ARP);
        byte[] answer = frame(ARP.replace("arp_op=1", "arp_op=2"));
        assertThat(sent(2)).containsExactly(answer, answer);
        assertThat(actions()).containsExactly(SLOWLY);
        translator.setAbilities(datapath.abilities());
        tables.flow(0, 2, "arp", "set_field:2->arp_op,output:3");
        lab.revalidate();
        inject(ARP);
        assertThat(sent(3)).containsExactly(answer);
        assertThat(actions()).containsExactly("set(arp(op=2)),3");
    }

    @Test
    void aFlowThatIsTakenOverComesToUserSpaceToo() {
        tables.flow(0, 1, "arp", "set_field:2->arp_op,output:2");
        FlowKey key = MatchParser.parse(ARP, OfNames.NONE).value().copy().set(FlowField.IN_PORT, 1);
        Translation translation = translator.translate(lab.snapshot, key, false);
        datapath.putFlow(key, translation.mask(), Actions.DROP);
        FlowEntry former = datapath.dumpFlows().get(0);
        lab.flows.adopt(FlowId.of(key, translation.mask()), former, translation, 1, 1, tables.now.get());
        assertThat(actions()).containsExactly(SLOWLY);
    }

    @Test
    void theLengthOfEachPacketDecidesThoughTheDatapathCannotLookAtIt() {
        translator.setAbilities(DatapathAbilities.USUAL.withChecksLengths(false));
        tables.flow(0, 1, "ip", "check_pkt_larger(150)->NXM_NX_REG0[0],resubmit(,1)");
        tables.flow(1, 1, "reg0=1", "output:2");
        tables.flow(1, 1, "reg0=0", "output:3");
        inject(IP);
        byte[] longer = Arrays.copyOf(frame(IP), 200);
        lab.inject(1, longer);
        inject(IP);
        assertThat(sent(2)).containsExactly(longer);
        assertThat(sent(3)).hasSize(2);
        assertThat(actions()).containsExactly(SLOWLY);
    }

    @Test
    void theLogSaysWhatWentWrongWhereAndWithWhichPacket() {
        tables.flow(0, 1, "ip", "pop:NXM_NX_REG0[],output:2");
        try (LogCapture log = LogCapture.start(100)) {
            inject(IP);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("|ofproto_dpif_xlate|WARN|stack underflow on bridge br0 "
                            + "while processing udp,in_port=1,vlan_tci=0x0000,dl_src=02:00:00:00:00:01,"));
        }
    }

    @Test
    void theLogExplainsAPacketThatGoesRoundWithoutEnd() {
        tables.flow(0, 1, "ip", "resubmit(,0)");
        try (LogCapture log = LogCapture.start(1000)) {
            inject(IP);
            String text = log.text();
            assertThat(text).contains("|ofproto_dpif_upcall|WARN|Flow: udp,in_port=1");
            assertThat(text.split("\n"))
                    .filteredOn(line -> line.trim().startsWith("resubmit"))
                    .hasSize(65);
            assertThat(text).contains("Translation failed (Recursion too deep), packet is dropped.");
        }
    }
}
