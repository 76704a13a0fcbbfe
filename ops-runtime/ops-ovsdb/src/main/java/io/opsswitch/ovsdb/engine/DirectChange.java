/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A transaction given as rows instead of operations: a record of the journal, or the server's own change of a database
 * in memory. It passes the same checks as any other. Owned by the engine's thread.
 */
public final class DirectChange {

    private final Database database;
    private final Transaction transaction;

    DirectChange(Database database) {
        this.database = database;
        this.transaction = new Transaction(database);
    }

    /** Return whether a row is there now. */
    public boolean has(String table, UUID uuid) {
        return transaction.row(database.table(table), uuid) != null;
    }

    /** Insert a row; columns that are not given have their defaults. */
    public DirectChange insert(String table, UUID uuid, Map<ColumnSchema, Datum> values) {
        Table target = database.table(table);
        transaction.insert(target, Row.of(target.schema(), uuid, values));
        return this;
    }

    /** Change columns of a row; with {@code diff} the values are differences as {@link Datum#diff} makes them. */
    public DirectChange update(String table, UUID uuid, Map<ColumnSchema, Datum> values, boolean diff)
            throws OvsdbException {
        Table target = database.table(table);
        Row row = transaction.row(target, uuid);
        if (row == null) {
            throw OvsdbException.syntax(null, "transaction changes row %s that does not exist", uuid);
        }
        Row.Edit edit = new Row.Edit(row);
        for (Map.Entry<ColumnSchema, Datum> value : values.entrySet()) {
            ColumnSchema column = value.getKey();
            Datum before = row.datum(column.index());
            edit.set(column.index(), diff ? before.applyDiff(value.getValue(), column.type()) : value.getValue());
        }
        transaction.replace(target, edit.row());
        return this;
    }

    /** Delete a row. */
    public DirectChange delete(String table, UUID uuid) throws OvsdbException {
        if (!has(table, uuid)) {
            throw OvsdbException.syntax(null, "transaction deletes row %s that does not exist", uuid);
        }
        transaction.delete(database.table(table), uuid);
        return this;
    }

    /** Delete all rows of a table but some. */
    public DirectChange deleteOthers(String table, Set<UUID> kept) {
        Table target = database.table(table);
        for (Row row : target.snapshot()) {
            if (!kept.contains(row.uuid())) {
                transaction.delete(target, row.uuid());
            }
        }
        return this;
    }

    /**
     * Check the change, and put it into effect as the one that leads to a state which has a name already: that of the
     * source which this database is a copy of. The log gets nothing.
     */
    public ChangeSet apply(UUID transactionId) throws OvsdbException {
        ChangeSet changes = database.prepare(transaction).named(transactionId);
        database.apply(transaction, changes);
        if (changes.isEmpty() && !transactionId.equals(database.transactionId())) {
            database.reach(changes);
        }
        return changes;
    }

    /**
     * Check the change, write it to the log, and put it into effect.
     *
     * @throws OvsdbException if it cannot be checked or written; the database is then as before
     * @throws IllegalStateException if the log commits late, as that of a cluster does: it has a source of its own
     */
    public ChangeSet commit() throws OvsdbException {
        ChangeSet changes = database.prepare(transaction);
        if (!database.append(changes, false).committed().isDone()) {
            throw new IllegalStateException("a copy is kept in a log that does not commit at once");
        }
        database.apply(transaction, changes);
        return changes;
    }

    /** Check the change and put it into effect without writing it to the log. */
    public ChangeSet apply() throws OvsdbException {
        ChangeSet changes = database.prepare(transaction);
        database.apply(transaction, changes);
        return changes;
    }
}
