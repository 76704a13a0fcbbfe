/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.uplink.Uplink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock that a client has asked for (RFC 7047 section 4.1.8). Owned by the client's thread, but {@link #isHeld} may be
 * called by any.
 */
final class LockState {

    private static final Vlog VLOG = Vlog.module("ovsdb_idl");

    private final Consumer<Boolean> listener;
    private @Nullable String name;
    private @Nullable String requested;
    private volatile boolean held;
    private volatile boolean contended;

    LockState(Consumer<Boolean> listener) {
        this.listener = listener;
    }

    /** Return the name of the lock; null if none is asked for. */
    @Nullable
    String name() {
        return name;
    }

    boolean isHeld() {
        return held;
    }

    /** Return whether the server has said that another has the lock. */
    boolean isContended() {
        return contended;
    }

    /** Ask for another lock, or none; what is sent goes out with {@link #request}. */
    void name(@Nullable String wanted) {
        name = wanted;
    }

    /** Bring the server to know what is wanted. */
    void request(Uplink uplink) {
        String old = requested;
        String wanted = name;
        if (old != null && !old.equals(wanted)) {
            uplink.request("unlock", Json.array(Json.of(old)), reply -> {});
            requested = null;
            contended = false;
            hold(false);
        }
        if (wanted != null && requested == null) {
            requested = wanted;
            uplink.request("lock", Json.array(Json.of(wanted)), reply -> {
                if (wanted.equals(requested)) {
                    granted(wanted, reply);
                }
            });
        }
    }

    private void granted(String wanted, JsonRpcMessage reply) {
        if (reply instanceof JsonRpcMessage.Reply ok) {
            boolean isOurs = ok.result() instanceof Json.Obj object && Json.TRUE.equals(object.get("locked"));
            contended = !isOurs;
            hold(isOurs);
        } else {
            VLOG.warn("lock %s was refused: %s", wanted, reply.toJson());
        }
    }

    /** Take a notification that the lock is ours, or another client's. */
    void notified(JsonRpcMessage.Notification notification) {
        Json.Arr params = notification.params();
        String lock = params.size() == 0 ? null : params.get(0).asString();
        if (lock != null && lock.equals(requested)) {
            switch (notification.method()) {
                case "locked" -> {
                    contended = false;
                    hold(true);
                }
                case "stolen" -> {
                    contended = true;
                    hold(false);
                }
                default -> VLOG.dbg("unexpected notification %s", notification.method());
            }
        }
    }

    /** Note that the connection is gone, and with it the lock. */
    void disconnected() {
        requested = null;
        contended = false;
        hold(false);
    }

    private void hold(boolean now) {
        if (held != now) {
            held = now;
            listener.accept(now);
        }
    }
}
