/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.ReplicaTransaction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a transaction shall change of one row; generated classes add a method for each column. It becomes part of
 * the transaction when that is committed, there is nothing to finish. Used by the transaction's thread.
 *
 * @param <T> the class of the table's rows
 */
public abstract class RowEditor<T extends TypedRow<T>> implements RowReference<T> {

    private final String table;
    private final UUID uuid;
    private final boolean isNew;
    private final Map<String, ColumnChange> changes = new LinkedHashMap<>();
    private final Set<String> verified = new LinkedHashSet<>();
    private boolean applied;

    /** Makes an editor; what the constructor of a generated one is. */
    @FunctionalInterface
    public interface Maker<E extends RowEditor<?>> {

        /** Create an editor of a row that is there, or of a new one. */
        E make(UUID uuid, boolean isNew);
    }

    /** Create an editor. */
    protected RowEditor(String table, UUID uuid, boolean isNew) {
        this.table = table;
        this.uuid = uuid;
        this.isNew = isNew;
    }

    @Override
    public final UUID uuid() {
        return uuid;
    }

    /** Set a column to a value; null empties it. */
    protected final void set(String column, @Nullable Object value) {
        change(column).set(value);
    }

    /** Set a column that cannot be changed later. */
    protected final void setInitially(String column, @Nullable Object value) {
        if (!isNew) {
            throw new IllegalStateException("column " + column + " of table " + table
                    + " gets its value when its row is inserted, and cannot be changed");
        }
        set(column, value);
    }

    /** Add an element to a set. */
    protected final void add(String column, Object element) {
        change(column).add(element);
    }

    /** Add a pair to a map, in the place of one with this key. */
    protected final void put(String column, Object key, Object value) {
        change(column).put(key, value);
    }

    /** Remove an element of a set or a key of a map, if it is there. */
    protected final void remove(String column, Object element) {
        change(column).remove(element);
    }

    /** Have the transaction fail unless the column still has the value that the client's replica shows. */
    protected final void verify(String column) {
        checkOpen();
        if (isNew) {
            throw new IllegalStateException(
                    "row " + uuid + " of table " + table + " is being inserted: no value of it can be verified");
        }
        verified.add(column);
    }

    private ColumnChange change(String column) {
        checkOpen();
        return changes.computeIfAbsent(column, name -> new ColumnChange());
    }

    private void checkOpen() {
        if (applied) {
            throw new IllegalStateException("the changes of row " + uuid + " of table " + table
                    + " are part of their transaction already; start another edit");
        }
    }

    final boolean isNew() {
        return isNew;
    }

    /** Forget what shall change; what was verified stays so. */
    final void forgetChanges() {
        changes.clear();
    }

    final void apply(ReplicaTransaction transaction) {
        applied = true;
        Map<String, Object> values = new LinkedHashMap<>();
        changes.forEach((column, change) -> {
            Object value = isNew ? change.initial() : change.whole();
            if (value != null) {
                values.put(column, value);
            }
        });
        if (isNew) {
            transaction.insert(table, uuid, values);
            return;
        }
        verified.forEach(column -> transaction.verify(table, uuid, column));
        if (!values.isEmpty()) {
            transaction.update(table, uuid, values);
        }
        changes.forEach((column, change) -> change.mutate(transaction, table, uuid, column));
    }
}
