/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.extension.TlvMapping;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import io.opsswitch.vswitchd.ofproto.ControllerSink;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import io.opsswitch.vswitchd.openflow.Dispatcher.Access;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.TableEvent;
import io.opsswitch.vswitchd.table.group.GroupTable;
import io.opsswitch.vswitchd.table.meter.MeterTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bridge as controllers see it: its tables, and all that they ask, change and are told. There is one for each bridge, as
 * long as the bridge is there.
 *
 * <p>{@link #handler} gives what handles the messages of connections: of controllers that the database names, and
 * of management and monitoring, which are told nothing unasked before they ask for it. All connections are handled in one
 * thread, the one that calls the handlers. Packets and changes of tables may come by any thread.
 */
public final class OpenFlowBridge implements ControllerSink {

    private static final int MAX_GROUPS_OF_TYPE = Integer.MAX_VALUE;
    private static final int MAX_METERS = 1 << 18;
    private static final int MAX_BANDS = 8;

    private final Endpoint endpoint;
    private final Dispatcher dispatcher;
    private final Announcements announcements;
    private final FlowMonitors monitors;
    private final BundleRequests bundles;
    private final Snoopers snoopers;
    private final Map<ControllerConnection, Controller> byConnection = new ConcurrentHashMap<>();

    /**
     * Create a bridge without flows.
     *
     * @param row its row in the database
     * @param clock milliseconds on the switch's clock, which never go back
     * @param messages the thread that handles the messages of all controllers
     * @param changed is called after each change that decides what happens to packets, with the lock of the tables held
     */
    public OpenFlowBridge(
            UUID row,
            SwitchView view,
            PacketInjector injector,
            LongSupplier clock,
            Executor messages,
            Runnable changed) {
        FlowTables tables = new FlowTables(clock, new QueriedActions(), this::happened);
        GroupTable groups = new GroupTable(tables, clock, MAX_GROUPS_OF_TYPE);
        MeterTable meters = new MeterTable(tables, clock, MAX_METERS, MAX_BANDS);
        tables.setResources(groups::contains, meters::contains);
        tables.table(FlowTables.COUNT - 1).reserve();
        endpoint = new Endpoint(row, view, injector, clock, tables, groups, meters);
        announcements = new Announcements(endpoint);
        snoopers = new Snoopers(endpoint.controllers, view);
        monitors = new FlowMonitors(endpoint, messages);
        dispatcher = new Dispatcher(endpoint);
        bundles = register();
        tables.setChanged(() -> {
            monitors.flush();
            changed.run();
        });
    }

    private BundleRequests register() {
        new SwitchRequests(endpoint).register(dispatcher);
        new ControllerRequests(endpoint).register(dispatcher);
        FlowRequests flows = new FlowRequests(endpoint);
        flows.register(dispatcher);
        new TableRequests(endpoint).register(dispatcher);
        new TableFeatureRequests(endpoint).register(dispatcher);
        PortRequests ports = new PortRequests(endpoint, announcements);
        ports.register(dispatcher);
        PacketRequests packets = new PacketRequests(endpoint);
        packets.register(dispatcher);
        GroupRequests groups = new GroupRequests(endpoint, announcements);
        groups.register(dispatcher);
        new MeterRequests(endpoint, announcements).register(dispatcher);
        BundleRequests bundleRequests =
                new BundleRequests(endpoint, new BundleCommit(endpoint, flows, groups, ports, packets));
        bundleRequests.register(dispatcher);
        new MonitorRequests(endpoint, monitors).register(dispatcher);
        new TlvRequests(endpoint).register(dispatcher);
        dispatcher.on(MessageKind.ERROR, Access.READS, request -> {
            // A controller that did not like an answer; the log of messages has it.
        });
        return bundleRequests;
    }

    /** Return the flow tables; table 254 is kept for the switch itself. */
    public FlowTables tables() {
        return endpoint.tables;
    }

    /** Return the groups. */
    public GroupTable groups() {
        return endpoint.groups;
    }

    /** Return the meters. */
    public MeterTable meters() {
        return endpoint.meters;
    }

    /** Return what controllers want to happen to fragments. Any thread may ask. */
    public FragmentHandling fragments() {
        return endpoint.fragments;
    }

    /** Return where keys have the options of tunnels. Any thread may ask. */
    public TlvLayout optionLayout() {
        return endpoint.options.layout();
    }

    /** Return which options of tunnels the fields {@code tun_metadata} stand for. Any thread may ask. */
    public List<TlvMapping> optionMappings() {
        return endpoint.options.mappings();
    }

    /** Return what the controller of a connection with this name is to the switch; null if there is none. Any thread may ask. */
    public @Nullable Role roleOf(String connection) {
        for (Controller controller : endpoint.controllers) {
            if (controller.connection.name().equals(connection)) {
                return controller.role;
            }
        }
        return null;
    }

    /** Return whether a controller that the database names is connected. Any thread may ask. */
    public boolean hasControllers() {
        return endpoint.controllers.stream().anyMatch(controller -> !controller.isService);
    }

    /**
     * Return whether packets that no flow matches go to controllers, in tables that are not told otherwise: whether one
     * that gets packets speaks a version before 1.3. Any thread may ask.
     */
    public boolean sendsMissesToControllers() {
        return endpoint.controllers.stream()
                .anyMatch(controller ->
                        controller.id == 0 && !controller.version().atLeast(OpenFlowVersion.OF13));
    }

    /** Return the handler of connections that want to see what controllers say and hear. */
    public ControllerConnection.Handler snoopers() {
        return snoopers;
    }

    /** End all connections. */
    public void disconnectAll() {
        endpoint.controllers.forEach(controller -> controller.connection.close());
    }

    /** Return the handler of connections that the database does not name. */
    public ControllerConnection.Handler service() {
        return handler(true, true, () -> PacketInLimit.NONE);
    }

    /**
     * Return the handler of connections that get packets up to a limit; see {@link #run}.
     *
     * @param isService whether they only come to look: they are told nothing unasked before they ask for packets
     * @param hearsUnasked whether they are told what they do not ask for before they have said what they want to hear
     * @param limit asked for each packet, by any thread: it may change
     */
    public ControllerConnection.Handler handler(
            boolean isService, boolean hearsUnasked, Supplier<PacketInLimit> limit) {
        return new ControllerConnection.Handler() {
            @Override
            public void connected(ControllerConnection connection) {
                Controller controller = new Controller(connection, isService, hearsUnasked, endpoint.clock, limit);
                byConnection.put(connection, controller);
                endpoint.controllers.add(controller);
                if (!isService) {
                    snoopers.controllerConnected(connection);
                }
            }

            @Override
            public void received(ControllerConnection connection, ByteBuffer message) {
                Controller controller = byConnection.get(connection);
                if (controller != null) {
                    dispatcher.dispatch(controller, message);
                }
            }

            @Override
            public void disconnected(ControllerConnection connection) {
                Controller controller = byConnection.remove(connection);
                if (controller != null) {
                    endpoint.controllers.remove(controller);
                }
            }
        };
    }

    @Override
    public void packetIn(PacketForController packet) {
        announcements.packetIn(packet);
    }

    /**
     * Tell controllers that a port came, went or changed, for other reasons than that one of them asked for it.
     *
     * @param before what it was, null if it came; a change that controllers do not see is not told
     */
    public void portStatus(PortStatus.Reason reason, PortDescription port, @Nullable PortDescription before) {
        announcements.portStatus(null, reason, port, before);
    }

    /** Put in place what a bridge without controllers does: forward as a switch without OpenFlow. */
    public void installDefaultFlow() {
        endpoint.tables.applyInternally(FlowMod.of(FlowCommand.ADD, 0, Match.ANY)
                .priority(0)
                .actions(List.of(new OfpAct.Output(OfPorts.NORMAL, 0)))
                .build());
    }

    /** Remove all flows, groups and meters, as happens when it is decided anew what the bridge does without controllers. */
    public void flush() {
        endpoint.tables.flush();
        endpoint.tables.apply(
                endpoint.groups.change(new GroupMod(
                        GroupCommand.DELETE, GroupType.ALL, GroupType.ALL_GROUPS, GroupMod.ALL, List.of(), null)),
                null);
        endpoint.meters.apply(
                new MeterMod(MeterMod.Command.DELETE, new MeterConfig(MeterConfig.ALL, 0, List.of())), null);
    }

    /**
     * Discard the bundles that nobody has touched for some milliseconds; to be called by the thread that handles messages,
     * about once a second.
     */
    public void expireBundles(long idleMillis) {
        bundles.expire(idleMillis);
    }

    /** Send packets that have waited for their turn, where controllers have a limit; to be called often, by any thread. */
    public void run() {
        announcements.run();
    }

    /** Remove flows whose time is over; to be called about once a second, by any thread. */
    public void expire() {
        endpoint.tables.expire();
        endpoint.groups.reclaim();
    }

    /** Called with the lock of the tables held. */
    private void happened(TableEvent event) {
        announcements.happened(event);
        monitors.happened(event);
    }
}
