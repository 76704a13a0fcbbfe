/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Port;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.control.SwitchDescription;
import io.opsswitch.openflow.message.extension.TlvMapping;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowModBuilder;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import io.opsswitch.vswitchd.inband.InBand;
import io.opsswitch.vswitchd.inband.InBandRemote;
import io.opsswitch.vswitchd.inband.NextHops;
import io.opsswitch.vswitchd.openflow.OpenFlowBridge;
import io.opsswitch.vswitchd.openflow.PacketInLimit;
import io.opsswitch.vswitchd.openflow.PortView;
import io.opsswitch.vswitchd.openflow.SwitchView;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.TableSettings;
import io.opsswitch.vswitchd.xlate.PipelineSettings;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenFlow of one bridge: its tables and controllers, what it does without them, and its ports as they see them. Owned by
 * the switch's thread, which also handles the messages; what translation asks may be asked by any.
 */
final class BridgeOpenFlow implements SwitchView, PipelineSettings, AutoCloseable {

    private static final Vlog BRIDGE_LOG = Vlog.module("bridge");

    /** Above all flows of controllers: forwards while none can be reached. */
    private static final int FAIL_OPEN_PRIORITY = 0xf0f0f0;

    private static final long PERIOD_MILLIS = 1000;

    private final LongSupplier clock;
    private final OpenFlowBridge endpoint;
    private final TablePipeline pipeline;
    private final BridgeConnections connections;
    private final InBand inBand;
    private final FailOpen failOpen = new FailOpen(new Fallback());
    private final Runnable portsChanged;
    private final Executor thread;
    private final boolean allowsTestActions;
    /** By number; read by translation. */
    private final Map<Integer, OpenFlowPort> ports = new ConcurrentSkipListMap<>();

    private BridgeConfig config;
    private long datapathId;
    private long nextRun;
    private boolean isConfigured;
    private long bundleIdleMillis;

    /**
     * Create it without flows and connections.
     *
     * @param portsChanged called when a controller has configured a port
     */
    BridgeOpenFlow(
            BridgeConfig config, Backer backer, OpenFlowNetwork network, LongSupplier clock, Runnable portsChanged) {
        this.config = config;
        this.clock = clock;
        this.portsChanged = portsChanged;
        this.thread = network.thread();
        this.allowsTestActions = network.allowsTestActions();
        this.endpoint = new OpenFlowBridge(
                config.row(), this, backer.packetInjector(), clock, network.thread(), this::tablesChanged);
        this.pipeline = new TablePipeline(endpoint.tables(), endpoint.groups(), endpoint, this, backer.changes());
        endpoint.meters().setDatapath(backer.meters());
        this.inBand = new InBand(
                config.name(),
                endpoint.tables(),
                address -> (isStandIn() ? NextHops.NONE : network.nextHops()).macTowards(address));
        this.connections =
                new BridgeConnections(config.name(), network, this::handler, endpoint.service(), endpoint.snoopers());
    }

    @Override
    public boolean expectsControllers() {
        return config.hasController();
    }

    private void tablesChanged() {
        pipeline.changed();
    }

    private ControllerConnection.Handler handler(ControllerConfig controller) {
        PacketInLimit limit = new PacketInLimit(controller.rateLimit(), controller.burstLimit());
        return endpoint.handler(!controller.isPrimary(), controller.async(), () -> limit);
    }

    TablePipeline pipeline() {
        return pipeline;
    }

    OpenFlowBridge endpoint() {
        return endpoint;
    }

    BridgeConnections connections() {
        return connections;
    }

    /**
     * Bring this in line with a configuration; the flows stay, unless who controls the bridge changes.
     *
     * @return whether packets may be treated differently from now on
     */
    boolean update(BridgeConfig wanted) {
        BridgeConfig before = config;
        config = wanted;
        boolean changesTables = configureTables(isConfigured ? before.flowTables() : Map.of());
        boolean decidesAnew = !isConfigured
                || before.hasController() != wanted.hasController()
                || !wanted.hasController() && before.failSecure() != wanted.failSecure();
        if (!wanted.hasController() || wanted.failSecure()) {
            failOpen.recover();
        }
        if (decidesAnew) {
            endpoint.flush();
            inBand.flushed();
            if (!wanted.hasController() && !wanted.failSecure()) {
                endpoint.installDefaultFlow();
            }
        }
        isConfigured = true;
        connections.update(wanted);
        return decidesAnew || changesTables;
    }

