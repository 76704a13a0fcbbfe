/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to a controller is. Immutable.
 *
 * @param state what it is doing
 * @param connectedAt when it was last connected, in milliseconds of the switch's clock; {@link
 *     Long#MIN_VALUE} for never
 * @param disconnectedAt when a connection last ended, likewise
 * @param lastError why the last attempt failed or the last connection ended, null if by the peer's will
 */
public record ControllerStatus(
        State state,
        long connectedAt,
        long disconnectedAt,
        @Nullable String lastError) {

    static final ControllerStatus INITIAL = new ControllerStatus(State.VOID, Long.MIN_VALUE, Long.MIN_VALUE, null);

    /** What a connection is doing, under the names of Open vSwitch. */
    public enum State {
        /** Nothing. */
        VOID,
        /** Waits before it tries again. */
        BACKOFF,
        /** Tries. */
        CONNECTING,
        /** Is there. */
        ACTIVE
    }

    /** Return whether there is a connection. */
    public boolean isConnected() {
        return state == State.ACTIVE;
    }

    /** Return the pairs of the column {@code status} of the table {@code Controller}, at a time of the switch's clock. */
    public Map<String, String> pairs(long now) {
        Map<String, String> pairs = new TreeMap<>();
        pairs.put("state", state.name());
        if (lastError != null) {
            pairs.put("last_error", lastError);
        }
        putSeconds(pairs, "sec_since_connect", connectedAt, now);
        putSeconds(pairs, "sec_since_disconnect", disconnectedAt, now);
        return pairs;
    }

    private static void putSeconds(Map<String, String> pairs, String key, long since, long now) {
        if (since != Long.MIN_VALUE) {
            pairs.put(key, Long.toString((now - since) / 1000));
        }
    }
}
