/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A transaction that is made again until it is committed or cannot be. An attempt that failed is followed by the next as
 * soon as the replica is another one; or after a pause, since what was verified need not be among what is monitored. Owned
 * by the client's thread.
 */
final class Attempts {

    private static final int PAUSE_MS = 500;

    private final ReconnectingClient client;
    private final Consumer<ReplicaTransaction> body;
    private final CompletableFuture<TransactionResult> result = new CompletableFuture<>();
    private int turn;
    private boolean underWay;

    Attempts(ReconnectingClient client, Consumer<ReplicaTransaction> body) {
        this.client = client;
        this.body = body;
        result.whenComplete((done, failure) -> client.soon(() -> client.awaitReplica(this, null)));
    }

    CompletableFuture<TransactionResult> result() {
        return result;
    }

    /** Attempt it now, or when there is a server. */
    void run() {
        turn++;
        if (result.isDone()) {
            return;
        }
        if (client.isClosed()) {
            giveUp("the client is closed");
            return;
        }
        if (!client.isConnected()) {
            runLater();
            return;
        }
        TransactionBuilder transaction = client.transaction();
        try {
            body.accept(transaction);
        } catch (Throwable e) {
            result.completeExceptionally(e);
            return;
        }
        underWay = true;
        transaction.submit().thenAccept(outcome -> {
            underWay = false;
            if (outcome.status() != TransactionStatus.TRY_AGAIN) {
                result.complete(outcome);
            } else if (client.isClosed() || client.replica() == transaction.replica()) {
                runLater();
            } else {
                client.soon(this::run);
            }
        });
    }

    /** Attempt it again when the replica has changed, or after a pause. */
    private void runLater() {
        int mine = turn;
        Runnable again = () -> {
            if (mine == turn) {
                run();
            }
        };
        client.awaitReplica(this, again);
        if (client.isConnected()) {
            client.later(again, PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** End the attempts. */
    void giveUp(String reason) {
        result.complete(
                underWay
                        ? new TransactionResult(TransactionStatus.UNKNOWN, reason + " before the server replied")
                        : new TransactionResult(TransactionStatus.TRY_AGAIN, reason));
    }
}
