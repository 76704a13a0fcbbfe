/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.BooleanSupplier;

/**
 * Shows what one of the controllers that the database names says and hears: the primary one, else one that is equal to
 * others, else the next that connects.
 */
final class Snoopers implements ControllerConnection.Handler {

    private static final Vlog VLOG = Vlog.module("connmgr");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(60, 5);

    private final Snoops snoops;
    private final Collection<Controller> controllers;
    private final BooleanSupplier expectsControllers;

    Snoopers(Snoops snoops, Collection<Controller> controllers, BooleanSupplier expectsControllers) {
        this.snoops = snoops;
        this.controllers = controllers;
        this.expectsControllers = expectsControllers;
    }

    @Override
    public void connected(ControllerConnection connection) {
        controllers.stream()
                .filter(controller -> !controller.isService)
                .max(Comparator.comparingInt(Snoopers::showsMost))
                .ifPresentOrElse(
                        controller -> snoops.follow(connection, controller.connection), () -> await(connection));
    }

    private void await(ControllerConnection connection) {
        if (expectsControllers.getAsBoolean()) {
            snoops.await(connection);
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
        snoops.ended(connection);
    }
}
