/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.connection.ActiveController;
import io.opsswitch.vswitchd.connection.ConnectionSettings;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import io.opsswitch.vswitchd.connection.ControllerListener;
import io.opsswitch.vswitchd.connection.ControllerStatus;
import org.jspecify.annotations.Nullable;

/** One target of a bridge that is connected to, or listened on. Owned by the switch's thread. */
sealed interface RunningController extends AutoCloseable {

    /**
     * Begin with a target.
     *
     * @param handler gets the connections
     * @throws IllegalArgumentException if that is not possible, with a message for the log
     */
    static RunningController open(
            Remote remote,
            String bridge,
            ConnectionSettings settings,
            OpenFlowNetwork network,
            ControllerConnection.Handler handler) {
        String prefix = bridge + "<->";
        if (remote.isPassive()) {
            return new Passive(
                    ControllerListener.open(remote, prefix, settings, network.loops(), network.tls(), handler));
        }
        return new Active(
                new ActiveController(remote, prefix + remote.text(), settings, network.loops(), network.tls(), handler),
                network.timers().now());
    }

    /** Take other settings. */
    void configure(ConnectionSettings settings);

    /** Return how the connection is; null if it listens. */
    @Nullable
    ControllerStatus status();

    /** Return for how many seconds there has been no connection at a time in milliseconds; 0 if there is one, or it listens. */
    default long failingSeconds(long now) {
        return 0;
    }

    /** Have connections made anew. */
    void reconnect();

    @Override
    void close();

    /** Connects. */
    record Active(ActiveController controller, long created) implements RunningController {
        @Override
        public void configure(ConnectionSettings settings) {
            controller.settings(settings);
        }

        @Override
        public ControllerStatus status() {
            return controller.status();
        }

        @Override
        public long failingSeconds(long now) {
            ControllerStatus status = controller.status();
            if (status.isConnected()) {
                return 0;
            }
            long since = status.disconnectedAt() == Long.MIN_VALUE ? created : status.disconnectedAt();
            return (now - since) / 1000;
        }

        @Override
        public void reconnect() {
            controller.reconnect();
        }

        @Override
        public void close() {
            controller.close();
        }
    }

    /** Listens. */
    record Passive(ControllerListener listener) implements RunningController {
        @Override
        public void configure(ConnectionSettings settings) {
            listener.settings(settings);
        }

        @Override
        public @Nullable ControllerStatus status() {
            return null;
        }

        @Override
        public void reconnect() {}

        @Override
        public void close() {
            listener.close();
        }
    }
}
