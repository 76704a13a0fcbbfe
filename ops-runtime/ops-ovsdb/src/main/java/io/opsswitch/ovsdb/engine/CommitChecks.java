/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Transaction.Touched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction must pass at its end (RFC 7047 sections 3.2 and 4.1.3), in the order in which Open vSwitch does it,
 * since the order decides which error a client sees: strong references, garbage collection, number of rows, weak
 * references, uniqueness of indexes. References from a row to itself do not count.
 */
final class CommitChecks {

    private static final String INTEGRITY = "referential integrity violation";
    private static final String CONSTRAINT = "constraint violation";

    private final Transaction transaction;
    private final Database database;

    CommitChecks(Transaction transaction) {
        this.transaction = transaction;
        this.database = transaction.database();
    }

    void run() throws OvsdbException {
        dropUnchanged();
        for (Touched row : all()) {
            countRefs(row);
        }
        for (Touched row : all()) {
            if (row.current == null && row.strongRefs > 0) {
                throw OvsdbException.of(
                        INTEGRITY,
                        "cannot delete %s row %s because of %d remaining reference(s)",
                        row.table.schema().name(),
                        row.uuid,
                        row.strongRefs);
            }
        }
        collectGarbage();
        checkMaxRows();
        for (Touched row : all()) {
            pruneWeakRefs(row);
        }
        checkIndexes();
    }

    private List<Touched> all() {
        List<Touched> all = new ArrayList<>();
        transaction.touched().values().forEach(rows -> all.addAll(rows.values()));
        return all;
    }

    private void dropUnchanged() {
        for (Map<UUID, Touched> rows : transaction.touched().values()) {
            rows.values()
                    .removeIf(row -> row.current == row.before
                            || row.current != null && row.before != null && row.current.sameData(row.before));
        }
    }

    /** Called for each strong reference in a row. */
    private interface RefAction {
        void accept(ColumnSchema column, Table target, UUID uuid) throws OvsdbException;
    }

    private void forEachStrongRef(ColumnSchema column, Row row, RefAction action) throws OvsdbException {
        Datum datum = row.datum(column.index());
        BaseType key = column.type().key();
        BaseType value = column.type().value();
        for (int i = 0; i < datum.size(); i++) {
            if (key.isStrongRef()) {
                forRef(key, row, datum.key(i), column, action);
            }
            if (value != null && value.isStrongRef()) {
                forRef(value, row, datum.value(i), column, action);
            }
        }
    }

    private void forRef(BaseType base, Row row, Object atom, ColumnSchema column, RefAction action)
            throws OvsdbException {
        if (!row.uuid().equals(atom)) {
            action.accept(column, database.table(String.valueOf(base.refTable())), (UUID) atom);
        }
    }

    private void countRefs(Touched row) throws OvsdbException {
        for (ColumnSchema column : row.table.strongColumns()) {
            Row before = row.before;
            Row after = row.current;
            if (before != null && after != null && before.sameDatum(after, column.index())) {
                continue;
            }
            // The new references first would be as right; this order keeps counts from passing through zero early.
            if (before != null) {
                forEachStrongRef(column, before, (c, target, uuid) -> adjust(row, c, target, uuid, -1));
            }
            if (after != null) {
                forEachStrongRef(column, after, (c, target, uuid) -> adjust(row, c, target, uuid, 1));
            }
        }
    }

    private void adjust(Touched source, ColumnSchema column, Table target, UUID uuid, int delta) throws OvsdbException {
        Touched row = transaction.touch(target, uuid);
        if (row == null) {
            throw OvsdbException.of(
                    INTEGRITY,
                    "Table %s column %s row %s references nonexistent row %s in table %s.",
                    source.table.schema().name(),
                    column.name(),
                    source.uuid,
                    uuid,
                    target.schema().name());
        }
        row.strongRefs += delta;
    }

    private void collectGarbage() throws OvsdbException {
        Deque<Touched> garbage = new ArrayDeque<>();
        for (Touched row : all()) {
            if (isGarbage(row)) {
                garbage.add(row);
            }
        }
        while (!garbage.isEmpty()) {
            Touched row = garbage.remove();
            Row last = row.current;
            if (last == null) {
                continue;
            }
            row.current = null;
            for (ColumnSchema column : row.table.strongColumns()) {
                forEachStrongRef(column, last, (c, target, uuid) -> {
                    Touched referred = transaction.touch(target, uuid);
                    if (referred != null) {
                        referred.strongRefs--;
                        if (isGarbage(referred)) {
                            garbage.add(referred);
                        }
                    }
                });
            }
        }
    }

    private static boolean isGarbage(Touched row) {
        return row.current != null && row.strongRefs == 0 && !row.table.schema().isRoot();
    }

    private void checkMaxRows() throws OvsdbException {
        for (Table table : transaction.touched().keySet()) {
            long max = table.schema().maxRows();
            long count = max == ColumnType.UNLIMITED ? 0 : transaction.count(table);
            if (count > max) {
                throw OvsdbException.of(
                        CONSTRAINT,
                        "transaction causes \"%s\" table to contain %d rows, greater than the schema-defined limit of"
                                + " %d row(s)",
                        table.schema().name(),
                        count,
                        max);
            }
        }
    }

    /** Take references to rows that do not exist out of a changed row, and out of those that refer to a deleted one. */
    private void pruneWeakRefs(Touched row) throws OvsdbException {
        if (row.current != null) {
            prune(row);
            return;
        }
        for (Table.Source source : List.copyOf(row.table.weakSources(row.uuid))) {
            Touched referring = transaction.touch(source.table(), source.row());
            if (referring != null) {
                prune(referring);
            }
        }
    }

