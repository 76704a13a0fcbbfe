/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opsswitch.common.time.SwitchClock;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleControl;
import io.opsswitch.openflow.message.control.SwitchConfig;
import io.opsswitch.openflow.message.control.SwitchDescription;
import io.opsswitch.openflow.message.control.SwitchFeatures;
import io.opsswitch.openflow.message.control.SwitchFeatures.Capability;
import io.opsswitch.openflow.message.port.LinkFeatures;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortCounter;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.table.TableConfig;
import io.opsswitch.openflow.message.table.TableFeatures;
import io.opsswitch.openflow.message.table.TableFeatures.Abilities;
import io.opsswitch.openflow.message.table.TableFeatures.Actions;
import io.opsswitch.openflow.message.table.TableFeatures.Doing;
import io.opsswitch.openflow.message.table.TableStats;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A bridge of two ports that answers questions; it notes what comes. */
final class TestBridge implements ControllerConnection.Handler, AutoCloseable {

    final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup aside = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ConnectionLoops loops =
            new ConnectionLoops(new ClockTimers(loop.next(), new SwitchClock()), aside.next());
    final Tls tls = new Tls(() -> TlsSettings.NONE, 1000);
    final List<ControllerConnection> connections = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> messages = new CopyOnWriteArrayList<>();

    private static final List<PortDescription> PORTS = List.of(
            new PortDescription(
                    1,
                    0x0a0b0c0d0e0fL,
                    "eth0",
                    PortConfig.NO_FWD,
                    0,
                    LinkFeatures.FD_10GB | LinkFeatures.COPPER,
                    0,
                    LinkFeatures.FD_10GB,
                    0,
                    10_000_000,
                    10_000_000),
            new PortDescription(0xfffe, 0x0a0b0c0d0e10L, "br0", PortConfig.PORT_DOWN, 1, 0, 0, 0, 0, 0, 0));

    ConnectionLoops loops() {
        return loops;
    }

    @Override
    public void connected(ControllerConnection connection) {
        connections.add(connection);
        events.add("connected " + connection.version());
    }

    @Override
    public void received(ControllerConnection connection, ByteBuffer bytes) {
        messages.add(bytes.duplicate());
        OfMessage message = Messages.decode(bytes);
        events.add(message.kind().toString());
        OpenFlowVersion version = message.version();
        int id = message.transaction();
        switch (message.kind()) {
            case FEATURES_REQUEST ->
                connection.send(OfMessage.of(
                        MessageKind.FEATURES_REPLY,
                        version,
                        id,
                        new SwitchFeatures(
                                0x1234, 0, 254, 0, Set.of(Capability.FLOW_STATS, Capability.PORT_STATS), 0, PORTS)));
            case SET_CONFIG, BARRIER_REQUEST, HELLO -> {
                if (message.kind() == MessageKind.BARRIER_REQUEST) {
                    connection.send(OfMessage.of(MessageKind.BARRIER_REPLY, version, id, Empty.EMPTY));
                }
            }
            case GET_CONFIG_REQUEST ->
                connection.send(OfMessage.of(
                        MessageKind.GET_CONFIG_REPLY,
                        version,
                        id,
                        new SwitchConfig(io.opsswitch.openflow.message.control.FragmentHandling.NORMAL, false, 128)));
            case PORT_DESC_STATS_REQUEST -> connection.send(message.reply(new PortDescription.Reply(PORTS)));
            case PORT_STATS_REQUEST ->
                connection.send(message.reply(new PortStats.Reply(List.of(PortStats.of(
                        1,
                        new Age(12, 345_000_000),
                        Map.of(PortCounter.RX_PACKETS, 5L, PortCounter.TX_BYTES, 77L),
                        List.of())))));
            case DESC_STATS_REQUEST ->
                connection.send(message.reply(new SwitchDescription("ops", "machine", "0.1", "None", "None")));
            case TABLE_STATS_REQUEST ->
                connection.send(message.reply(new TableStats.Reply(List.of(new TableStats(
                        0,
                        3,
                        5,
                        4,
                        new TableStats.Abilities(
                                "classifier", 0, 0x3fffff, 0, 0, 0, 0, 0, 0, 0, TableConfig.NONE, 1000))))));
            case TABLE_FEATURES_STATS_REQUEST -> connection.send(message.reply(tableFeatures()));
            case BUNDLE_CONTROL -> {
                BundleControl control = (BundleControl) message.body();
                connection.send(OfMessage.of(
                        MessageKind.BUNDLE_CONTROL,
                        version,
                        id,
                        new BundleControl(control.bundle(), control.type() + 1, control.flags())));
            }
            case FLOW_MOD,
                    GROUP_MOD,
                    METER_MOD,
                    PACKET_OUT,
                    TABLE_MOD,
                    SET_FLOW_FORMAT,
                    FLOW_MOD_TABLE_ID,
                    SET_PACKET_IN_FORMAT,
                    SET_CONTROLLER_ID,
                    SET_ASYNC_CONFIG,
                    BUNDLE_ADD_MESSAGE -> {}
            default ->
                throw new io.opsswitch.openflow.OpenFlowException(
                        io.opsswitch.openflow.OpenFlowError.OFPBRC_BAD_TYPE, "not in this test");
        }
    }

    private static TableFeatures.Body tableFeatures() {
        Actions actions = new Actions(1, Set.of());
        Doing doing = new Doing(0x7e, new BitSet(), actions, actions);
        Set<Field> fields = Set.of(Fields.IN_PORT_OXM, Fields.ETH_SRC);
        return new TableFeatures.Body(List.of(new TableFeatures(
                0,
                0,
                "first",
                -1,
                -1,
                true,
                false,
                1000,
                new Abilities(doing, doing, fields, Set.of(Fields.ETH_SRC), fields))));
    }

    @Override
    public void disconnected(ControllerConnection connection) {
        connections.remove(connection);
        events.add("disconnected");
    }

    @Override
    public void close() {
        aside.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        loop.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
