/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction being executed: the tables as it sees them are the database's with the rows it has touched laid over.
 * Nothing of the database changes before {@link Database#commit}; to abort is to forget it. Owned by the engine's
 * thread.
 */
final class Transaction {

    /** A touched row. */
    static final class Touched {
        final Table table;
        final UUID uuid;
        final @Nullable Row before;

        /** The row as the transaction sees it; null once deleted. */
        @Nullable
        Row current;

        /** Strong references from other rows, as of the commit's checks. */
        long strongRefs;

        Touched(Table table, UUID uuid, @Nullable Row before, long strongRefs) {
            this.table = table;
            this.uuid = uuid;
            this.before = before;
            this.current = before;
            this.strongRefs = strongRefs;
        }
    }

    private final Database database;
    private final Map<Table, Map<UUID, Touched>> touched = new LinkedHashMap<>();
    private final StringBuilder comment = new StringBuilder();

    Transaction(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    Map<Table, Map<UUID, Touched>> touched() {
        return touched;
    }

    void comment(String text) {
        comment.append(comment.length() > 0 ? "\n" : "").append(text);
    }

    String comment() {
        return comment.toString();
    }

    /** Return the touched row, touching it if it exists; null if there never was one. */
    @Nullable
    Touched touch(Table table, UUID uuid) {
        Map<UUID, Touched> rows = touched.computeIfAbsent(table, t -> new LinkedHashMap<>());
        Touched row = rows.get(uuid);
        if (row == null) {
            int slot = table.slot(uuid);
            if (slot == SlotIndex.NONE) {
                return null;
            }
            row = new Touched(table, uuid, table.rowAt(slot), table.strongRefsAt(slot));
            rows.put(uuid, row);
        }
        return row;
    }

    @Nullable
    Touched ifTouched(Table table, UUID uuid) {
        Map<UUID, Touched> rows = touched.get(table);
        return rows == null ? null : rows.get(uuid);
    }

    /** Return a row as the transaction sees it. */
    @Nullable
    Row row(Table table, UUID uuid) {
        Touched row = ifTouched(table, uuid);
        return row != null ? row.current : table.row(uuid);
    }

    /** Return whether a new row may have this UUID: none is there, and none was deleted by this transaction. */
    boolean mayInsert(Table table, UUID uuid) {
        return ifTouched(table, uuid) == null && table.slot(uuid) == SlotIndex.NONE;
    }

    void insert(Table table, Row row) {
        Touched inserted = new Touched(table, row.uuid(), null, 0);
        inserted.current = row;
        touched.computeIfAbsent(table, t -> new LinkedHashMap<>()).put(row.uuid(), inserted);
    }

    void replace(Table table, Row row) {
        Touched target = touch(table, row.uuid());
        if (target == null) {
            throw new IllegalStateException(
                    "no row " + row.uuid() + " in " + table.schema().name());
        }
        target.current = row;
    }

    void delete(Table table, UUID uuid) {
        Touched target = touch(table, uuid);
        if (target != null) {
            target.current = null;
        }
    }

    /** Return the rows that match, as the transaction sees them; by an index if one serves. */
    List<Row> query(Table table, Condition condition) {
        List<Row> result = new ArrayList<>();
        UUID only = condition.onlyRow();
        if (only != null) {
            Row row = row(table, only);
            if (row != null && condition.matchesAll(row)) {
                result.add(row);
            }
            return result;
        }
        Map<UUID, Touched> rows = touched.getOrDefault(table, Map.of());
        table.select(condition, row -> rows.isEmpty() || !rows.containsKey(row.uuid()), result);
        for (Touched row : rows.values()) {
            if (row.current != null && condition.matchesAll(row.current)) {
                result.add(row.current);
            }
        }
        return result;
    }

    /** Return the number of rows of a table as the transaction sees it. */
    long count(Table table) {
        long count = table.size();
        for (Touched row : touched.getOrDefault(table, Map.of()).values()) {
            count += (row.current != null ? 1 : 0) - (row.before != null ? 1 : 0);
        }
        return count;
    }
}
