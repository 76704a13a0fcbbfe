/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Executes the parameters of "transact" requests on a database. Owned by the engine's thread.
 *
 * <p>The results are a list with one element for each operation: results, then the error of the operation that failed,
 * then nulls. A failure at the commit is one element more.
 */
public final class Executor {

    /** How an execution went. */
    public sealed interface Outcome {
        /** The operations are done or one has failed; nothing is left to commit. */
        record Finished(Json results) implements Outcome {}

        /** A "wait" has to be tried again when the database has changed, or when this long has passed in total. */
        record Waiting(long timeoutMs) implements Outcome {}

        /** The transaction is sound as far as this copy of the database tells, and is for its source to execute. */
        record Foreign() implements Outcome {}

        /** The transaction was appended to the log; apply it when that is committed. */
        record Appended(Commit commit) implements Outcome {}
    }

    /** A transaction on its way from the log into the tables. Owned by the engine's thread. */
    public static final class Commit {
        private final Transaction transaction;
        private final ChangeSet changes;
        private final List<Json> results;
        private final TransactionLog.Progress progress;
        private final boolean durable;

        private Commit(
                Transaction transaction,
                ChangeSet changes,
                List<Json> results,
                TransactionLog.Progress progress,
                boolean durable) {
            this.transaction = transaction;
            this.changes = changes;
            this.results = results;
            this.progress = progress;
            this.durable = durable;
        }

        /** Return how far it is in the log. */
        public TransactionLog.Progress progress() {
            return progress;
        }

        /** Return whether the client wants to hear of it only when it is durable. */
        public boolean durable() {
            return durable;
        }

        /** Put it into effect and tell the monitors. */
        public void apply() {
            transaction.database().apply(transaction, changes);
        }

        /** Return the results for the client. */
        public Json results() {
            return new Json.Arr(results);
        }

        /** Return the results for the client with the error that the log ended in. */
        public Json failure(OvsdbException error) {
            List<Json> all = new ArrayList<>(results);
            all.add(error.toJson());
            return new Json.Arr(all);
        }
    }

    private Executor() {}

    /** Execute a request of a client that may change all, on a database of its own. */
    public static Outcome execute(
            Database database, Json.Arr params, String readOnlyReason, Predicate<String> holdsLock, long elapsedMs) {
        return execute(database, params, readOnlyReason, holdsLock, Access.ALL, elapsedMs, false);
    }

    /**
     * Execute a request.
     *
     * @param params the parameters: the database's name, then the operations
     * @param readOnlyReason why operations that write are refused, as a format for the operation's name; empty if they
     *     are not
     * @param holdsLock tells whether the client holds a lock
     * @param access decides what the client may change
     * @param elapsedMs the time since the request came, for "wait"
     * @param copy whether only the database's source may change it: what writes is tried only, see {@link
     *     Outcome.Foreign}
     */
    public static Outcome execute(
            Database database,
            Json.Arr params,
            String readOnlyReason,
            Predicate<String> holdsLock,
            Access access,
            long elapsedMs,
            boolean copy) {
        Transaction transaction = new Transaction(database);
        Operations operations = new Operations(database, transaction, holdsLock, access, elapsedMs);
        int n = params.size() - 1;
        List<Json> results = new ArrayList<>(n + 1);
        boolean writes = false;
        for (int i = 1; i <= n; i++) {
            try {
                results.add(operation(operations, params.get(i), i, n, readOnlyReason));
                writes |= copy && isWrite(params.get(i));
            } catch (OvsdbException e) {
                if (operations.waiting()) {
                    return new Outcome.Waiting(operations.timeoutMs());
                }
                return failed(results, e, n);
            }
        }
        if (writes) {
            return new Outcome.Foreign();
        }
        try {
            ChangeSet changes = database.prepare(transaction);
            TransactionLog.Progress progress = database.append(changes, operations.durable());
            return new Outcome.Appended(new Commit(transaction, changes, results, progress, operations.durable()));
        } catch (OvsdbException e) {
            results.add(e.toJson());
            return new Outcome.Finished(new Json.Arr(results));
        }
    }

    private static boolean isWrite(Json operation) {
        Json op = operation instanceof Json.Obj object ? object.get("op") : null;
        String name = op == null ? null : op.asString();
        return name != null && !Operations.isReadOnly(name);
    }

    private static Outcome failed(List<Json> results, OvsdbException error, int n) {
        results.add(error.toJson());
        while (results.size() < n) {
            results.add(Json.NULL);
        }
        return new Outcome.Finished(new Json.Arr(results));
    }

    private static Json operation(Operations operations, Json json, int i, int n, String readOnlyReason)
            throws OvsdbException {
        MemberParser members = new MemberParser(json, "ovsdb operation " + i + " of " + n);
        String op = members.requiredString("op", Kind.ID);
        members.check();
        Json result = operations.execute(op, members);
        if (!readOnlyReason.isEmpty() && !Operations.isReadOnly(op)) {
            throw OvsdbException.of("not allowed", readOnlyReason, op);
        }
        return result;
    }
}