    private void prune(Touched row) throws OvsdbException {
        for (ColumnSchema column : row.table.weakColumns()) {
            Row current = row.current;
            if (current == null) {
                return;
            }
            Datum datum = current.datum(column.index());
            Datum dangling = dangling(column.type(), datum);
            if (dangling.size() > 0) {
                Datum kept = datum.subtract(dangling);
                if (kept.size() < column.type().min()) {
                    throw emptied(row, column, dangling);
                }
                row.current = current.with(column.index(), kept);
            }
        }
    }

    private Datum dangling(ColumnType type, Datum datum) {
        Datum result = Datum.EMPTY;
        for (int i = 0; i < datum.size(); i++) {
            BaseType value = type.value();
            if (isDangling(type.key(), datum.key(i)) || value != null && isDangling(value, datum.value(i))) {
                result = result.union(Datum.of(datum.key(i)));
            }
        }
        return result;
    }

    private boolean isDangling(BaseType base, Object atom) {
        return base.isWeakRef()
                && transaction.row(database.table(String.valueOf(base.refTable())), (UUID) atom) == null;
    }

    private static OvsdbException emptied(Touched row, ColumnSchema column, Datum dangling) {
        String table = row.table.schema().name();
        if (row.before == null && dangling.containsKey(Atoms.ZERO_UUID)) {
            return OvsdbException.of(
                    CONSTRAINT,
                    "Weak reference column \"%s\" in \"%s\" row %s (inserted within this transaction) contained"
                            + " all-zeros UUID (probably as the default value for this column) but deleting this value"
                            + " caused a constraint volation because this column is not allowed to be empty.",
                    column.name(),
                    table,
                    row.uuid);
        }
        return OvsdbException.of(
                CONSTRAINT,
                "Deletion of %d weak reference(s) to deleted (or never-existing) rows from column \"%s\" in \"%s\" row"
                        + " %s %scaused this column to become empty, but constraints on this column disallow an empty"
                        + " column.",
                dangling.size(),
                column.name(),
                table,
                row.uuid,
                row.before != null ? "" : "(inserted within this transaction) ");
    }

    private void checkIndexes() throws OvsdbException {
        for (Map.Entry<Table, Map<UUID, Touched>> entry : transaction.touched().entrySet()) {
            Table table = entry.getKey();
            for (int i = 0; i < table.schema().indexes().size(); i++) {
                checkIndex(table, i, entry.getValue());
            }
        }
    }

    private static void checkIndex(Table table, int index, Map<UUID, Touched> rows) throws OvsdbException {
        List<ColumnSchema> columns = table.schema().indexes().get(index);
        // A row alone has no twin among those that change with it.
        Map<IndexKey, Touched> seen = rows.size() == 1 ? Map.of() : new HashMap<>();
        for (Touched row : rows.values()) {
            if (row.current == null) {
                continue;
            }
            Touched twin = rows.size() == 1 ? null : seen.put(IndexKey.of(row.current, columns), row);
            if (twin != null && twin.current != null) {
                throw DuplicateIndex.error(table.schema(), columns, row.current, row, twin.current, twin);
            }
            Row existing = table.twin(index, row.current);
            if (existing != null && !rows.containsKey(existing.uuid())) {
                throw DuplicateIndex.error(table.schema(), columns, row.current, row, existing, null);
            }
        }
    }

    /** Makes the message about two rows with the same index values. */
    private static final class DuplicateIndex {

        static OvsdbException error(
                io.opsswitch.ovsdb.TableSchema table,
                List<ColumnSchema> index,
                Row a,
                @Nullable Touched touchedA,
                Row b,
                @Nullable Touched touchedB) {
            boolean swap = compare(table, a, b) < 0;
            return OvsdbException.of(
                    CONSTRAINT,
                    "%s",
                    "Transaction causes multiple rows in \"" + table.name() + "\" table to have identical values ("
                            + values(index, a) + ") for index on " + names(index) + ".  "
                            + describe("First", index, swap ? b : a, swap ? touchedB : touchedA) + "  "
                            + describe("Second", index, swap ? a : b, swap ? touchedA : touchedB));
        }

        private static int compare(io.opsswitch.ovsdb.TableSchema table, Row a, Row b) {
            for (ColumnSchema column : table.columns()) {
                int order = column.index() < 2 ? 0 : a.datum(column.index()).compareTo(b.datum(column.index()));
                if (order != 0) {
                    return order;
                }
            }
            return Atoms.compare(a.uuid(), b.uuid());
        }

        private static String values(List<ColumnSchema> index, Row row) {
            List<String> values = new ArrayList<>();
            index.forEach(column -> values.add(row.datum(column.index()).toText(column.type())));
            return String.join(", ", values);
        }

        private static String names(List<ColumnSchema> index) {
            List<String> names =
                    index.stream().map(column -> "\"" + column.name() + "\"").toList();
            int n = names.size();
            return switch (n) {
                case 1 -> "column " + names.get(0);
                case 2 -> "columns " + names.get(0) + " and " + names.get(1);
                default -> "columns " + String.join(", ", names.subList(0, n - 1)) + ", and " + names.get(n - 1);
            };
        }

        private static String describe(String title, List<ColumnSchema> index, Row row, @Nullable Touched touched) {
            String start = title + " row, with UUID " + row.uuid() + ", ";
            if (touched == null || touched.before != null && touched.before.sameData(row)) {
                return start + "existed in the database before this transaction and was not modified by the"
                        + " transaction.";
            }
            Row before = touched.before;
            if (before == null) {
                return start + "was inserted by this transaction.";
            }
            if (values(index, before).equals(values(index, row))) {
                return start + "existed in the database before this transaction, which modified some of the row's"
                        + " columns but not any columns in this index.";
            }
            return start + "had the following index values before the transaction: " + values(index, before) + ".";
        }
    }
}
