/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleControl;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.control.RoleMessage;
import io.opsswitch.openflow.message.control.SwitchConfig;
import io.opsswitch.openflow.message.extension.TlvMapping;
import io.opsswitch.openflow.message.extension.TlvTableMod;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowRequest;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.port.PortRequest;
import io.opsswitch.openflow.message.table.TableFeatures;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.Empty;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged messages are refused, and do no harm: the connection goes on, and the bridge still does what it is told. */
@Timeout(60)
class OpenFlowBridgeFuzzTest {

    /** The same in each run, so that a build does not fail over what it did not change; others by the property. */
    private static final long SEED = 20_261_122;

    private static final int ROUNDS = Integer.getInteger("ops.fuzz.rounds", 1000);

    @TempDir
    Path folder;

    private static List<OfMessage> samples(OpenFlowVersion version) {
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, 1);
        Match port = Match.of(key, new FlowKey().matchAll(FlowField.IN_PORT));
        Bucket bucket = new Bucket(0, 0, OfPorts.NONE, GroupType.ANY_GROUP, List.of(new OfpAct.Output(2, 0)));
        Map<MessageKind, Body> bodies = new EnumMap<>(MessageKind.class);
        bodies.put(
                MessageKind.FLOW_MOD,
                FlowMod.of(FlowCommand.ADD, 0, port)
                        .actions(
                                List.of(new OfpAct.Output(2, 0), new OfpAct.Resubmit(OfPorts.IN_PORT, 5, false, false)))
                        .build());
        bodies.put(MessageKind.PACKET_OUT, new PacketOut(port, -1, List.of(new OfpAct.Output(2, 0)), new byte[60]));
        bodies.put(
                MessageKind.GROUP_MOD,
                new GroupMod(GroupCommand.ADD, GroupType.ALL, 3, GroupMod.ALL, List.of(bucket), null));
        bodies.put(
                MessageKind.FLOW_STATS_REQUEST,
                new FlowRequest(FlowMod.ALL_TABLES, port, 0, 0, OfPorts.NONE, FlowMod.ANY_GROUP));
        bodies.put(
                MessageKind.FLOW_MONITOR_STATS_REQUEST,
                new MonitorRequest.Request(List.of(
                        new MonitorRequest(1, 0, 0x1f, FlowMod.ALL_TABLES, OfPorts.NONE, FlowMod.ANY_GROUP, port))));
        bodies.put(MessageKind.PORT_STATS_REQUEST, new PortRequest(OfPorts.NONE));
        bodies.put(MessageKind.ROLE_REQUEST, new RoleMessage(Role.EQUAL, version == OpenFlowVersion.OF10 ? null : 1L));
        bodies.put(MessageKind.SET_CONFIG, new SwitchConfig(FragmentHandling.NORMAL, null, 128));
        bodies.put(
                MessageKind.NXT_TLV_TABLE_MOD,
                new TlvTableMod(TlvTableMod.Command.ADD, List.of(new TlvMapping(0xffff, 1, 4, 2))));
        bodies.put(
                MessageKind.NXT_RESUME,
                new PacketIn(port, PacketIn.ACTION, 0, 7, 60, -1, new byte[60], new byte[0], new byte[0]));
        bodies.put(MessageKind.TABLE_STATS_REQUEST, Empty.EMPTY);
        if (version.atLeast(OpenFlowVersion.OF13)) {
            bodies.put(
                    MessageKind.METER_MOD,
                    new MeterMod(
                            MeterMod.Command.ADD,
                            new MeterConfig(1, MeterConfig.KBPS, List.of(new MeterBand(MeterBand.DROP, 5, 0, 0)))));
            bodies.put(MessageKind.BUNDLE_CONTROL, new BundleControl(5, BundleControl.OPEN_REQUEST, 3));
            bodies.put(MessageKind.TABLE_FEATURES_STATS_REQUEST, new TableFeatures.Body(List.of()));
        }
        List<OfMessage> messages = new ArrayList<>();
        bodies.forEach((kind, body) -> messages.add(OfMessage.of(kind, version, 77, body)));
        return messages;
    }

    @ParameterizedTest
    @EnumSource(names = {"OF10", "OF13", "OF15"})
    void damagedMessagesDoNoHarm(OpenFlowVersion version) throws Exception {
        long seed = Long.getLong("ops.fuzz.seed", SEED);
        Random random = new Random(seed);
        try (TestEndpoint endpoint = new TestEndpoint()) {
            endpoint.listen(folder.resolve("main"), false);
            try (TestController controller = new TestController(folder.resolve("main"), version)) {
                List<OfMessage> samples = samples(version);
                for (int round = 0; round < ROUNDS; round++) {
                    byte[] bytes = Messages.encode(samples.get(random.nextInt(samples.size())))
                            .array();
                    controller.sendRaw(damaged(bytes, random));
                    if (round % 50 == 0) {
                        controller.settle();
                    }
                }
                controller.settle();
                assertThat(endpoint.connections.get(0).isOpen())
                        .as("seed %d", seed)
                        .isTrue();
            } catch (EOFException e) {
                throw new AssertionError("the switch gave up, seed " + seed, e);
            }
            try (TestController other = new TestController(folder.resolve("main"), version)) {
                FlowMod all = FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY)
                        .build();
                assertThat(other.errors(MessageKind.FLOW_MOD, all))
                        .as("seed %d", seed)
                        .isEmpty();
                assertThat(endpoint.bridge.tables().table(0).size()).isZero();
            }
        }
    }

    /** Change some bytes behind the version and the length, and perhaps leave off the end. */
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] result = random.nextInt(3) == 0
                ? Arrays.copyOf(bytes, OfHeader.LENGTH + random.nextInt(bytes.length - OfHeader.LENGTH + 1))
                : bytes.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = OfHeader.LENGTH + random.nextInt(Math.max(1, result.length - OfHeader.LENGTH));
            if (at < result.length) {
                result[at] = (byte) (random.nextBoolean() ? random.nextInt() : result[at] ^ 1 << random.nextInt(8));
            }
        }
        ByteBuffer.wrap(result).putShort(2, (short) result.length);
        return result;
    }
}
