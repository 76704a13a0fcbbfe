/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.connection.ConnectionSettings;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a bridge connects to and listens on for OpenFlow: the controllers of the database, and two sockets that are
 * always there, {@code BRIDGE.mgmt} for tools and {@code BRIDGE.snoop} for those who want to see what controllers say.
 * Owned by the switch's thread.
 */
final class BridgeConnections implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("bridge");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);
    private static final int MGMT_PROBE_MILLIS = 60_000;

    private final String bridge;
    private final OpenFlowNetwork network;
    private final Function<ControllerConfig, ControllerConnection.Handler> handlers;
    private final ControllerConnection.Handler tools;
    private final ControllerConnection.Handler snoopers;
    private final Map<String, RunningController> controllers = new LinkedHashMap<>();
    private final Map<String, ControllerConfig> configs = new HashMap<>();
    private final Map<String, RunningController> sockets = new HashMap<>();
    private final Set<String> complaints = new HashSet<>();
    private Set<OpenFlowVersion> versions = Set.of();

    /**
     * Create without connections.
     *
     * @param handlers gives the handler of a controller's connections
     * @param tools handles the connections of tools
     * @param snoopers handles the connections of those who want to see what controllers say
     */
    BridgeConnections(
            String bridge,
            OpenFlowNetwork network,
            Function<ControllerConfig, ControllerConnection.Handler> handlers,
            ControllerConnection.Handler tools,
            ControllerConnection.Handler snoopers) {
        this.bridge = bridge;
        this.network = network;
        this.handlers = handlers;
        this.tools = tools;
        this.snoopers = snoopers;
    }

    /** Bring the connections in line with a configuration; what is in both stays as it is. Tries again what failed. */
    void update(BridgeConfig config) {
        Map<String, ControllerConfig> wanted = new LinkedHashMap<>();
        if (!config.holdsControllers()) {
            config.controllers().forEach(each -> wanted.put(each.target(), each));
        }
        boolean sameVersions = versions.equals(config.versions());
        versions = config.versions();
        for (Iterator<Map.Entry<String, RunningController>> all =
                        controllers.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, RunningController> each = all.next();
            ControllerConfig now = wanted.get(each.getKey());
            ControllerConfig before = configs.get(each.getKey());
            if (now == null || !sameVersions || before == null || !now.hasSameHandler(before)) {
                each.getValue().close();
                all.remove();
            } else if (!now.settings().equals(before.settings())) {
                each.getValue().configure(now.settings());
            }
        }
        configs.clear();
        configs.putAll(wanted);
        complaints.retainAll(wanted.keySet());
        wanted.forEach((target, each) -> {
            if (!controllers.containsKey(target)) {
                open(target, each.settings(), handlers.apply(each), true);
            }
        });
        ConnectionSettings mgmt =
                ConnectionSettings.DEFAULT.withVersions(versions).withProbeMs(MGMT_PROBE_MILLIS);
        listen("mgmt", mgmt, tools);
        listen("snoop", ConnectionSettings.DEFAULT.withProbeMs(0), snoopers);
        String another = network.listener(bridge);
        if (another != null) {
            listenOn(another, mgmt, tools);
        }
    }

    private void listen(String suffix, ConnectionSettings settings, ControllerConnection.Handler handler) {
        listenOn("punix:" + network.rundir() + "/" + bridge + "." + suffix, settings, handler);
    }

    private void listenOn(String target, ConnectionSettings settings, ControllerConnection.Handler handler) {
        RunningController there = sockets.get(target);
        if (there != null) {
            there.configure(settings);
            return;
        }
        RunningController made = open(target, settings, handler, false);
        if (made != null) {
            sockets.put(target, made);
        }
    }

    private @Nullable RunningController open(
            String target, ConnectionSettings settings, ControllerConnection.Handler handler, boolean isConfigured) {
        try {
            Remote remote = ControllerTarget.parse(target, bridge, network.rundir());
            RunningController made = RunningController.open(remote, bridge, settings, network, handler);
            if (isConfigured) {
                controllers.put(target, made);
            }
            complaints.remove(target);
            return made;
        } catch (IllegalArgumentException e) {
            if (complaints.add(target)) {
                VLOG.log(LIMIT, LogLevel.ERR, "bridge %s: %s", bridge, e.getMessage());
            }
            return null;
        }
    }

    /** Return the controllers that are connected to or listened on, by target. */
    Map<String, RunningController> controllers() {
        return controllers;
    }

    /** Return for how many seconds no primary controller has been connected to; 0 if one is, or none is there. */
    long failingSeconds() {
        long least = Long.MAX_VALUE;
        long now = network.timers().now();
        for (Map.Entry<String, RunningController> each : controllers.entrySet()) {
            ControllerConfig config = configs.get(each.getKey());
            if (config != null && config.isPrimary() && each.getValue().status() != null) {
                least = Math.min(least, each.getValue().failingSeconds(now));
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** Have all connections to controllers made anew. */
    void reconnect() {
        controllers.values().forEach(RunningController::reconnect);
    }

    @Override
    public void close() {
        controllers.values().forEach(RunningController::close);
        sockets.values().forEach(RunningController::close);
        controllers.clear();
        sockets.clear();
    }
}
