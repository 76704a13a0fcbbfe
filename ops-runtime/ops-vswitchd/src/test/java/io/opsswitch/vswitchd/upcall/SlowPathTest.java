/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.userspace.DummyPort;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.revalidate.Revalidator;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.xlate.TestBridges;
import io.opsswitch.vswitchd.xlate.TestTables;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets for which the datapath lacks something, what tests can ask for in flows, and what the log says of errors. */
class SlowPathTest {

    private static final String IP = "ip,nw_proto=17,nw_src=10.0.0.1,nw_dst=10.0.0.2,nw_ttl=9,"
            + "dl_src=02:00:00:00:00:01,dl_dst=02:00:00:00:00:02,udp_src=1,udp_dst=2";
    private static final String ARP = "arp,arp_op=1,arp_spa=10.0.0.1,arp_tpa=10.0.0.2,arp_sha=02:00:00:00:00:01,"
            + "dl_src=02:00:00:00:00:01,dl_dst=ff:ff:ff:ff:ff:ff";
    private static final String SLOWLY = "userspace(pid=0,slow_path(action))";

    private final TestTables tables = new TestTables();
    private final SwitchSnapshot snapshot = TestBridges.of(tables);
    private final ChangeLog changes = new ChangeLog(() -> {});
    private final Translator translator = new Translator(tables.now::get);
    private final FlowLimit limit = new FlowLimit();
    private final List<DummyPort> ports = new ArrayList<>();
    private Datapath datapath;
    private Revalidator revalidator;

    @BeforeEach
    void open() throws DatapathException {
        DatapathProvider provider = ServiceLoader.load(DatapathProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type().equals("netdev"))
                .findFirst()
                .orElseThrow();
        // The datapath knows no other time.
        tables.now.set(System.nanoTime() / 1_000_000);
        datapath = provider.open("ovs-slow");
        for (int port = 1; port <= 3; port++) {
            ports.add((DummyPort) datapath.addPort(new PortSpec("p0" + port, "dummy", Map.of(), 0)));
        }
        FlowTable flows = new FlowTable(datapath, translator::release);
        datapath.setUpcallHandler(
                new UpcallProcessor(() -> snapshot, translator, flows, limit, changes, tables.now::get));
        revalidator = new Revalidator(datapath, () -> snapshot, translator, flows, limit, changes, tables.now::get);
    }

    @BeforeEach
    void haveAllErrorsLogged() {
        VlogConfig.setRateLimited("ofproto_dpif_xlate", false);
        VlogConfig.setRateLimited("ofproto_dpif_upcall", false);
    }

    @AfterEach
    void close() {
        VlogConfig.setRateLimited("ofproto_dpif_xlate", true);
        VlogConfig.setRateLimited("ofproto_dpif_upcall", true);
        datapath.close();
    }

    private static byte[] frame(String text) {
        return PacketComposer.compose(MatchParser.parse(text, OfNames.NONE).value());
    }

    private void inject(String text) {
        ports.get(0).inject(frame(text));
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
        return ports.get(port - 1).takeSent();
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
        revalidator.pass();
        assertThat(packets(0)).isEqualTo(3);
        revalidator.pass();
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
        revalidator.pass();
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
        tables.changes.forEach(changes::accept);
        revalidator.pass();
        inject(ARP);
        assertThat(sent(3)).containsExactly(answer);
        assertThat(actions()).containsExactly("set(arp(op=2)),3");
    }

    @Test
    void theLengthOfEachPacketDecidesThoughTheDatapathCannotLookAtIt() {
        translator.setAbilities(DatapathAbilities.USUAL.withChecksLengths(false));
        tables.flow(0, 1, "ip", "check_pkt_larger(150)->NXM_NX_REG0[0],resubmit(,1)");
        tables.flow(1, 1, "reg0=1", "output:2");
        tables.flow(1, 1, "reg0=0", "output:3");
        inject(IP);
        byte[] longer = Arrays.copyOf(frame(IP), 200);
        ports.get(0).inject(longer);
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
