/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.engine.Executor.Outcome;
import io.opsswitch.ovsdb.monitor.MonitorHub;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A database as a server offers it: runs transactions in the order of their arrival, keeps those that wait, and replies
 * when a transaction is as safe as its client asked. Owned by the engine's thread.
 */
final class ServedDatabase {

    private final Database database;
    private final @Nullable DatabaseFile file;
    private final MonitorHub hub;
    private final ScheduledExecutorService engine;
    private final LockTable locks;
    private final String readOnlyReason;
    private final Deque<PendingTransaction> queue = new ArrayDeque<>();
    private final Set<PendingTransaction> waiting = new LinkedHashSet<>();
    private boolean busy;
    private boolean changed;

    ServedDatabase(Database database, @Nullable DatabaseFile file, ScheduledExecutorService engine, LockTable locks) {
        this.database = database;
        this.file = file;
        this.engine = engine;
        this.locks = locks;
        this.hub = new MonitorHub(database);
        this.readOnlyReason = database.schema().name().startsWith("_")
                ? "%s operation not allowed on table in reserved database "
                        + database.schema().name()
                : "";
        database.addListener((source, changes) -> changed = true);
    }

    Database database() {
        return database;
    }

    @Nullable
    DatabaseFile file() {
        return file;
    }

    MonitorHub hub() {
        return hub;
    }

    int waitingCount() {
        return waiting.size() + queue.size();
    }

    void transact(PendingTransaction transaction) {
        queue.add(transaction);
        run();
    }

    /** Change the database on the server's own behalf; {@code what} names the change should it fail. */
    void change(String what, List<Json> operations) {
        List<Json> params = new ArrayList<>(operations.size() + 1);
        params.add(Json.of(database.schema().name()));
        params.addAll(operations);
        transact(new PendingTransaction(null, Json.of(what), new Json.Arr(params)));
    }

    private String readOnlyReason(PendingTransaction transaction) {
        return readOnlyReason.isEmpty() && transaction.session != null
                ? transaction.session.readOnlyReason()
                : readOnlyReason;
    }

    /** Forget a transaction that its client has cancelled. */
    void remove(PendingTransaction transaction) {
        waiting.remove(transaction);
        queue.remove(transaction);
    }

    /** Run what is queued until a transaction has to wait for the log. */
    private void run() {
        while (!busy) {
            PendingTransaction next = queue.poll();
            if (next == null && changed && !waiting.isEmpty()) {
                queue.addAll(waiting);
                waiting.clear();
                changed = false;
                continue;
            }
            if (next == null) {
                changed = false;
                return;
            }
            if (!next.done) {
                execute(next);
            }
        }
    }

    private void execute(PendingTransaction transaction) {
        Outcome outcome = Executor.execute(
                database,
                transaction.params,
                readOnlyReason(transaction),
                name -> locks.isOwner(transaction.session, name),
                transaction.elapsedMs());
        if (outcome instanceof Outcome.Finished finished) {
            reply(transaction, finished.results());
        } else if (outcome instanceof Outcome.Waiting wait) {
            waiting.add(transaction);
            long left = wait.timeoutMs() - transaction.elapsedMs();
            if (transaction.timer == null && wait.timeoutMs() != Long.MAX_VALUE) {
                transaction.timer = engine.schedule(() -> retry(transaction), Math.max(0, left), TimeUnit.MILLISECONDS);
            }
        } else if (outcome instanceof Outcome.Appended appended) {
            Executor.Commit commit = appended.commit();
            CompletableFuture<Void> committed = commit.progress().committed();
            if (committed.isDone()) {
                complete(transaction, commit);
            } else {
                busy = true;
                committed.whenComplete((nothing, error) -> engine.execute(() -> {
                    busy = false;
                    complete(transaction, commit);
                    run();
                }));
            }
        }
    }

    private void retry(PendingTransaction transaction) {
        transaction.timer = null;
        if (waiting.remove(transaction)) {
            queue.add(transaction);
            run();
        }
    }

    private void complete(PendingTransaction transaction, Executor.Commit commit) {
        OvsdbException refused = failure(commit.progress().committed());
        if (refused != null) {
            reply(transaction, commit.failure(refused));
            return;
        }
        commit.apply();
        CompletableFuture<Void> durable = commit.progress().durable();
        if (!commit.durable() || durable.isDone()) {
            replyDurable(transaction, commit);
        } else {
            durable.whenComplete((nothing, error) -> engine.execute(() -> replyDurable(transaction, commit)));
        }
    }

    private static void replyDurable(PendingTransaction transaction, Executor.Commit commit) {
        OvsdbException lost = commit.durable() ? failure(commit.progress().durable()) : null;
        reply(transaction, lost == null ? commit.results() : commit.failure(lost));
    }

    private static @Nullable OvsdbException failure(CompletableFuture<Void> future) {
        if (!future.isCompletedExceptionally()) {
            return null;
        }
        List<Throwable> cause = new ArrayList<>();
        future.whenComplete((nothing, error) -> cause.add(error));
        return cause.get(0) instanceof OvsdbException error
                ? error
                : OvsdbException.of("internal error", "%s", String.valueOf(cause.get(0)));
    }

    private static void reply(PendingTransaction transaction, Json results) {
        transaction.reply(new JsonRpcMessage.Reply(results, transaction.id));
    }
}
