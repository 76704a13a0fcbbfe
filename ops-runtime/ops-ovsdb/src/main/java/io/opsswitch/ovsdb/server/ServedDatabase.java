/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Access;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.engine.Executor.Outcome;
import io.opsswitch.ovsdb.engine.RoleAccess;
import io.opsswitch.ovsdb.history.HistoryFile;
import io.opsswitch.ovsdb.monitor.MonitorHub;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A database as a server offers it: runs transactions in the order of their arrival, keeps those that wait, and replies
 * when a transaction is as safe as its client asked. Owned by the engine's thread.
 */
final class ServedDatabase {

    private static final Coverage EXECUTED = Coverage.counter("ovsdb_execute");
    private static final Coverage COMMITTED = Coverage.counter("ovsdb_commit");

    private final String name;
    private final OvsdbServer server;
    private final ScheduledExecutorService engine;
    private final LockTable locks;
    private final List<Database.CommitListener> listeners = new ArrayList<>();
    private Database database;
    private @Nullable DatabaseFile file;
    private MonitorHub hub;
    private DatabaseStatus status = DatabaseStatus.STANDALONE;
    private boolean available = true;
    private boolean readOnly;
    private final TableLog tableLog = new TableLog(this);
    private @Nullable Forwarder forwarder;
    private final Deque<PendingTransaction> queue = new ArrayDeque<>();
    private final Set<PendingTransaction> waiting = new LinkedHashSet<>();
    private boolean busy;
    private boolean changed;

    /** Serve a database; without a file it is in memory only. */
    ServedDatabase(Database database, @Nullable DatabaseFile file, OvsdbServer server) {
        this.name = database.schema().name();
        this.server = server;
        this.engine = server.engine();
        this.locks = server.locks();
        this.database = database;
        this.file = file;
        this.hub = file == null ? new MonitorHub(database) : new MonitorHub(database, HistoryFile.open(file));
        database.addListener(this::committed);
    }

    private void committed(Database source, ChangeSet changes) {
        changed = true;
        COMMITTED.hit();
        tableLog.committed(changes);
        if (hub.isPending()) {
            server.flushLater(hub);
        }
        List.copyOf(listeners).forEach(listener -> listener.committed(source, changes));
    }

    String name() {
        return name;
    }

    TableLog tableLog() {
        return tableLog;
    }

    /** Hear about every commit, also after the database was replaced, until {@link #removeListener}. */
    void addListener(Database.CommitListener listener) {
        listeners.add(listener);
    }

    void removeListener(Database.CommitListener listener) {
        listeners.remove(listener);
    }

    DatabaseStatus status() {
        return status;
    }

    /** Change what {@code _Server} says of the database. */
    void setStatus(DatabaseStatus changedStatus) {
        if (!changedStatus.equals(status)) {
            status = changedStatus;
            server.databases().statusChanged(this);
        }
    }

    /** Return whether there is a schema: false for a relay that has not reached its source yet. */
    boolean isAvailable() {
        return available;
    }

    /** Say that there is no schema yet; {@link Databases#replace} brings one. */
    void setUnavailable() {
        available = false;
    }

    /** Have clients refused that want to change the database, as in a backup. The server's own changes are not. */
    void setReadOnly(boolean refuse) {
        readOnly = refuse;
    }

    /** Executes transactions that write in the place of this server, as a relay's source does. */
    interface Forwarder {
        /** Have a transaction executed; it gets its reply sooner or later, unless it is removed before. */
        void forward(PendingTransaction transaction);

        /** Forget a transaction that was given; returns false if it was not. */
        boolean remove(PendingTransaction transaction);

        /** Stop for good. */
        void close();
    }

    /** Have transactions that write executed elsewhere. */
    void setForwarder(Forwarder other) {
        forwarder = other;
    }

    /** Return whether another server has the database, and this one a copy of it. */
    boolean isCopy() {
        return forwarder != null;
    }

    /** Put other contents in the place of these: for {@link Databases#replace}, which does what has to go with it. */
    void replace(Database other, @Nullable DatabaseFile otherFile) {
        database = other;
        file = otherFile;
        hub = new MonitorHub(other);
        available = true;
        other.addListener(this::committed);
        changed = true;
        run();
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
        params.add(Json.of(name));
        params.addAll(operations);
        transact(new PendingTransaction(this, null, Json.of(what), new Json.Arr(params), false));
    }

    boolean isReadOnlyFor(@Nullable Session session) {
        return session != null && (readOnly || session.isReadOnly());
    }

    private Access access(@Nullable Session session) {
        return session == null ? Access.ALL : RoleAccess.of(database, session.role(), session.peerId());
    }

    private String readOnlyReason(PendingTransaction transaction) {
        return isReadOnlyFor(transaction.session)
                ? "%s operation not allowed when database server is in read only mode"
                : "";
    }

    /** Close the file, if there is one; transactions under way are on the disk when this returns. */
    void close() {
        if (forwarder != null) {
            forwarder.close();
        }
        if (file != null) {
            HistoryFile.save(file, hub.history());
        }
        database.close();
    }

    /** Forget a transaction; returns false if it is too late: it is in the log already. */
    boolean remove(PendingTransaction transaction) {
        return waiting.remove(transaction)
                | queue.remove(transaction)
                | (forwarder != null && forwarder.remove(transaction));
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
            if (!next.done && next.conversion) {
                convert(next);
            } else if (!next.done) {
                execute(next);
            }
        }
    }

    /** Put the database under another schema; transactions that come meanwhile wait, and are then cancelled. */
    private void convert(PendingTransaction request) {
        DatabaseSchema schema;
        try {
            schema = ConvertRequest.check(this, request);
        } catch (OvsdbException e) {
            request.fail(e);
            return;
        }
        busy = true;
        ConvertRequest.start(database, file, schema, engine)
                .whenComplete((converted, error) -> engine.execute(() -> {
                    if (error == null) {
                        server.databases().replace(this, converted.database(), converted.file(), null);
                        request.reply(new JsonRpcMessage.Reply(Json.object(), request.id));
                        server.databases().disconnect(false, "committed " + name + " database schema conversion");
                    } else {
                        request.fail(error(error));
                    }
                    busy = false;
                    run();
                }));
    }

    private void execute(PendingTransaction transaction) {
        EXECUTED.hit();
        Outcome outcome = Executor.execute(
                database,
                transaction.params,
                readOnlyReason(transaction),
                lock -> locks.isOwner(transaction.session, lock),
                access(transaction.session),
                transaction.waitedMs(),
                forwarder != null);
        transaction.attempted = true;
        if (outcome instanceof Outcome.Foreign && forwarder != null) {
            forwarder.forward(transaction);
        } else if (outcome instanceof Outcome.Finished finished) {
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
        return error(cause.get(0));
    }

    private static OvsdbException error(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof OvsdbException error
                ? error
                : OvsdbException.of("internal error", "%s", String.valueOf(cause));
    }

    private static void reply(PendingTransaction transaction, Json results) {
        transaction.reply(new JsonRpcMessage.Reply(results, transaction.id));
    }
}