    /**
     * Have controllers and managers reached through this bridge, those that are to be. The ports have to be there.
     *
     * @param managers targets of those who manage the database
     */
    void configureInBand(List<String> managers) {
        Set<InBandRemote> remotes = new HashSet<>();
        if (!"true".equalsIgnoreCase(config.otherConfig().get("disable-in-band"))) {
            config.controllers().stream()
                    .filter(ControllerConfig::isInBand)
                    .map(controller -> InBandRemote.of(controller.target(), Remote.OPENFLOW_PORT))
                    .filter(Objects::nonNull)
                    .forEach(remotes::add);
            managers.stream()
                    .map(target -> InBandRemote.of(target, Remote.OVSDB_PORT))
                    .filter(remote -> remote != null && !remote.isLoopback())
                    .forEach(remotes::add);
        }
        inBand.configure(remotes, SwitchConfig.number(config.otherConfig(), "in-band-queue", -1));
        runInBand();
    }

    /** Return whether the bridge's own port is no device of this host. */
    private boolean isStandIn() {
        OpenFlowPort local = ports.get(OfPorts.LOCAL);
        Port device = local == null ? null : local.device().port();
        return device == null || device.type().startsWith("dummy");
    }

    private void runInBand() {
        OpenFlowPort local = ports.get(OfPorts.LOCAL);
        inBand.run(clock.getAsLong(), local == null ? 0 : local.description().address());
    }

    private boolean configureTables(Map<Integer, TableSettings> before) {
        Set<Integer> touched = new HashSet<>(before.keySet());
        touched.addAll(config.flowTables().keySet());
        touched.removeIf(
                table -> Objects.equals(before.get(table), config.flowTables().get(table)));
        for (int table : touched) {
            endpoint.tables().configure(table, config.flowTables().getOrDefault(table, TableSettings.DEFAULT));
        }
        return !touched.isEmpty();
    }

    /** Take over the ports that work, and tell controllers of those that came and went. */
    void setPorts(List<RunningInterface> working) {
        Set<Integer> numbers = new HashSet<>();
        for (RunningInterface device : working) {
            numbers.add(device.ofport());
            OpenFlowPort known = ports.get(device.ofport());
            if (known == null || known.device() != device) {
                if (known != null) {
                    remove(known);
                }
                OpenFlowPort port = new OpenFlowPort(device, device.ofport(), clock);
                ports.put(device.ofport(), port);
                BRIDGE_LOG.info(
                        "bridge %s: added interface %s on port %d",
                        config.name(), device.config().name(), device.ofport());
                endpoint.portStatus(PortStatus.Reason.ADD, port.told(), null);
                tellChange(port);
            }
        }
        List.copyOf(ports.values()).stream()
                .filter(port -> !numbers.contains(port.number()))
                .forEach(this::remove);
    }

    private void remove(OpenFlowPort port) {
        ports.remove(port.number());
        endpoint.portStatus(PortStatus.Reason.DELETE, port.told(), null);
    }

    /** Return a port as translation sees it. */
    @Nullable
    OpenFlowPort openFlowPort(int number) {
        return ports.get(number);
    }

    /** Set after how many milliseconds a bundle is discarded that nobody commits. */
    void setBundleIdleMillis(long millis) {
        bundleIdleMillis = millis;
    }

    void setDatapathId(long id) {
        if (datapathId != id) {
            BRIDGE_LOG.info("bridge %s: using datapath ID %016x", config.name(), id);
        }
        datapathId = id;
    }

