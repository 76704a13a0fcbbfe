/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.bundle.BundleControl;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortMod;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.Empty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BundleTest {

    private static final int ID = 9;
    private static final int BOTH = BundleControl.ATOMIC | BundleControl.ORDERED;

    @TempDir
    Path folder;

    private TestEndpoint endpoint;
    private TestController controller;

    @BeforeEach
    void start() throws IOException {
        endpoint = new TestEndpoint();
        endpoint.listen(folder.resolve("main"), false);
        controller = new TestController(folder.resolve("main"), OpenFlowVersion.OF14);
    }

    @AfterEach
    void stop() throws IOException {
        controller.close();
        endpoint.close();
    }

    private List<OpenFlowError> control(int type, int flags) throws IOException {
        return controller.errors(MessageKind.BUNDLE_CONTROL, new BundleControl(ID, type, flags));
    }

    private List<OpenFlowError> add(MessageKind kind, Body body) throws IOException {
        return add(kind, body, BOTH);
    }

    private List<OpenFlowError> add(MessageKind kind, Body body, int flags) throws IOException {
        return controller.addToBundle(ID, flags, kind, body);
    }

    private List<OpenFlowError> commit() throws IOException {
        return control(BundleControl.COMMIT_REQUEST, BOTH);
    }

    private static FlowMod flow(int port, OfpAct... actions) {
        FlowKey value = new FlowKey().set(FlowField.IN_PORT, port);
        return FlowMod.of(FlowCommand.ADD, 0, Match.of(value, new FlowKey().matchAll(FlowField.IN_PORT)))
                .actions(List.of(actions))
                .build();
    }

    private static GroupMod group(int id) {
        return new GroupMod(GroupCommand.ADD, GroupType.ALL, id, GroupMod.ALL, List.of(), null);
    }

    private static PacketOut packet(OfpAct... actions) {
        FlowKey port = new FlowKey().set(FlowField.IN_PORT, 1);
        return new PacketOut(
                Match.of(port, new FlowKey().matchAll(FlowField.IN_PORT)), -1, List.of(actions), new byte[60]);
    }

    private static PortMod port(int number) {
        return new PortMod(number, TestEndpoint.FIRST_ADDRESS + number, PortConfig.NO_FWD, PortConfig.NO_FWD, 0);
    }

    private int flows() {
        return endpoint.bridge.tables().table(0).size();
    }

    @Test
    void changesAppearTogetherWhenTheyAreCommitted() throws Exception {
        assertThat(control(BundleControl.OPEN_REQUEST, BOTH)).isEmpty();
        assertThat(add(MessageKind.GROUP_MOD, group(4))).isEmpty();
        assertThat(add(MessageKind.FLOW_MOD, flow(1, new OfpAct.Group(4)))).isEmpty();
        assertThat(add(MessageKind.PACKET_OUT, packet(new OfpAct.Group(4)))).isEmpty();
        assertThat(flows()).isZero();
        assertThat(control(BundleControl.CLOSE_REQUEST, BOTH)).isEmpty();
        assertThat(commit()).isEmpty();
        assertThat(flows()).isEqualTo(1);
        assertThat(endpoint.sent).hasSize(1);
        assertThat(commit()).as("it is gone").containsExactly(OpenFlowError.OFPBFC_BAD_ID);
    }

    @Test
    void oneChangeThatFailsTakesAllBackAndIsNamed() throws Exception {
        add(MessageKind.FLOW_MOD, flow(1));
        add(MessageKind.GROUP_MOD, group(4));
        add(MessageKind.FLOW_MOD, flow(2, new OfpAct.Group(5)));
        assertThat(commit()).containsExactly(OpenFlowError.OFPBAC_BAD_OUT_GROUP, OpenFlowError.OFPBFC_MSG_FAILED);
        assertThat(flows()).isZero();
        assertThat(endpoint.bridge.groups().all()).isEmpty();
    }

    @Test
    void whatCanNeverBeDoneIsRefusedWhenItComesIntoTheBundle() throws Exception {
        control(BundleControl.OPEN_REQUEST, BOTH);
        FlowMod reserved = FlowMod.of(FlowCommand.ADD, 254, Match.ANY).build();
        assertThat(add(MessageKind.FLOW_MOD, reserved)).containsExactly(OpenFlowError.OFPBRC_EPERM);
        assertThat(add(MessageKind.FLOW_MOD, flow(1))).isEmpty();
        assertThat(commit()).isEmpty();
        assertThat(flows()).isEqualTo(1);
    }

    @Test
    void aBundleThatNobodyTouchesIsDiscardedAndItsControllerIsTold() throws Exception {
        control(BundleControl.OPEN_REQUEST, BOTH);
        endpoint.now.addAndGet(9_000);
        add(MessageKind.FLOW_MOD, flow(1));
        endpoint.now.addAndGet(9_000);
        expireBundles();
        assertThat(controller.settle()).as("nine seconds since it was used").isEmpty();
        endpoint.now.addAndGet(1_000);
        expireBundles();
        assertThat(controller.settle())
                .extracting(message -> ((ErrorMessage) message.body()).error())
                .containsExactly(OpenFlowError.OFPBFC_TIMEOUT);
        assertThat(commit()).containsExactly(OpenFlowError.OFPBFC_BAD_ID);
        assertThat(flows()).isZero();
    }

    private void expireBundles() throws Exception {
        endpoint.run(() -> endpoint.bridge.expireBundles(10_000));
    }

    @Test
    void aPacketThatNamesAGroupThatIsNotThereFailsTheBundle() throws Exception {
        add(MessageKind.FLOW_MOD, flow(1));
        add(MessageKind.PACKET_OUT, packet(new OfpAct.Group(5)));
        assertThat(commit()).contains(OpenFlowError.OFPBFC_MSG_FAILED);
        assertThat(endpoint.sent).isEmpty();
        assertThat(flows()).isZero();
    }

    @Test
    void aPacketOfABundleThatFailsIsNotSent() throws Exception {
        add(MessageKind.PACKET_OUT, packet(new OfpAct.Output(1, 0)));
        add(MessageKind.PACKET_OUT, packet(new OfpAct.Group(5)));
        assertThat(commit()).contains(OpenFlowError.OFPBFC_MSG_FAILED);
        assertThat(endpoint.sent).isEmpty();
        assertThat(endpoint.discarded).isEqualTo(1);
    }

    @Test
    void portsAreChangedOnlyInBundlesThatAreNotAtomic() throws Exception {
        add(MessageKind.PORT_MOD, port(1));
        assertThat(commit()).containsExactly(OpenFlowError.OFPBFC_MSG_FAILED, OpenFlowError.OFPBFC_MSG_FAILED);
        int ordered = BundleControl.ORDERED;
        add(MessageKind.FLOW_MOD, flow(1), ordered);
        add(MessageKind.PORT_MOD, port(1), ordered);
        assertThat(control(BundleControl.COMMIT_REQUEST, ordered)).isEmpty();
        assertThat(endpoint.port(1).description().config()).isEqualTo(PortConfig.NO_FWD);
        add(MessageKind.FLOW_MOD, flow(2), ordered);
        add(MessageKind.PORT_MOD, port(77), ordered);
        assertThat(control(BundleControl.COMMIT_REQUEST, ordered)).contains(OpenFlowError.OFPPMFC_BAD_PORT);
        assertThat(flows()).isEqualTo(1);
    }

    @Test
    void aBundleThatIsUsedWronglyIsDiscarded() throws Exception {
        control(BundleControl.OPEN_REQUEST, BOTH);
        assertThat(control(BundleControl.OPEN_REQUEST, BOTH)).containsExactly(OpenFlowError.OFPBFC_BAD_ID);
        control(BundleControl.OPEN_REQUEST, BOTH);
        control(BundleControl.CLOSE_REQUEST, BOTH);
        assertThat(add(MessageKind.FLOW_MOD, flow(1))).containsExactly(OpenFlowError.OFPBFC_BUNDLE_CLOSED);
        assertThat(commit()).containsExactly(OpenFlowError.OFPBFC_BAD_ID);
        add(MessageKind.FLOW_MOD, flow(1));
        assertThat(add(MessageKind.FLOW_MOD, flow(1), 0)).containsExactly(OpenFlowError.OFPBFC_BAD_FLAGS);
        add(MessageKind.FLOW_MOD, flow(1));
        assertThat(control(BundleControl.COMMIT_REQUEST, 0)).containsExactly(OpenFlowError.OFPBFC_BAD_FLAGS);
        assertThat(control(BundleControl.DISCARD_REQUEST, BOTH)).containsExactly(OpenFlowError.OFPBFC_BAD_ID);
        assertThat(control(BundleControl.COMMIT_REPLY, BOTH)).containsExactly(OpenFlowError.OFPBFC_BAD_TYPE);
        assertThat(flows()).isZero();
    }

    @Test
    void onlySomeKindsOfMessagesGoIntoBundles() throws Exception {
        assertThat(add(MessageKind.BARRIER_REQUEST, Empty.EMPTY)).containsExactly(OpenFlowError.OFPBFC_MSG_UNSUP);
        FlowMod unfit = flow(1, new OfpAct.GotoTable(0));
        assertThat(add(MessageKind.FLOW_MOD, unfit)).containsExactly(OpenFlowError.OFPBIC_BAD_TABLE_ID);
    }
}
