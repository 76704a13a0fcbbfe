/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import io.opsswitch.vswitchd.upcall.FlowLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the running switch in line with a configuration, whatever it was before; what both have in common is not
 * touched. Used by one thread.
 *
 * <p>The order matters. Translation first forgets ports that are going to disappear, then they disappear: a new port may
 * get the number of an old one, and must not be taken for it. Translation learns of new ports when all of them are
 * there. On return everything is in effect, down to the flows of the datapaths.
 */
final class Reconciler {

    private static final Vlog VLOG = Vlog.module("bridge");

    private final Datapaths datapaths;
    private final OpenFlowNetwork network;
    private final LongSupplier clock;
    private final Map<UUID, RunningBridge> bridges = new LinkedHashMap<>();
    private final Map<String, RunningInterface> interfaces = new LinkedHashMap<>();
    private final Set<Backer> stripped = new HashSet<>();
    private volatile boolean ending;
    private List<TranslationFeature> features = List.of();
    private List<PortTypeFeature> portTypes = List.of();
    private List<String> lastWarnings = List.of();

    Reconciler(Datapaths datapaths, OpenFlowNetwork network, LongSupplier clock) {
        this.datapaths = datapaths;
        this.network = network;
        this.clock = clock;
    }

    /** An interface that shall exist, and where; {@code backer} is null if {@code problem} says why there is none. */
    private record Wanted(
            InterfaceConfig config,
            String bridge,
            UUID bridgeRow,
            @Nullable Backer backer,
            @Nullable String problem) {}

    /**
     * Have these features take part from now on. The extensions of those that left go, but translation hears of it only
     * with what comes next: a feature that is back by then is exchanged in one step.
     */
    void use(List<TranslationFeature> now) {
        for (TranslationFeature old : features) {
            if (!now.contains(old)) {
                for (RunningBridge bridge : bridges.values()) {
                    if (bridge.forget(old)) {
                        stripped.add(bridge.backer());
                    }
                }
            }
        }
        features = List.copyOf(now);
    }

    /** Have these features, and no others, bring types of ports. */
    void usePortTypes(List<PortTypeFeature> now) {
        portTypes = List.copyOf(now);
    }

    private @Nullable PortTypeFeature ownerOf(String type) {
        for (PortTypeFeature feature : portTypes) {
            if (feature.interfaceTypes().contains(type)) {
                return feature;
            }
        }
        return null;
    }

    List<TranslationFeature> features() {
        return features;
    }

    /** Let translation hear of extensions that went and were not replaced. */
    void publishStripped() {
        publish(Set.copyOf(stripped));
        stripped.clear();
    }

    Collection<RunningBridge> bridges() {
        return bridges.values();
    }

    Collection<RunningInterface> interfaces() {
        return interfaces.values();
    }

