/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table with their indexes and references. Rows lie in an array without gaps, by which they are scanned
 * and copied for a snapshot; all else finds them by their places in it, their slots. Owned by the engine's thread.
 */
final class Table {

    /** A weak reference's row: table and UUID. */
    record Source(Table table, UUID row) {}

    /** A table of fewer rows is scanned faster than an index is kept. */
    private static final int MIN_INDEXED = 256;

    /** So many scans for a value of a column are worth an index of it. */
    private static final int SCANS_FOR_INDEX = 4;

    private final TableSchema schema;
    private final List<ColumnSchema> strong = new ArrayList<>();
    private final List<ColumnSchema> weak = new ArrayList<>();
    private final List<ColumnSchema> badDefault = new ArrayList<>();
    private Row[] rows = new Row[16];
    private int[] strongRefs = new int[16];
    private int size;
    private final SlotIndex byUuid = new SlotIndex();
    private final List<ColumnIndex> indexes = new ArrayList<>();

    /** Made because clients search by that column; by its place. */
    private final @Nullable ColumnIndex[] searched;

    private final int[] scans;
    private final Map<UUID, Set<Source>> weakSources = new HashMap<>();

    Table(TableSchema schema) {
        this.schema = schema;
        this.searched = new ColumnIndex[schema.width()];
        this.scans = new int[schema.width()];
        for (List<ColumnSchema> columns : schema.indexes()) {
            indexes.add(new ColumnIndex(columns));
        }
        for (ColumnSchema column : schema.columns()) {
            if (column.type().hasStrongRefs()) {
                strong.add(column);
            }
            if (column.type().hasWeakRefs()) {
                weak.add(column);
            }
            if (column.index() > TableSchema.VERSION_COLUMN && hasBadDefault(column)) {
                badDefault.add(column);
            }
        }
    }

    private static boolean hasBadDefault(ColumnSchema column) {
        try {
            column.type().checkAtoms(column.type().defaultDatum());
            return false;
        } catch (OvsdbException e) {
            return true;
        }
    }

    TableSchema schema() {
        return schema;
    }

    List<ColumnSchema> strongColumns() {
        return strong;
    }

    List<ColumnSchema> weakColumns() {
        return weak;
    }

    /** Return the columns whose default value violates their constraints, so that a row has to be given another. */
    List<ColumnSchema> columnsWithBadDefault() {
        return badDefault;
    }

    int size() {
        return size;
    }

    private static int hash(UUID uuid) {
        return SlotIndex.spread(uuid.hashCode());
    }

    /** Return the slot of a row, or {@link SlotIndex#NONE}. */
    int slot(UUID uuid) {
        int slot = byUuid.first(hash(uuid));
        while (slot != SlotIndex.NONE && !rows[slot].uuid().equals(uuid)) {
            slot = byUuid.after(slot);
        }
        return slot;
    }

    /** Return the row in a slot from 0 to {@link #size}. */
    Row rowAt(int slot) {
        return rows[slot];
    }

    /** Return how many other rows refer strongly to the row in a slot. */
    int strongRefsAt(int slot) {
        return strongRefs[slot];
    }

    @Nullable
    Row row(UUID uuid) {
        int slot = slot(uuid);
        return slot == SlotIndex.NONE ? null : rows[slot];
    }

    /** Return the row with the same values as another one in an index's columns, or null. */
    @Nullable
    Row twin(int index, Row row) {
        ColumnIndex columns = indexes.get(index);
        int slot = columns.first(row);
        while (slot != SlotIndex.NONE && !columns.isSame(rows[slot], row)) {
            slot = columns.after(slot);
        }
        return slot == SlotIndex.NONE ? null : rows[slot];
    }

    /** Add the rows for which a condition and a filter hold; by an index if one serves. */
    void select(Condition condition, Predicate<Row> filter, List<Row> into) {
        for (ColumnIndex index : indexes) {
            Datum[] key = condition.key(index.columns());
            if (key != null) {
                select(index, key, condition, filter, into);
                return;
            }
        }
        ColumnSchema column = size < MIN_INDEXED ? null : condition.searchedColumn();
        ColumnIndex index = column == null ? null : searchIndex(column);
        Datum[] key = index == null ? null : condition.key(index.columns());
        if (index != null && key != null) {
            select(index, key, condition, filter, into);
            return;
        }
        for (int slot = 0; slot < size; slot++) {
            Row row = rows[slot];
            if (condition.matchesAll(row) && filter.test(row)) {
                into.add(row);
            }
        }
    }

