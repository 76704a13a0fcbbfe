/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.connection.ConnectionSettings;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.Controller;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads who controls a bridge, as ovs-vswitchd.conf.db(5) says. Stateless. */
final class ControllerReader {

    /** The columns that are read or written of the table {@code Controller}. */
    static final Set<String> COLUMNS = Set.of(
            Controller.Column.TARGET,
            Controller.Column.TYPE,
            Controller.Column.CONNECTION_MODE,
            Controller.Column.MAX_BACKOFF,
            Controller.Column.INACTIVITY_PROBE,
            Controller.Column.ENABLE_ASYNC_MESSAGES,
            Controller.Column.CONTROLLER_RATE_LIMIT,
            Controller.Column.CONTROLLER_BURST_LIMIT,
            Controller.Column.CONTROLLER_QUEUE_SIZE,
            Controller.Column.OTHER_CONFIG,
            Controller.Column.IS_CONNECTED,
            Controller.Column.ROLE,
            Controller.Column.STATUS);

    /** The DSCP of network control, which connections to controllers have unless configured otherwise. */
    private static final int DEFAULT_DSCP = 48;

    /** The connection mode of controllers and managers that are not reached through a bridge. */
    static final String OUT_OF_BAND = "out-of-band";

    private static final int MAX_DSCP = 63;
    private static final int DEFAULT_QUEUE = 100;
    private static final int MAX_QUEUE = 512;

    private ControllerReader() {}

    /** Return the versions of OpenFlow that a bridge speaks: all, unless the database names some. */
    static Set<OpenFlowVersion> versions(Bridge row, Consumer<String> warnings) {
        Set<OpenFlowVersion> versions = EnumSet.noneOf(OpenFlowVersion.class);
        for (String name : row.protocols()) {
            OpenFlowVersion version = OpenFlowVersion.named(name);
            if (version == null) {
                warnings.accept("bridge " + row.name() + ": unknown protocol \"" + name + "\", ignoring it");
            } else {
                versions.add(version);
            }
        }
        return versions.isEmpty() ? ConnectionSettings.DEFAULT.versions() : versions;
    }

    /** Return the controllers of a bridge. */
    static List<ControllerConfig> controllers(Bridge row, Set<OpenFlowVersion> versions, Consumer<String> warnings) {
        List<Controller> rows = row.controller();
        if (rows.size() == 1 && rows.get(0).target().equals("none")) {
            return List.of();
        }
        Set<String> targets = new HashSet<>();
        List<ControllerConfig> controllers = new ArrayList<>();
        for (Controller each : rows) {
            if (targets.add(each.target())) {
                controllers.add(controller(each, row.otherConfig(), versions));
            } else {
                warnings.accept("bridge " + row.name() + ": Duplicate controllers \"" + each.target() + "\".");
            }
        }
        return controllers;
    }

    private static ControllerConfig controller(
            Controller row, Map<String, String> bridge, Set<OpenFlowVersion> versions) {
        int dscp = SwitchConfig.number(row.otherConfig(), "dscp", DEFAULT_DSCP);
        ConnectionSettings settings = new ConnectionSettings(
                versions,
                probe(row.inactivityProbe(5000)),
                (int) Math.min(row.maxBackoff(8000), Integer.MAX_VALUE),
                dscp < 0 || dscp > MAX_DSCP ? DEFAULT_DSCP : dscp);
        return new ControllerConfig(
                row.uuid(),
                row.target(),
                isPrimary(row),
                !OUT_OF_BAND.equals(row.connectionMode()),
                settings,
                row.enableAsyncMessages(true),
                (int) row.controllerRateLimit(0),
                (int) row.controllerBurstLimit(0),
                queueSize(row, bridge));
    }

    /** Return the probe in milliseconds; shorter than a second, as in Open vSwitch, is one second. */
    private static int probe(long millis) {
        return millis == 0 ? 0 : (int) Math.min(Math.max(millis, 1000), Integer.MAX_VALUE);
    }

    private static boolean isPrimary(Controller row) {
        String type = row.type();
        if (type != null) {
            return type.equals("primary");
        }
        try {
            return Remote.parse(row.target(), Remote.OPENFLOW_PORT).isActive();
        } catch (IllegalArgumentException e) {
            return false; // Whoever opens it says what is wrong with it.
        }
    }

    private static int queueSize(Controller row, Map<String, String> bridge) {
        long ofBridge = SwitchConfig.number(bridge, "controller-queue-size", DEFAULT_QUEUE);
        long size = row.controllerQueueSize(ofBridge);
        return (int) (size < 1 || size > MAX_QUEUE ? DEFAULT_QUEUE : size);
    }
}
