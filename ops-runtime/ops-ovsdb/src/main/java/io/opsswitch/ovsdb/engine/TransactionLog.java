/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.OvsdbException;
import java.util.concurrent.CompletableFuture;

/**
 * Where a database's transactions are kept, in their order. A transaction goes through three states: <em>appended</em>
 * when the log has taken it, <em>committed</em> when it can no longer be lost to another history (a file: at once; a
 * cluster: when the majority has it), <em>applied</em> when the engine has put it into its tables and told the monitors.
 * The engine applies a transaction only once it is committed, and appends no other before.
 */
public interface TransactionLog extends AutoCloseable {

    /**
     * How far an appended transaction is. Both futures may complete on any thread, exceptionally with {@link
     * OvsdbException}.
     *
     * @param committed the transaction may be applied
     * @param durable the transaction survives a loss of power
     */
    record Progress(CompletableFuture<Void> committed, CompletableFuture<Void> durable) {
        private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

        /** Return the progress of a transaction that needs no log. */
        public static Progress done() {
            return new Progress(DONE, DONE);
        }
    }

    /**
     * Append a transaction; called on the engine's thread.
     *
     * @param durable whether somebody waits for it to be durable
     * @throws OvsdbException if it could not be appended; the database is then as before
     */
    Progress append(ChangeSet changes, boolean durable) throws OvsdbException;

    @Override
    void close();

    /** A log that keeps nothing, for databases in memory. */
    static TransactionLog none() {
        return new TransactionLog() {
            @Override
            public Progress append(ChangeSet changes, boolean durable) {
                return Progress.done();
            }

            @Override
            public void close() {}
        };
    }
}