    /** Values with the same hash are told apart by the condition, which has all of the key. */
    private void select(ColumnIndex index, Datum[] key, Condition condition, Predicate<Row> filter, List<Row> into) {
        for (int slot = index.first(key); slot != SlotIndex.NONE; slot = index.after(slot)) {
            Row row = rows[slot];
            if (condition.matchesAll(row) && filter.test(row)) {
                into.add(row);
            }
        }
    }

    private @Nullable ColumnIndex searchIndex(ColumnSchema column) {
        int at = column.index();
        ColumnIndex index = searched[at];
        if (index == null && ++scans[at] > SCANS_FOR_INDEX) {
            index = new ColumnIndex(List.of(column));
            for (int slot = 0; slot < size; slot++) {
                index.add(slot, rows[slot]);
            }
            searched[at] = index;
        }
        return index;
    }

    /** Take a row's version out of the indexes in which the other version has another place. */
    void unindex(Row before, @Nullable Row after) {
        int slot = slot(before.uuid());
        for (ColumnIndex index : indexes) {
            if (after == null || !index.isSame(before, after)) {
                index.remove(slot);
            }
        }
        for (int i = 0; i < searched.length; i++) {
            ColumnIndex index = searched[i];
            if (index != null && (after == null || !index.isSame(before, after))) {
                index.remove(slot);
                if (index.unusedChanges() > 4 * size + 10_000) {
                    searched[i] = null;
                    scans[i] = 0;
                }
            }
        }
    }

    /** Enter a row's version into the indexes that {@link #unindex} took the other version out of. */
    void index(Row after, @Nullable Row before) {
        int slot = slot(after.uuid());
        for (ColumnIndex index : indexes) {
            if (before == null || !index.isSame(before, after)) {
                index.add(slot, after);
            }
        }
        for (ColumnIndex index : searched) {
            if (index != null && (before == null || !index.isSame(before, after))) {
                index.add(slot, after);
            }
        }
    }

    /** Put a checked change into effect; it is out of the indexes now. */
    void apply(UUID uuid, @Nullable Row after, int refs) {
        int slot = slot(uuid);
        if (after == null) {
            if (slot != SlotIndex.NONE) {
                remove(slot);
            }
            return;
        }
        if (slot == SlotIndex.NONE) {
            slot = size++;
            if (slot == rows.length) {
                int length = slot + (slot >> 1);
                rows = Arrays.copyOf(rows, length);
                strongRefs = Arrays.copyOf(strongRefs, length);
            }
            byUuid.add(slot, hash(uuid));
        }
        rows[slot] = after;
        strongRefs[slot] = refs;
    }

    /** The last row moves into the gap. */
    @SuppressWarnings("NullAway") // beyond the size there are no rows
    private void remove(int slot) {
        weakSources.remove(rows[slot].uuid());
        byUuid.remove(slot);
        int last = --size;
        if (slot != last) {
            Row moved = rows[last];
            rows[slot] = moved;
            strongRefs[slot] = strongRefs[last];
            byUuid.move(last, slot);
            moveIndexed(last, slot);
        }
        rows[last] = null;
    }

    private void moveIndexed(int from, int to) {
        for (ColumnIndex index : indexes) {
            index.move(from, to);
        }
        for (ColumnIndex index : searched) {
            if (index != null) {
                index.move(from, to);
            }
        }
    }

    /** Return who refers weakly to a row. */
    Set<Source> weakSources(UUID target) {
        return weakSources.getOrDefault(target, Set.of());
    }

    void addWeakSource(UUID target, Source source) {
        if (slot(target) != SlotIndex.NONE) {
            weakSources.computeIfAbsent(target, t -> new HashSet<>(4)).add(source);
        }
    }

    void removeWeakSource(UUID target, Source source) {
        Set<Source> sources = weakSources.get(target);
        if (sources != null) {
            sources.remove(source);
            if (sources.isEmpty()) {
                weakSources.remove(target);
            }
        }
    }

    /** Return the rows as of now: a copy of an array, so that the engine's thread is soon free again. */
    List<Row> snapshot() {
        return Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(rows, size)));
    }
}
