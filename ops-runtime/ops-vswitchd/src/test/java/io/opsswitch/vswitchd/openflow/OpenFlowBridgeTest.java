/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.MessageForm;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.ForwardedRequest;
import io.opsswitch.openflow.message.control.AsyncConfig;
import io.opsswitch.openflow.message.control.AsyncKind;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.control.RoleMessage;
import io.opsswitch.openflow.message.control.RoleStatus;
import io.opsswitch.openflow.message.control.SwitchConfig;
import io.opsswitch.openflow.message.extension.ControllerId;
import io.opsswitch.openflow.message.extension.PacketInFormat;
import io.opsswitch.openflow.message.extension.TlvMapping;
import io.opsswitch.openflow.message.extension.TlvTableMod;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowModBuilder;
import io.opsswitch.openflow.message.flow.FlowRemoved;
import io.opsswitch.openflow.message.flow.FlowRequest;
import io.opsswitch.openflow.message.flow.FlowStats;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.meter.MeterMod.Command;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortMod;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.openflow.message.table.TableConfig;
import io.opsswitch.openflow.message.table.TableMod;
import io.opsswitch.openflow.message.table.TableStats;
import io.opsswitch.openflow.message.table.TableStatus;
import io.opsswitch.openflow.message.table.Vacancy;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.vswitchd.classifier.PrefixField;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.TableMiss;
import io.opsswitch.vswitchd.table.TableSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenFlowBridgeTest {

    private static final byte[] FRAME = new byte[60];

    @TempDir
    Path folder;

    private TestEndpoint endpoint;
    private final List<TestController> controllers = new ArrayList<>();

    @BeforeEach
    void start() {
        endpoint = new TestEndpoint();
        endpoint.listen(folder.resolve("main"), false);
        endpoint.listen(folder.resolve("service"), true);
    }

    @AfterEach
    void stop() throws IOException {
        for (TestController controller : controllers) {
            controller.close();
        }
        endpoint.close();
    }

    private TestController connect(OpenFlowVersion version) throws IOException {
        return connect("main", version);
    }

    private TestController connect(String socket, OpenFlowVersion version) throws IOException {
        TestController controller = new TestController(folder.resolve(socket), version);
        controllers.add(controller);
        return controller;
    }

    private static FlowModBuilder add(int port) {
        FlowKey value = new FlowKey().set(FlowField.IN_PORT, port);
        return FlowMod.of(FlowCommand.ADD, 0, Match.of(value, new FlowKey().matchAll(FlowField.IN_PORT)))
                .actions(List.of(new OfpAct.Output(2, 0)));
    }

    private static FlowMod deleteAll() {
        return FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY).build();
    }

    private static RoleMessage role(Role role, long generation) {
        return new RoleMessage(role, generation);
    }

    private static List<MessageKind> kinds(List<OfMessage> messages) {
        return messages.stream().map(OfMessage::kind).toList();
    }

    private int flows() {
        return endpoint.bridge.tables().table(0).size();
    }

    @Test
    void aNewPrimaryMakesTheOldOneSecondaryAndTellsIt() throws Exception {
        TestController first = connect(OpenFlowVersion.OF13);
        TestController second = connect(OpenFlowVersion.OF14);
        assertThat(first.ask(MessageKind.ROLE_REQUEST, role(Role.PRIMARY, 5)))
                .singleElement()
                .extracting(OfMessage::body)
                .isEqualTo(role(Role.PRIMARY, 5));
        second.ask(MessageKind.ROLE_REQUEST, role(Role.PRIMARY, 6));
        assertThat(first.settle())
                .singleElement()
                .extracting(OfMessage::body)
                .isEqualTo(new RoleStatus(Role.SECONDARY, RoleStatus.PRIMARY_REQUEST, 6));
        assertThat(first.errors(MessageKind.FLOW_MOD, add(1).build()))
                .containsExactly(OpenFlowError.OFPBRC_IS_SECONDARY);
        assertThat(first.errors(MessageKind.METER_MOD, meter(1))).containsExactly(OpenFlowError.OFPBRC_IS_SECONDARY);
        assertThat(first.ask(MessageKind.TABLE_STATS_REQUEST, Empty.EMPTY)).hasSize(1);
        assertThat(second.errors(MessageKind.FLOW_MOD, add(1).build())).isEmpty();
        assertThat(flows()).isEqualTo(1);
        assertThat(endpoint.bridge.roleOf(endpoint.connections.get(0).name())).isEqualTo(Role.SECONDARY);
    }

    @Test
    void oldElectionsAreStale() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF12);
        controller.ask(MessageKind.ROLE_REQUEST, role(Role.SECONDARY, 7));
        assertThat(controller.errors(MessageKind.ROLE_REQUEST, role(Role.PRIMARY, 6)))
                .containsExactly(OpenFlowError.OFPRRFC_STALE);
        assertThat(controller
                        .ask(MessageKind.ROLE_REQUEST, role(Role.EQUAL, 1))
                        .get(0)
                        .body())
                .isEqualTo(role(Role.EQUAL, 7));
        assertThat(controller
                        .ask(MessageKind.ROLE_REQUEST, role(Role.NOCHANGE, 0))
                        .get(0)
                        .body())
                .isEqualTo(role(Role.EQUAL, 7));
    }

    @Test
    void rolesOfNiciraNeedNoElection() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF10);
        assertThat(controller
                        .ask(MessageKind.ROLE_REQUEST, new RoleMessage(Role.SECONDARY, null))
                        .get(0)
                        .body())
                .isEqualTo(new RoleMessage(Role.SECONDARY, null));
    }

    @Test
    void managementIsToldNothingBeforeItAsks() throws Exception {
        TestController service = connect("service", OpenFlowVersion.OF13);
        TestController main = connect(OpenFlowVersion.OF13);
        packetIn(PacketIn.ACTION, 0, null);
        assertThat(kinds(main.settle())).containsExactly(MessageKind.PACKET_IN);
        assertThat(service.settle()).isEmpty();
        service.ask(MessageKind.SET_CONFIG, new SwitchConfig(FragmentHandling.NORMAL, null, 100));
        packetIn(PacketIn.ACTION, 0, null);
        assertThat(kinds(service.settle())).containsExactly(MessageKind.PACKET_IN);
    }

    private void packetIn(int reason, int controllerId, @Nullable Continuation continuation) {
        endpoint.run(() -> endpoint.bridge.packetIn(new PacketForController(
                reason,
                3,
                77,
                new FlowKey().set(FlowField.IN_PORT, 1).set(FlowField.TUN_ID, 9),
                FRAME,
                PacketForController.WHOLE,
                controllerId,
                new byte[0],
                continuation)));
    }

    @Test
    void actionsThatTheSwitchDoesNotDoAreRefusedWhereverTheyAre() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        Map<String, OpenFlowError> wanted = Map.of(
                "ct(commit)", OpenFlowError.NXBAC_CT_DATAPATH_SUPPORT,
                "clone(ct(table=1))", OpenFlowError.NXBAC_CT_DATAPATH_SUPPORT,
                "ct_clear", OpenFlowError.NXBAC_CT_DATAPATH_SUPPORT,
                "encap(nsh)", OpenFlowError.OFPBAC_BAD_TYPE,
                "decap()", OpenFlowError.OFPBAC_BAD_TYPE);
        for (Map.Entry<String, OpenFlowError> each : wanted.entrySet()) {
            FlowMod mod = FlowMod.of(FlowCommand.ADD, 0, MatchParser.parse("ip", OfNames.NONE))
                    .actions(ActionParser.parseActions(each.getKey(), OfNames.NONE))
                    .build();
            assertThat(controller.errors(MessageKind.FLOW_MOD, mod))
                    .as(each.getKey())
                    .containsExactly(each.getValue());
        }
        assertThat(endpoint.bridge.tables().select(FlowCriteria.all(0))).isEmpty();
    }

    @Test
    void controllersSayForWhichReasonsTheyAreTold() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        packetIn(PacketIn.INVALID_TTL, 0, null);
        packetIn(PacketIn.IMPLICIT_MISS, 0, null);
        assertThat(controller.settle()).as("not asked for").isEmpty();
        controller.ask(
                MessageKind.SET_ASYNC_CONFIG,
                new AsyncConfig(
                        Map.of(AsyncKind.PACKET_IN, 1 << PacketIn.INVALID_TTL, AsyncKind.PORT_STATUS, 0),
                        Map.of(AsyncKind.PACKET_IN, 0)));
        packetIn(PacketIn.INVALID_TTL, 0, null);
        packetIn(PacketIn.ACTION, 0, null);
        configurePort(PortConfig.NO_FWD);
        assertThat(controller.settle())
                .singleElement()
                .satisfies(message ->
                        assertThat(((PacketIn) message.body()).reason()).isEqualTo(PacketIn.INVALID_TTL));
        AsyncConfig told = (AsyncConfig) controller
                .ask(MessageKind.GET_ASYNC_REQUEST, Empty.EMPTY)
                .get(0)
                .body();
        assertThat(told.reasons(AsyncKind.PACKET_IN, true)).isEqualTo(1 << PacketIn.INVALID_TTL);
        assertThat(told.reasons(AsyncKind.PORT_STATUS, true)).isZero();
        controller.ask(MessageKind.ROLE_REQUEST, role(Role.SECONDARY, 1));
        packetIn(PacketIn.INVALID_TTL, 0, null);
        assertThat(controller.settle()).as("in the secondary role").isEmpty();
    }

    /** Change a port as if the switch did it by itself. */
    private void configurePort(int config) {
        PortDescription before = endpoint.port(1).description();
        endpoint.configurePort(1, config, -1);
        endpoint.run(() -> endpoint.bridge.portStatus(
                PortStatus.Reason.MODIFY, endpoint.port(1).description(), before));
    }

    @Test
    void changesOfPortsThatAVersionDoesNotShowAreNotTold() throws Exception {
        TestController old = connect(OpenFlowVersion.OF10);
        TestController newer = connect(OpenFlowVersion.OF13);
        configurePort(PortConfig.NO_FLOOD);
        assertThat(kinds(old.settle())).containsExactly(MessageKind.PORT_STATUS);
        assertThat(newer.settle()).isEmpty();
    }

    @Test
    void whoIsNotToHearUnaskedIsToldWhatItThenAsksFor() throws Exception {
        endpoint.hearsUnasked = false;
        Path socket = folder.resolve("quiet");
        endpoint.listen(socket, false);
        try (TestController quiet = new TestController(socket, OpenFlowVersion.OF13)) {
            configurePort(PortConfig.NO_FWD);
            packetIn(PacketIn.ACTION, 0, null);
            assertThat(quiet.settle()).isEmpty();
            quiet.ask(MessageKind.SET_ASYNC_CONFIG, new AsyncConfig(Map.of(AsyncKind.PORT_STATUS, 7), Map.of()));
            configurePort(0);
            packetIn(PacketIn.ACTION, 0, null);
            assertThat(kinds(quiet.settle())).containsExactly(MessageKind.PORT_STATUS);
        }
    }

    @Test
    void whoChangesAPortIsToldFromOpenFlow15On() throws Exception {
        PortMod mod = new PortMod(1, TestEndpoint.FIRST_ADDRESS + 1, PortConfig.NO_FWD, PortConfig.NO_FWD, 0);
        assertThat(connect(OpenFlowVersion.OF14).ask(MessageKind.PORT_MOD, mod)).isEmpty();
        PortMod back = new PortMod(1, TestEndpoint.FIRST_ADDRESS + 1, 0, PortConfig.NO_FWD, 0);
        assertThat(kinds(connect(OpenFlowVersion.OF15).ask(MessageKind.PORT_MOD, back)))
                .containsExactly(MessageKind.PORT_STATUS);
    }

    @Test
    void packetsGoToTheControllersWithTheNumberThatIsMeant() throws Exception {
        TestController any = connect(OpenFlowVersion.OF10);
        TestController seven = connect(OpenFlowVersion.OF10);
        seven.ask(MessageKind.SET_CONTROLLER_ID, new ControllerId(7));
        packetIn(PacketIn.ACTION, 7, null);
        assertThat(any.settle()).isEmpty();
        assertThat(seven.settle()).hasSize(1);
    }

    @Test
    void packetsThatAreHeldGoOnWhenTheControllerSaysSo() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        controller.ask(MessageKind.SET_PACKET_IN_FORMAT, PacketInFormat.NXT_PACKET_IN2);
        Continuation held = new Continuation(
                new UUID(1, 2),
                List.of(),
                0,
                false,
                List.of(new Continuation.Frame(4, 5, List.of(new OfpAct.Output(2, 0)))),
                List.of(),
                0);
        packetIn(PacketIn.ACTION, 0, held);
        OfMessage message = controller.settle().get(0);
        assertThat(message.form()).isEqualTo(MessageForm.NXT_PACKET_IN2);
        PacketIn packet = (PacketIn) message.body();
        assertThat(packet.packet()).isEqualTo(FRAME);
        assertThat(packet.metadata().value().get(FlowField.TUN_ID)).isEqualTo(9);
        assertThat(packet.cookie()).isEqualTo(77);
        assertThat(controller.errors(MessageKind.NXT_RESUME, packet)).isEmpty();
        assertThat(endpoint.resumed).containsExactly(held);
    }

    @Test
    void flowsThatEndAreToldToThoseWhoAskedForIt() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF14);
        controller.ask(
                MessageKind.FLOW_MOD,
                add(1).cookie(5)
                        .timeouts(0, 10)
                        .flag(FlowFlags.SEND_FLOW_REMOVED)
                        .build());
        controller.ask(MessageKind.FLOW_MOD, add(2).timeouts(0, 10).build());
        endpoint.now.addAndGet(10_500);
        endpoint.run(endpoint.bridge::expire);
        assertThat(controller.settle()).singleElement().satisfies(message -> {
            FlowRemoved removed = (FlowRemoved) message.body();
            assertThat(removed.cookie()).isEqualTo(5);
            assertThat(removed.reason()).isEqualTo(FlowRemoved.HARD_TIMEOUT);
            assertThat(removed.age()).isEqualTo(new Age(10, 500_000_000));
        });
        assertThat(flows()).isZero();
    }

    @Test
    void tablesThatFillAreTold() throws Exception {
        endpoint.run(() -> endpoint.bridge
                .tables()
                .configure(0, new TableSettings("", 4, false, new FlowKey(), PrefixField.DEFAULTS)));
        TestController controller = connect(OpenFlowVersion.OF14);
        assertThat(controller.errors(
                        MessageKind.SET_ASYNC_CONFIG, new AsyncConfig(Map.of(AsyncKind.TABLE_STATUS, 0x18), Map.of())))
                .isEmpty();
        assertThat(controller.errors(
                        MessageKind.TABLE_MOD,
                        new TableMod(0, new TableConfig(null, false, true), null, new Vacancy(40, 60, 0))))
                .isEmpty();
        List<OfMessage> told = new ArrayList<>();
        for (int port = 1; port <= 4; port++) {
            told.addAll(controller.ask(MessageKind.FLOW_MOD, add(port).build()));
        }
        assertThat(told).singleElement().satisfies(message -> {
            TableStatus status = (TableStatus) message.body();
            assertThat(status.reason()).isEqualTo(TableStatus.VACANCY_DOWN);
            assertThat(status.table().vacancy()).isEqualTo(new Vacancy(40, 60, 25));
        });
    }

    private static MeterMod meter(int id) {
        return new MeterMod(
                Command.ADD, new MeterConfig(id, MeterConfig.KBPS, List.of(new MeterBand(MeterBand.DROP, 100, 0, 0))));
    }

    @Test
    void othersHearOfGroupsAndMetersIfTheyWantTo() throws Exception {
        TestController one = connect(OpenFlowVersion.OF14);
        TestController other = connect(OpenFlowVersion.OF13);
        TestController deaf = connect(OpenFlowVersion.OF14);
        for (TestController listener : List.of(one, other)) {
            MessageForm form = listener == other
                    ? MessageForm.NXT_SET_ASYNC_CONFIG2
                    : MessageForm.of(MessageKind.SET_ASYNC_CONFIG, listener.version);
            listener.send(form, new AsyncConfig(Map.of(AsyncKind.REQUESTFORWARD, 3), Map.of()));
            assertThat(listener.settle()).isEmpty();
        }
        GroupMod group = new GroupMod(GroupCommand.ADD, GroupType.ALL, 5, GroupMod.ALL, List.of(), null);
        assertThat(one.ask(MessageKind.GROUP_MOD, group)).isEmpty();
        assertThat(one.ask(MessageKind.METER_MOD, meter(9))).isEmpty();
        List<OfMessage> told = other.settle();
        assertThat(kinds(told)).containsExactly(MessageKind.REQUESTFORWARD, MessageKind.REQUESTFORWARD);
        ByteBuffer inner = ByteBuffer.wrap(((ForwardedRequest) told.get(0).body()).message());
        assertThat(Messages.decode(inner).body()).isEqualTo(group);
        assertThat(deaf.settle()).isEmpty();
    }

    @Test
    void theDefaultFlowIsThereUntilFlowsAreFlushed() throws Exception {
        int before = endpoint.changes.get();
        endpoint.bridge.installDefaultFlow();
        assertThat(endpoint.changes.get()).isGreaterThan(before);
        TestController controller = connect(OpenFlowVersion.OF10);
        FlowRequest all = new FlowRequest(FlowMod.ALL_TABLES, Match.ANY, 0, 0, OfPorts.NONE, FlowMod.ANY_GROUP);
        FlowStats.Reply reply = (FlowStats.Reply)
                controller.ask(MessageKind.FLOW_STATS_REQUEST, all).get(0).body();
        assertThat(reply.entries()).singleElement().satisfies(flow -> {
            assertThat(flow.priority()).isZero();
            assertThat(flow.actions()).containsExactly(new OfpAct.Output(OfPorts.NORMAL, 0));
        });
        endpoint.bridge.flush();
        assertThat(flows()).isZero();
        assertThat(endpoint.bridge.groups().all()).isEmpty();
    }

    @Test
    void refusesBufferedPacketsAndMessagesThatAreNotForASwitch() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        PacketOut buffered = new PacketOut(
                Match.of(new FlowKey().set(FlowField.IN_PORT, 1), new FlowKey().matchAll(FlowField.IN_PORT)),
                3,
                List.of(),
                new byte[0]);
        assertThat(controller.errors(MessageKind.PACKET_OUT, buffered))
                .containsExactly(OpenFlowError.OFPBRC_BUFFER_UNKNOWN);
        assertThat(controller.errors(MessageKind.BARRIER_REPLY, Empty.EMPTY))
                .containsExactly(OpenFlowError.OFPBRC_BAD_TYPE);
        assertThat(controller.errors(MessageKind.IPFIX_FLOW_STATS_REQUEST, Empty.EMPTY))
                .containsExactly(OpenFlowError.NXST_NOT_CONFIGURED);
        assertThat(endpoint.sent).isEmpty();
    }

    @Test
    void whatHappensToPacketsWithoutFlowIsSetUpToOpenFlow12() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF12);
        TableMod drop = new TableMod(3, new TableConfig(TableConfig.Miss.DROP, null, null), null, null);
        assertThat(controller.errors(MessageKind.TABLE_MOD, drop)).isEmpty();
        assertThat(endpoint.bridge.tables().table(3).miss()).isEqualTo(TableMiss.DROP);
        TableStats.Reply tables = (TableStats.Reply) controller
                .ask(MessageKind.TABLE_STATS_REQUEST, Empty.EMPTY)
                .get(0)
                .body();
        assertThat(tables.entries()).hasSize(254);
        assertThat(tables.entries().get(3).abilities().config().miss()).isEqualTo(TableConfig.Miss.DROP);
        assertThat(controller.errors(
                        MessageKind.TABLE_MOD,
                        new TableMod(254, new TableConfig(TableConfig.Miss.DROP, null, null), null, null)))
                .containsExactly(OpenFlowError.OFPTMFC_EPERM);
    }

    /** The peer asks without end and reads nothing: what it has asked for waits, and others do not notice. */
    @Test
    void aPeerThatDoesNotReadCostsABoundedAmount() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        TestController other = connect(OpenFlowVersion.OF13);
        for (int port = 1; port <= 3000; port++) {
            controller.send(MessageKind.FLOW_MOD, add(port).build());
        }
        controller.settle();
        FlowRequest all = new FlowRequest(FlowMod.ALL_TABLES, Match.ANY, 0, 0, OfPorts.NONE, FlowMod.ANY_GROUP);
        int asked = 60;
        for (int i = 0; i < asked; i++) {
            controller.send(MessageKind.FLOW_STATS_REQUEST, all);
        }
        int parts = other.ask(MessageKind.FLOW_STATS_REQUEST, all).size();
        assertThat(other.settle()).isEmpty();
        long sent = endpoint.connections.get(0).sent();
        assertThat(sent).as("messages made for one who does not read").isLessThan((long) asked * parts / 2);
        List<OfMessage> replies = controller.settle();
        assertThat(replies).hasSize(asked * parts);
    }

    @Test
    void deletesWhatIsAskedForByCookieOnly() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        controller.ask(MessageKind.FLOW_MOD, add(1).cookie(1).build());
        controller.ask(MessageKind.FLOW_MOD, add(2).cookie(2).build());
        controller.ask(
                MessageKind.FLOW_MOD,
                FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY)
                        .onlyCookie(2, -1)
                        .build());
        assertThat(flows()).isEqualTo(1);
        controller.ask(MessageKind.FLOW_MOD, deleteAll());
        await().until(() -> flows() == 0);
    }

    @Test
    void roomOfOptionsIsUsedAgainWhenNoFlowUsesThem() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        for (int round = 0; round < 10; round++) {
            TlvMapping large = new TlvMapping(0xffff, round, 124, round);
            TlvMapping other = new TlvMapping(0xfffe, round, 124, round + 20);
            assertThat(controller.errors(
                            MessageKind.NXT_TLV_TABLE_MOD,
                            new TlvTableMod(TlvTableMod.Command.ADD, List.of(large, other))))
                    .isEmpty();
            assertThat(controller.errors(
                            MessageKind.NXT_TLV_TABLE_MOD,
                            new TlvTableMod(
                                    TlvTableMod.Command.ADD, List.of(new TlvMapping(0xfffd, round, 124, round + 40)))))
                    .containsExactly(OpenFlowError.NXTTMFC_TABLE_FULL);
            assertThat(controller.errors(
                            MessageKind.NXT_TLV_TABLE_MOD,
                            new TlvTableMod(TlvTableMod.Command.DELETE, List.of(large, other))))
                    .isEmpty();
        }
        assertThat(endpoint.bridge.optionMappings()).isEmpty();
    }
}
