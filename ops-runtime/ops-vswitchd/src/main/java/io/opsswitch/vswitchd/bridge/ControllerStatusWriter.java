/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.connection.ControllerStatus;
import io.opsswitch.vswitchd.db.Controller;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes how the connections to controllers are. For how long they have been so changes all the time; that is written
 * together with statistics, and when anything else has changed. Owned by the switch's thread.
 */
final class ControllerStatusWriter {

    private final Map<UUID, ControllerStatus> written = new HashMap<>();

    /**
     * Write what has changed of the controllers of a bridge; with {@code ages} all.
     *
     * @param now the time of the switch's clock
     */
    void write(RunningBridge bridge, boolean ages, long now, TypedTransaction transaction) {
        BridgeConnections connections = bridge.openFlow().connections();
        for (ControllerConfig config : bridge.config().controllers()) {
            RunningController running = connections.controllers().get(config.target());
            ControllerStatus status = running == null ? null : running.status();
            Controller.Editor row = Controller.edit(transaction, config.row());
            if (status == null) {
                // Who listens has many connections or none.
                row.isConnected(false).role(null).status(Map.of());
                continue;
            }
            Role role = bridge.openFlow().endpoint().roleOf(bridge.config().name() + "<->" + config.target());
            row.isConnected(status.isConnected()).role(nameOf(role));
            if (ages || !status.equals(written.put(config.row(), status))) {
                row.status(status.pairs(now));
            }
        }
    }

    /** Forget what was written of controllers that no bridge has any more. */
    void forgetOthers(Collection<RunningBridge> bridges) {
        written.keySet()
                .retainAll(bridges.stream()
                        .flatMap(bridge -> bridge.config().controllers().stream())
                        .map(ControllerConfig::row)
                        .collect(Collectors.toSet()));
    }

    private static @Nullable String nameOf(@Nullable Role role) {
        if (role == null) {
            return null;
        }
        return switch (role) {
            case EQUAL -> Controller.Role.OTHER;
            case PRIMARY -> Controller.Role.MASTER;
            case SECONDARY -> Controller.Role.SLAVE;
            case NOCHANGE -> null;
        };
    }
}
