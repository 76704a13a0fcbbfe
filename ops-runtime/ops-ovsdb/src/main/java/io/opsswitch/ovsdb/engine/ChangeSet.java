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
 */
public record ChangeSet(UUID transactionId, String comment, Map<String, Changes> tables) {

    /** The changes of one table. */
    public record Changes(TableSchema schema, List<RowChange> rows) {}

    /** Return this as the change to a state of another name. */
    ChangeSet named(UUID otherId) {
        return new ChangeSet(otherId, comment, tables);
    }

    /** Return whether nothing has changed. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Return the number of atoms in the versions before and after of all rows: what it costs to remember this. */
    public long atoms() {
        long atoms = 0;
        for (Changes changes : tables.values()) {
            for (RowChange change : changes.rows()) {
                atoms += change.atoms();
            }
        }
        return atoms;
    }

    /** Return by how many atoms the database grows; negative where it shrinks. */
    long growth() {
        long growth = 0;
        for (Changes changes : tables.values()) {
            for (RowChange change : changes.rows()) {
                growth += change.growth();
            }
        }
        return growth;
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
