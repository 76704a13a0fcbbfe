/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A "transact" request that has no reply yet. Owned by the engine's thread. */
final class PendingTransaction {

    final Session session;
    final Json id;
    final Json.Arr params;
    private final long startNanos = System.nanoTime();

    @Nullable
    ScheduledFuture<?> timer;

    boolean done;

    PendingTransaction(Session session, Json id, Json.Arr params) {
        this.session = session;
        this.id = id;
        this.params = params;
    }

    long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    void reply(JsonRpcMessage message) {
        if (!done) {
            done = true;
            stopTimer();
            session.finish(this, message);
        }
    }

    /** End it without a reply: its session is gone. */
    void drop() {
        done = true;
        stopTimer();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
