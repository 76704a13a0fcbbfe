/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Transaction.Touched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database: its tables, and the one way in which they change. Owned by the engine's thread, which is whatever thread
 * the caller has all calls made on; rows, change sets and snapshots that it gives out are immutable.
 */
public final class Database {

    /** Hears about every committed transaction, on the engine's thread, before its client gets the reply. */
    @FunctionalInterface
    public interface CommitListener {
        /** Handle a change; it has been applied. */
        void committed(Database database, ChangeSet changes);
    }

    /**
     * All rows at one moment, safe for use by any thread.
     *
     * @param tables the rows by the name of the table
     */
    public record Snapshot(DatabaseSchema schema, UUID transactionId, Map<String, List<Row>> tables) {}

    private final DatabaseSchema schema;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final UuidSource uuids = new UuidSource();
    private final List<CommitListener> listeners = new ArrayList<>();
    private TransactionLog log = TransactionLog.none();
    private UUID transactionId = uuids.next();
    private long atoms;

    /** Create an empty database that keeps its transactions nowhere. */
    public Database(DatabaseSchema schema) {
        this.schema = schema;
        for (TableSchema table : schema.tables()) {
            tables.put(table.name(), new Table(table));
        }
    }

    /** Return the schema. */
    public DatabaseSchema schema() {
        return schema;
    }

    /** Keep transactions from here on in a log. */
    public void setLog(TransactionLog newLog) {
        log = newLog;
    }

    /** Add a listener. */
    public void addListener(CommitListener listener) {
        listeners.add(listener);
    }

    /** Return the name of the newest state. */
    public UUID transactionId() {
        return transactionId;
    }

    UUID newUuid() {
        return uuids.next();
    }

    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return table;
    }

    @Nullable
    Table findTable(String name) {
        return tables.get(name);
    }

    /** Return the rows of a table as of now. */
    public List<Row> rows(String tableName) {
        return table(tableName).snapshot();
    }

    /** Return a row, or null. */
    public @Nullable Row row(String tableName, UUID uuid) {
        return table(tableName).row(uuid);
    }

    /** Return the number of values in all rows. */
    public long cells() {
        long cells = 0;
        for (Table table : tables.values()) {
            cells += (long) table.size() * table.schema().width();
        }
        return cells;
    }

    /** Return the number of atoms in all rows, {@code _uuid} and {@code _version} included. */
    public long atoms() {
        return atoms;
    }

    /** Return all rows as of now: a copy of pointers, so that the engine's thread is soon free again. */
    public Snapshot snapshot() {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        tables.forEach((name, table) -> rows.put(name, table.snapshot()));
        return new Snapshot(schema, transactionId, rows);
    }

    /** Start a change that is not made of a client's operations: from the journal, or by the server itself. */
    public DirectChange change() {
        return new DirectChange(this);
    }

    /** Check a transaction and compute what it changes; the database stays as it is. */
    ChangeSet prepare(Transaction transaction) throws OvsdbException {
        new CommitChecks(transaction).run();
        Map<String, ChangeSet.Changes> changed = new LinkedHashMap<>();
        transaction.touched().forEach((table, rows) -> {
            List<RowChange> changes = new ArrayList<>();
            for (Touched row : rows.values()) {
                Row after = row.current;
                if (after == row.before || after != null && row.before != null && after.sameData(row.before)) {
                    row.current = row.before;
                    continue;
                }
                row.current = after == null ? null : after.withVersion(uuids.next());
                changes.add(new RowChange(row.before, row.current));
            }
            if (!changes.isEmpty()) {
                changed.put(table.schema().name(), new ChangeSet.Changes(table.schema(), changes));
            }
        });
        return ChangeSet.of(uuids.next(), transaction.comment(), changed);
    }

    /** Hand a prepared transaction to the log. */
    TransactionLog.Progress append(ChangeSet changes, boolean durable) throws OvsdbException {
        return changes.isPersistent() ? log.append(changes, durable) : TransactionLog.Progress.done();
    }

    /** Put a prepared and committed transaction into effect and tell the listeners. */
    void apply(Transaction transaction, ChangeSet changes) {
        List<Touched> all = new ArrayList<>();
        transaction.touched().values().forEach(rows -> all.addAll(rows.values()));
        for (Touched row : all) {
            if (row.before != null && row.before != row.current) {
                row.table.unindex(row.before, row.current);
                updateWeakSources(row, row.before, row.current, false);
            }
        }
        for (Touched row : all) {
            if (row.before != null || row.current != null) {
                row.table.apply(row.uuid, row.current, Math.toIntExact(row.strongRefs));
            }
        }
        for (Touched row : all) {
            if (row.current != null && row.before != row.current) {
                row.table.index(row.current, row.before);
                updateWeakSources(row, row.current, row.before, true);
            }
        }
        if (!changes.isEmpty()) {
            reach(changes);
        }
    }

    /** Take the name of the state that a change has led to; also that of a source for a state that is the same. */
    void reach(ChangeSet changes) {
        transactionId = changes.transactionId();
        atoms += changes.growth();
        for (CommitListener listener : listeners) {
            listener.committed(this, changes);
        }
    }

    /** Add or remove the weak references of one version that the other version does not have. */
    private void updateWeakSources(Touched row, Row version, @Nullable Row other, boolean add) {
        if (row.table.weakColumns().isEmpty()) {
            return;
        }
        Table.Source source = new Table.Source(row.table, row.uuid);
        Set<Table.Source> otherTargets = other == null ? Set.of() : weakTargets(row.table, other);
        for (Table.Source target : weakTargets(row.table, version)) {
            if (otherTargets.contains(target)) {
                continue;
            }
            if (add) {
                target.table().addWeakSource(target.row(), source);
            } else {
                target.table().removeWeakSource(target.row(), source);
            }
        }
    }

    private Set<Table.Source> weakTargets(Table table, Row row) {
        Set<Table.Source> targets = new HashSet<>();
        for (ColumnSchema column : table.weakColumns()) {
            Datum datum = row.datum(column.index());
            BaseType key = column.type().key();
            BaseType value = column.type().value();
            for (int i = 0; i < datum.size(); i++) {
                if (key.isWeakRef()) {
                    targets.add(new Table.Source(table(String.valueOf(key.refTable())), (UUID) datum.key(i)));
                }
                if (value != null && value.isWeakRef()) {
                    targets.add(new Table.Source(table(String.valueOf(value.refTable())), (UUID) datum.value(i)));
                }
            }
        }
        return targets;
    }

    /** Close the log. */
    public void close() {
        log.close();
    }
}
