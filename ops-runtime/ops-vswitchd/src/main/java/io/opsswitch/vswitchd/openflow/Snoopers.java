/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows what one of the controllers that the database names says and hears: the primary one, else one that is equal to
 * others, else the next that connects. Owned by the thread that handles messages.
 */
final class Snoopers implements ControllerConnection.Handler {

    private static final Vlog VLOG = Vlog.module("connmgr");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(60, 5);

    private final Collection<Controller> controllers;
    private final SwitchView view;
    /** At whom each of them looks on, who stays the same when he connects again; empty as long as none has connected. */
    private final Map<ControllerConnection, String> targets = new HashMap<>();

    Snoopers(Collection<Controller> controllers, SwitchView view) {
        this.controllers = controllers;
        this.view = view;
    }

    /** Hear that a controller that the database names has connected. */
    void controllerConnected(ControllerConnection controller) {
        targets.forEach((snooper, target) -> {
            if (target.isEmpty() || target.equals(controller.name())) {
                follow(snooper, controller);
            }
        });
    }

    private void follow(ControllerConnection snooper, ControllerConnection controller) {
        targets.put(snooper, controller.name());
        controller.addMonitor(snooper);
    }

    @Override
    public void connected(ControllerConnection connection) {
        controllers.stream()
                .filter(controller -> !controller.isService)
                .max(Comparator.comparingInt(Snoopers::showsMost))
                .ifPresentOrElse(controller -> follow(connection, controller.connection), () -> await(connection));
    }

    private void await(ControllerConnection connection) {
        if (view.expectsControllers()) {
            targets.put(connection, "");
        } else {
            VLOG.log(LIMIT, LogLevel.INFO, "no controller connection to snoop");
            connection.close();
        }
    }

    private static int showsMost(Controller controller) {
        return switch (controller.role) {
            case PRIMARY -> 2;
            case SECONDARY -> 0;
            default -> 1;
        };
    }

    @Override
    public void received(ControllerConnection connection, ByteBuffer message) {
        // Who looks on has nothing to say.
    }

    @Override
    public void disconnected(ControllerConnection connection) {
        targets.remove(connection);
    }
}
