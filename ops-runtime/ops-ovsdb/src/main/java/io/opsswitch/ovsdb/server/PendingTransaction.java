/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * A "transact" or "convert" request that has no reply yet, or a change that the server makes itself (it has no session).
 * Owned by the engine's thread.
 */
final class PendingTransaction {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 1);

    final ServedDatabase database;
    final @Nullable Session session;

    final Json id;
    final Json.Arr params;
    final boolean conversion;
    private final long startNanos = System.nanoTime();

    @Nullable
    ScheduledFuture<?> timer;

    boolean done;
    boolean attempted;

    PendingTransaction(
            ServedDatabase database, @Nullable Session session, Json id, Json.Arr params, boolean conversion) {
        this.database = database;
        this.session = session;
        this.id = id;
        this.params = params;
        this.conversion = conversion;
    }

    /** Return for how long it waits: 0 for the first attempt, however long the server was busy before. */
    long waitedMs() {
        return attempted ? elapsedMs() : 0;
    }

    long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    void reply(JsonRpcMessage message) {
        if (!done) {
            done = true;
            stopTimer();
            if (session != null) {
                session.finish(this, message);
            } else if (message instanceof JsonRpcMessage.Reply reply && hasFailed(reply.result())) {
                VLOG.log(LIMIT, LogLevel.ERR, "Failed to update %s: %s", id, reply.result());
            }
        }
    }

    /** The results of operations are objects, and the one that failed is the one that says so. */
    private static boolean hasFailed(Json results) {
        return results instanceof Json.Arr array
                && array.elements().stream()
                        .anyMatch(each ->
                                each instanceof Json.Obj object && object.view().containsKey("error"));
    }

    /** End it with the reply of RFC 7047 section 4.1.4. */
    void cancel() {
        if (conversion) {
            fail(OvsdbException.of("canceled", "database conversion canceled because closing JSON-RPC session"));
        } else {
            reply(new JsonRpcMessage.Failure(Json.of("canceled"), id));
        }
    }

    /** End it with an error in the place of a result: what a conversion has, and never a transaction. */
    void fail(OvsdbException error) {
        reply(new JsonRpcMessage.Failure(error.toJson(), id));
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