    /** Return whether something does not work that may work later, or works no more. */
    boolean needsAnotherLook() {
        for (RunningInterface each : interfaces.values()) {
            if (each.error() != null || each.hasVanished()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Have what is under way end as soon as it can: the requests of a whole configuration may keep a slow kernel busy for
     * longer than a daemon has that is told to stop. Any thread may call this.
     */
    void end() {
        ending = true;
    }

    /**
     * Bring the switch in line.
     *
     * @return whether that was done; not once the switch ends, and then all that is left to do is {@link #leave} or {@link
     *     #clear}
     */
    boolean apply(SwitchConfig config, Replica replica) {
        warn(config.warnings());
        Map<UUID, Backer> backers = new HashMap<>();
        Map<String, Wanted> wanted = plan(config, backers);
        Map<UUID, OfBridge> before = snapshotBridges();
        Set<Backer> changed = new HashSet<>();
        Set<Backer> used = new HashSet<>(backers.values());
        for (Backer backer : used) {
            backer.datapath().configure(config.otherConfig());
            backer.setWaiting(config.awaitsFlows());
        }
        removeOutdated(wanted, backers, changed);
        addMissing(config, wanted, backers, changed);
        if (ending) {
            // Before ports are removed that were not reached yet.
            return false;
        }
        used.forEach(Backer::removeLeftPorts);
        changed.addAll(stripped);
        for (Backer backer : used) {
            // Not before all ports are there: what a kernel forwards by itself would be dropped by bridges without
            // ports.
            if (backer.setVlanLimit(config.vlanLimit())) {
                changed.add(backer);
            }
        }
        for (RunningBridge bridge : bridges.values()) {
            if (bridge.rebuild(interfaces, each -> remembered(each, replica), features, replica)) {
                changed.add(bridge.backer());
            }
            bridge.configureDevices(interfaces);
            bridge.openFlow().setBundleIdleMillis(config.bundleIdleMillis());
            bridge.openFlow().configureInBand(config.managers());
        }
        publish(changed);
        List<MacTable.Row> lost = new ArrayList<>();
        bridges.forEach((row, bridge) -> lost.addAll(bridge.forgetOutdated(before.get(row))));
        bridges.values().forEach(bridge -> bridge.forget(lost));
        stripped.clear();
        datapaths.retain(used);
        for (Backer backer : datapaths.backers()) {
            backer.limit()
                    .configure(
                            SwitchConfig.number(config.otherConfig(), "flow-limit", FlowLimit.DEFAULT),
                            SwitchConfig.number(config.otherConfig(), "max-idle", FlowLimit.DEFAULT_MAX_IDLE));
        }
        return true;
    }

    /** Take everything down, but leave what forwards by itself as it is. */
    void leave() {
        // First of all: what is done to the interfaces then does not reach their ports any more.
        datapaths.leaveLasting();
        clear();
    }

    /** Take everything down. */
    void clear() {
        bridges.values().forEach(bridge -> bridge.openFlow().close());
        bridges.clear();
        stripped.clear();
        publish(new HashSet<>(datapaths.backers()));
        interfaces.values().forEach(RunningInterface::remove);
        interfaces.clear();
        datapaths.retain(Set.of());
    }

    private void warn(List<String> warnings) {
        for (String warning : warnings) {
            if (!lastWarnings.contains(warning)) {
                VLOG.warn("%s", warning);
            }
        }
        lastWarnings = warnings;
    }

    /** Open datapaths, and find out which interface goes where. */
    private Map<String, Wanted> plan(SwitchConfig config, Map<UUID, Backer> backers) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (BridgeConfig bridge : config.bridges()) {
            Backer backer = null;
            String problem = null;
            try {
                backer = datapaths.get(bridge.datapathType());
                backers.put(bridge.row(), backer);
            } catch (DatapathException e) {
                problem = "failed to create bridge " + bridge.name() + ": " + e.getMessage();
            }
            for (PortConfig port : bridge.ports()) {
                for (InterfaceConfig each : port.interfaces()) {
                    wanted.put(each.name(), new Wanted(each, bridge.name(), bridge.row(), backer, problem));
                }
            }
        }
        return wanted;
    }

    private Map<UUID, OfBridge> snapshotBridges() {
        Map<UUID, OfBridge> before = new HashMap<>();
        bridges.forEach((row, bridge) -> {
            OfBridge current = bridge.current();
            if (current != null) {
                before.put(row, current);
            }
        });
        return before;
    }

    private void removeOutdated(Map<String, Wanted> wanted, Map<UUID, Backer> backers, Set<Backer> changed) {
        Set<String> outdated = new HashSet<>();
        interfaces.forEach((name, running) -> {
            Wanted want = wanted.get(name);
            if (want == null
                    || !running.fits(
                            want.config(), want.backer(), ownerOf(want.config().type()))
                    || running.hasVanished()) {
                outdated.add(name);
            }
        });
        for (Iterator<RunningBridge> all = bridges.values().iterator(); all.hasNext(); ) {
            RunningBridge bridge = all.next();
            boolean stays = bridge.backer() == backers.get(bridge.config().row());
            if (!stays) {
                VLOG.info("bridge %s: removed", bridge.config().name());
                bridge.openFlow().close();
                all.remove();
            }
            if (!stays || bridge.strip(outdated)) {
                changed.add(bridge.backer());
            }
        }
        publish(changed);
        changed.clear();
        for (String name : outdated) {
            RunningInterface running = interfaces.get(name);
            if (running == null) {
                continue;
            }
            boolean vanished = running.hasVanished();
            if (vanished) {
                VLOG.info("interface %s: its network device has disappeared", name);
            }
            running.remove();
            // One that vanished is kept, so that it gets its port number back with the device.
            if (!vanished || !wanted.containsKey(name)) {
                interfaces.remove(name);
            }
        }
    }

    private void addMissing(
            SwitchConfig config, Map<String, Wanted> wanted, Map<UUID, Backer> backers, Set<Backer> changed) {
        for (BridgeConfig each : config.bridges()) {
            Backer backer = backers.get(each.row());
            if (backer != null) {
                RunningBridge bridge = bridges.get(each.row());
                if (bridge == null) {
                    bridge = new RunningBridge(each, backer, network, clock, () -> refreshPorts(each.row()));
                    bridges.put(each.row(), bridge);
                    changed.add(backer);
                    VLOG.dbg(
                            "bridge %s: added on datapath %s",
                            each.name(), backer.datapath().name());
                }
                if (bridge.update(each)) {
                    changed.add(backer);
                }
            }
        }
        wanted.forEach((name, want) -> {
            if (ending) {
                return;
            }
            RunningInterface running =
                    interfaces.computeIfAbsent(name, key -> new RunningInterface(want.config(), want.backer()));
            running.update(want.config());
            PortTypeFeature owner = ownerOf(want.config().type());
            if (want.backer() == null) {
                running.fail(want.bridge(), want.problem());
            } else if (owner != null) {
                running.add(want.bridge(), owner);
            } else if (datapaths.allows(want.config().type())) {
                running.add(want.bridge(), firstAddress(want));
            } else {
                running.fail(
                        want.bridge(),
                        "could not open network device " + name + " (Address family not supported by protocol):"
                                + " interfaces of type " + want.config().type() + " need the option --enable-dummy");
            }
        });
    }

    private void refreshPorts(UUID row) {
        RunningBridge bridge = bridges.get(row);
        if (bridge != null && bridge.refreshPorts()) {
            publish(Set.of(bridge.backer()));
        }
    }

    private static long firstAddress(Wanted want) {
        return want.config().name().equals(want.bridge())
                ? BridgeAddress.madeUp(want.bridgeRow())
                : want.config().macAddress();
    }

    private static int remembered(RunningInterface each, Replica replica) {
        Interface row = Interface.find(replica, each.config().row());
        return row == null ? 0 : (int) row.ofport(0);
    }

    private void publish(Set<Backer> changed) {
        for (Backer backer : changed) {
            List<OfBridge> current = new ArrayList<>();
            for (RunningBridge bridge : bridges.values()) {
                OfBridge form = bridge.current();
                if (bridge.backer() == backer && form != null) {
                    current.add(form);
                }
            }
            backer.publish(current);
        }
    }
}