    /** Do what is due: end flows whose time is over, see to the controllers, tell of links that came and went. */
    void run() {
        endpoint.run();
        long now = clock.getAsLong();
        boolean changed = false;
        for (OpenFlowPort port : ports.values()) {
            changed |= tellChange(port);
        }
        if (changed) {
            pipeline.changed();
        }
        if (now >= nextRun) {
            nextRun = now + PERIOD_MILLIS;
            endpoint.expire();
            endpoint.expireBundles(bundleIdleMillis);
            runInBand();
            if (config.hasController() && !config.failSecure()) {
                failOpen.run(connections.failingSeconds(), longestProbe());
            }
        }
    }

    /** Tell controllers what is new of a port; return whether it became live or ceased to be. */
    private boolean tellChange(OpenFlowPort port) {
        PortDescription is = port.description();
        PortDescription was = port.told();
        if (is.equals(was)) {
            return false;
        }
        port.setTold(is);
        endpoint.portStatus(PortStatus.Reason.MODIFY, is, was);
        return ((is.state() ^ was.state()) & PortConfig.LIVE) != 0;
    }

    private long longestProbe() {
        return config.controllers().stream()
                .filter(ControllerConfig::isPrimary)
                .mapToLong(each -> each.settings().probeMs())
                .max()
                .orElse(0);
    }

    @Override
    public SwitchDescription description() {
        return new SwitchDescription(
                "Nicira, Inc.",
                "Open vSwitch",
                ProgramVersion.OPEN_VSWITCH,
                "None",
                config.otherConfig().getOrDefault("dp-desc", "None"));
    }

    @Override
    public long datapathId() {
        return datapathId;
    }

    @Override
    public boolean allowsTestActions() {
        return allowsTestActions;
    }

    @Override
    public List<PortView> ports() {
        return new ArrayList<>(ports.values());
    }

    @Override
    public @Nullable PortView port(int number) {
        return ports.get(number);
    }

    @Override
    public @Nullable PortDescription configurePort(int port, int value, int mask) {
        OpenFlowPort changed = ports.get(port);
        if (changed == null) {
            return null;
        }
        changed.configure(value, mask);
        if ((mask & PortConfig.PORT_DOWN) != 0) {
            changed.device().setAdminUp(config.name(), (value & PortConfig.PORT_DOWN) == 0);
        }
        changed.setTold(changed.configured());
        // Once this is told, what has become of the link.
        thread.execute(() -> tellChange(changed));
        portsChanged.run();
        return changed.told();
    }

    @Override
    public boolean sendsMissesToControllers() {
        return endpoint.sendsMissesToControllers();
    }

    @Override
    public boolean hasInBandControl() {
        return inBand.isActive();
    }

    @Override
    public FragmentHandling fragments() {
        return endpoint.fragments();
    }

    @Override
    public boolean isPortLive(int port) {
        if (port == OfPorts.CONTROLLER) {
            return endpoint.hasControllers();
        }
        OpenFlowPort known = ports.get(port);
        return known != null && known.isLive();
    }

    @Override
    public int datapathMeter(int meter) {
        return endpoint.meters().datapathNumber(meter);
    }

    @Override
    public int controllerMeter() {
        return endpoint.meters().datapathNumber(MeterConfig.CONTROLLER);
    }

    @Override
    public List<TlvMapping> tunnelMappings() {
        return endpoint.optionMappings();
    }

    @Override
    public TlvLayout tunnelOptions() {
        return endpoint.optionLayout();
    }

    @Override
    public void close() {
        connections.close();
        endpoint.disconnectAll();
        endpoint.meters().setDatapath(null);
    }

    /** Forwards while no controller can be reached. */
    private final class Fallback implements FailOpen.Actions {

        private FlowModBuilder flow(FlowCommand command) {
            return FlowMod.of(command, 0, Match.ANY).priority(FAIL_OPEN_PRIORITY);
        }

        @Override
        public void open() {
            FlowTables tables = endpoint.tables();
            endpoint.flush();
            inBand.flushed();
            runInBand();
            tables.applyInternally(flow(FlowCommand.ADD)
                    .actions(List.of(new OfpAct.Output(OfPorts.NORMAL, 0)))
                    .build());
        }

        @Override
        public void recover() {
            endpoint.tables().applyInternally(flow(FlowCommand.DELETE_STRICT).build());
        }
    }
}
