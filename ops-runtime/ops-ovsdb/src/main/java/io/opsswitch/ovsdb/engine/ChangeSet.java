/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a committed transaction has changed: the one thing that the journal and the monitors are computed from.
 * Immutable.
 *
 * @param transactionId names the state of the database after it
 * @param comment the transaction's comments, one a line
 * @param tables the changes by the name of the table, in the order of the transaction
 * @param atomsBefore the number of atoms in the versions before of all rows
 * @param atomsAfter the number of atoms in the versions after
 */
public record ChangeSet(
        UUID transactionId, String comment, Map<String, Changes> tables, long atomsBefore, long atomsAfter) {

    /** The changes of one table. */
    public record Changes(TableSchema schema, List<RowChange> rows) {}

    /** Create with the atoms counted. */
    public static ChangeSet of(UUID transactionId, String comment, Map<String, Changes> tables) {
        long before = 0;
        long after = 0;
        for (Changes changes : tables.values()) {
            for (RowChange change : changes.rows()) {
                before += change.before() == null ? 0 : change.before().atoms();
                after += change.after() == null ? 0 : change.after().atoms();
            }
        }
        return new ChangeSet(transactionId, comment, tables, before, after);
    }

    /** Return this as the change to a state of another name. */
    ChangeSet named(UUID otherId) {
        return new ChangeSet(otherId, comment, tables, atomsBefore, atomsAfter);
    }

    /** Return whether nothing has changed. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Return the number of atoms in the versions before and after of all rows: what it costs to remember this. */
    public long atoms() {
        return atomsBefore + atomsAfter;
    }

    /** Return by how many atoms the database grows; negative where it shrinks. */
    long growth() {
        return atomsAfter - atomsBefore;
    }

    /** Return whether anything has changed that outlives the process. */
    public boolean isPersistent() {
        for (Changes changes : tables.values()) {
            for (RowChange change : changes.rows()) {
                if (isPersistent(changes.schema(), change)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPersistent(TableSchema schema, RowChange change) {
        Row before = change.before();
        Row after = change.after();
        if (before == null || after == null) {
            return true;
        }
        for (ColumnSchema column : schema.columns()) {
            if (column.persistent() && !before.sameDatum(after, column.index())) {
                return true;
            }
        }
        return false;
    }
}
