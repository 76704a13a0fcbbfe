/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opsswitch.common.time.SwitchClock;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.control.SwitchDescription;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortCounter;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.queue.QueueStats;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.connection.ActiveController;
import io.opsswitch.vswitchd.connection.ClockTimers;
import io.opsswitch.vswitchd.connection.ConnectionLoops;
import io.opsswitch.vswitchd.connection.ConnectionSettings;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import io.opsswitch.vswitchd.connection.ControllerListener;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A bridge of three ports without datapath that listens for controllers, and notes the packets that it is to send. */
final class TestEndpoint implements SwitchView, PacketInjector, AutoCloseable {

    static final long FIRST_ADDRESS = 0x0a0b0c0d0e00L;

    final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop thread = loop.next();
    private final EventLoopGroup aside = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    final AtomicLong now = new AtomicLong(1_000_000);
    final List<PacketOut> sent = new CopyOnWriteArrayList<>();
    volatile boolean expectsControllers = true;
    /** Whether controllers that come are told what they do not ask for. */
    volatile boolean hearsUnasked = true;
    /** How many packets were to be sent with changes that did not come about. */
    volatile int discarded;

    final List<Continuation> resumed = new CopyOnWriteArrayList<>();
    final AtomicInteger changes = new AtomicInteger();
    final OpenFlowBridge bridge =
            new OpenFlowBridge(UUID.randomUUID(), this, this, now::get, thread, changes::incrementAndGet);
    private final Tls tls = new Tls(() -> TlsSettings.NONE, 1000);
    private final List<ControllerListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Integer, Port> ports = new TreeMap<>();

    private static final class Port implements PortView {
        private final int number;
        private final String name;
        private volatile int config;

        Port(int number, String name) {
            this.number = number;
            this.name = name;
        }

        @Override
        public PortDescription description() {
            boolean isDown = (config & PortConfig.PORT_DOWN) != 0;
            return new PortDescription(
                    number,
                    FIRST_ADDRESS + (number & 0xff),
                    name,
                    config,
                    isDown ? 0 : PortConfig.LIVE,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0);
        }

        @Override
        public PortStats statistics() {
            Map<PortCounter, Long> counters = new EnumMap<>(PortCounter.class);
            for (PortCounter counter : PortCounter.values()) {
                if (counter.compareTo(PortCounter.RX_DROPPED) < 0) {
                    counters.put(counter, 0L);
                }
            }
            return PortStats.of(number, new Age(1, 0), counters, List.of());
        }

        @Override
        public List<QueueStats> queues() {
            return List.of(new QueueStats(number, 0, -1, -1, -1, Age.UNKNOWN));
        }
    }

    TestEndpoint() {
        ports.put(1, new Port(1, "p1"));
        ports.put(2, new Port(2, "p2"));
        ports.put(OfPorts.LOCAL, new Port(OfPorts.LOCAL, "br0"));
    }

    /** The connections that there have been. */
    final List<ControllerConnection> connections = new CopyOnWriteArrayList<>();

    private ControllerConnection.Handler noting(ControllerConnection.Handler handler) {
        return new ControllerConnection.Handler() {
            @Override
            public void connected(ControllerConnection connection) {
                connections.add(connection);
                handler.connected(connection);
            }

            @Override
            public void received(ControllerConnection connection, ByteBuffer message) {
                handler.received(connection, message);
            }

            @Override
            public void disconnected(ControllerConnection connection) {
                handler.disconnected(connection);
            }
        };
    }

    /** Listen on a Unix socket for connections that are handled as those of the database's controllers or as others. */
    String listen(Path socket, boolean isService) {
        return listen(socket, noting(bridge.handler(isService, hearsUnasked, () -> PacketInLimit.NONE)));
    }

    /** Listen on a Unix socket for connections that are handled like this. */
    String listen(Path socket, ControllerConnection.Handler handler) {
        listeners.add(ControllerListener.open(
                Remote.parse("punix:" + socket, Remote.OPENFLOW_PORT),
                "br0<->",
                ConnectionSettings.DEFAULT,
                loops(),
                tls,
                handler));
        return "unix:" + socket;
    }

    private ConnectionLoops loops() {
        return new ConnectionLoops(new ClockTimers(thread, new SwitchClock()), aside.next());
    }

    /** Connect to a controller on a Unix socket, again and again. */
    ActiveController connectTo(Path socket) {
        return new ActiveController(
                Remote.parse("unix:" + socket, Remote.OPENFLOW_PORT),
                "br0<->unix:" + socket,
                ConnectionSettings.DEFAULT,
                loops(),
                tls,
                bridge.handler(false, hearsUnasked, () -> PacketInLimit.NONE));
    }

    /** Do something in the thread that handles messages: what it sends goes out before what is sent for later messages. */
    void run(Runnable task) {
        thread.submit(task).syncUninterruptibly();
    }

    @Override
    public boolean expectsControllers() {
        return expectsControllers;
    }

    @Override
    public SwitchDescription description() {
        return new SwitchDescription("Nicira, Inc.", "Open vSwitch", "3.1.0", "None", "None");
    }

    @Override
    public long datapathId() {
        return 0x0a0b0c0d0e0fL;
    }

    @Override
    public List<PortView> ports() {
        return List.copyOf(ports.values());
    }

    @Override
    public @Nullable PortView port(int number) {
        return ports.get(number);
    }

    @Override
    public PortDescription configurePort(int port, int config, int mask) {
        Port changed = ports.get(port);
        changed.config = changed.config & ~mask | config & mask;
        return changed.description();
    }

    @Override
    public StagedPacket stage(UUID row, FlowKey metadata, List<OfpAct> actions, byte[] packet, long version) {
        return new StagedPacket() {
            @Override
            public void send() {
                packetOut(row, metadata, actions, packet);
            }

            @Override
            public void discard() {
                discarded++;
            }
        };
    }

    @Override
    public void packetOut(UUID row, FlowKey metadata, List<OfpAct> actions, byte[] packet) {
        FlowKey all = new FlowKey().matchAll(FlowField.IN_PORT);
        sent.add(new PacketOut(Match.of(metadata, all), -1, actions, packet));
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.Controller controller) {
                toControllers(
                        controller.reason(),
                        metadata,
                        packet,
                        controller.id(),
                        controller.userdata().toArray());
            } else if (action instanceof OfpAct.Output output && output.port() == OfPorts.CONTROLLER) {
                toControllers(PacketIn.PACKET_OUT, metadata, packet, 0, new byte[0]);
            }
        }
    }

    private void toControllers(int reason, FlowKey metadata, byte[] packet, int id, byte[] userdata) {
        bridge.packetIn(
                new PacketForController(reason, 0, PacketIn.NO_COOKIE, metadata, packet, 20, id, userdata, null));
    }

    @Override
    public void resume(UUID row, FlowKey metadata, Continuation continuation, byte[] packet) {
        resumed.add(continuation);
    }

    @Override
    public void close() {
        listeners.forEach(ControllerListener::close);
        aside.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        loop.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
