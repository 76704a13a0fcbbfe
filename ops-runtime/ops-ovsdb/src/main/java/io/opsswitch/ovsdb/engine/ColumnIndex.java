/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import java.util.List;

/**
 * Finds the rows of a table by the values of some columns: an index of the schema, or one that was made because clients
 * search by that column. Owned by the engine's thread.
 */
final class ColumnIndex {

    private final List<ColumnSchema> columns;
    private final SlotIndex slots = new SlotIndex();

    /** Changes since the index was last of use. */
    private int unusedChanges;

    ColumnIndex(List<ColumnSchema> columns) {
        this.columns = columns;
    }

    List<ColumnSchema> columns() {
        return columns;
    }

    private int hash(Row row) {
        int hash = 1;
        for (int i = 0; i < columns.size(); i++) {
            hash = hash * 31 + row.datum(columns.get(i).index()).hashCode();
        }
        return SlotIndex.spread(hash);
    }

    private static int hash(Datum[] key) {
        int hash = 1;
        for (Datum datum : key) {
            hash = hash * 31 + datum.hashCode();
        }
        return SlotIndex.spread(hash);
    }

    /** Return whether two versions of a row have the same place in the index. */
    boolean isSame(Row a, Row b) {
        for (int i = 0; i < columns.size(); i++) {
            if (!a.sameDatum(b, columns.get(i).index())) {
                return false;
            }
        }
        return true;
    }

    void add(int slot, Row row) {
        slots.add(slot, hash(row));
        unusedChanges++;
    }

    void remove(int slot) {
        slots.remove(slot);
        unusedChanges++;
    }

    void move(int from, int to) {
        slots.move(from, to);
    }

    int unusedChanges() {
        return unusedChanges;
    }

    /** Return the first slot that may have these values: the caller looks. */
    int first(Datum... key) {
        unusedChanges = 0;
        return slots.first(hash(key));
    }

    /** Return the first slot that may have the same values as a row. */
    int first(Row row) {
        return slots.first(hash(row));
    }

    int after(int slot) {
        return slots.after(slot);
    }
}
