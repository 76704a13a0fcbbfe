/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last transactions of a database, so that a client which reconnects is told only what it has missed
 * ("monitor_cond_since"). Bounded like that of Open vSwitch's server: at most 100 transactions, and no more atoms in
 * them than in the database, since beyond that the rows themselves are the shorter answer; but never less than one.
 *
 * <p>What was {@linkplain #restore restored} from an earlier run says everything but {@code _version}: the versions of
 * rows are kept nowhere, and after a restart all are new.
 *
 * <p>Owned by the engine's thread.
 */
public final class TransactionHistory implements Database.CommitListener {

    private static final int MAX_TRANSACTIONS = 100;

    private record Entry(ChangeSet changes, boolean restored) {}

    private final Database database;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private UUID start;
    private boolean startRestored;
    private long atoms;

    /** Remember what happens to a database from now on. */
    public TransactionHistory(Database database) {
        this.database = database;
        this.start = database.transactionId();
        database.addListener(this);
    }

    /**
     * Put the transactions of an earlier run before those of this one.
     *
     * @param earliest the state that the first of them changed
     * @param transactions oldest first; the last one leads to the state that the database was opened in
     */
    void restore(UUID earliest, List<ChangeSet> transactions) {
        if (!entries.isEmpty()) {
            throw new IllegalStateException("the database has changed already");
        }
        start = earliest;
        startRestored = true;
        for (int i = 0; i < transactions.size(); i++) {
            add(transactions.get(i), i < transactions.size() - 1);
        }
        trim();
    }

    @Override
    public void committed(Database source, ChangeSet changes) {
        add(changes, false);
        trim();
    }

    private void add(ChangeSet changes, boolean restored) {
        entries.add(new Entry(changes, restored));
        atoms += changes.atoms();
    }

    private void trim() {
        while (entries.size() > 1 && (entries.size() > MAX_TRANSACTIONS || atoms > database.atoms())) {
            Entry oldest = entries.remove();
            start = oldest.changes.transactionId();
            startRestored = oldest.restored;
            atoms -= oldest.changes.atoms();
        }
    }

    /**
     * Return the transactions after a state, oldest first; null if that state is unknown or too long ago.
     *
     * @param versions whether the changes of {@code _version} have to be known too
     */
    public @Nullable List<ChangeSet> since(UUID transactionId, boolean versions) {
        List<ChangeSet> later = null;
        if (transactionId.equals(start) && !(versions && startRestored)) {
            later = new ArrayList<>();
        }
        for (Entry entry : entries) {
            if (later != null) {
                later.add(entry.changes);
            } else if (entry.changes.transactionId().equals(transactionId) && !(versions && entry.restored)) {
                later = new ArrayList<>();
            }
        }
        return later;
    }

    /** Return the state before the oldest transaction. */
    UUID start() {
        return start;
    }

    /** Return all transactions, oldest first. */
    List<ChangeSet> all() {
        return entries.stream().map(Entry::changes).toList();
    }

    /** Return the number of transactions, {@code txn-history} in {@code memory/show}. */
    public int size() {
        return entries.size();
    }

    /** Return the number of atoms in them, {@code txn-history-atoms} in {@code memory/show}. */
    public long atoms() {
        return atoms;
    }
}
