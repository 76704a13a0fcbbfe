/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.follow.DatabaseFeed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Transactions that were sent and have no reply yet. Owned by the client's thread. */
final class PendingTransactions {

    /** Whoever sends more than the server executes is told so, instead of filling the memory. */
    static final int LIMIT = 10_000;

    private final String database;
    private final Set<CompletableFuture<TransactionResult>> waiting = new LinkedHashSet<>();

    PendingTransactions(String database) {
        this.database = database;
    }

    /**
     * Send a transaction.
     *
     * @param lock the lock that must be held; null for none
     * @param replied called when the reply is there, before the result is told
     */
    void send(
            TransactionRequest request,
            DatabaseFeed feed,
            @Nullable String lock,
            Runnable replied,
            CompletableFuture<TransactionResult> result) {
        if (waiting.size() >= LIMIT) {
            result.complete(new TransactionResult(
                    TransactionStatus.TRY_AGAIN, LIMIT + " transactions wait for the server's reply already"));
            return;
        }
        List<Json> params = new ArrayList<>(request.operations().size() + 2);
        params.add(Json.of(database));
        if (lock != null) {
            params.add(Json.object().with("op", Json.of("assert")).with("lock", Json.of(lock)));
        }
        int before = params.size() - 1;
        params.addAll(request.operations());
        boolean relayed = feed.isRelayed();
        waiting.add(result);
        feed.uplink().request("transact", new Json.Arr(params), reply -> {
            if (waiting.remove(result)) {
                replied.run();
                result.complete(request.result(reply, before, relayed));
            }
        });
    }

    /** End all: the server may have executed them or not. */
    void lose(String reason) {
        List<CompletableFuture<TransactionResult>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(each -> each.complete(new TransactionResult(TransactionStatus.UNKNOWN, reason)));
    }
}
