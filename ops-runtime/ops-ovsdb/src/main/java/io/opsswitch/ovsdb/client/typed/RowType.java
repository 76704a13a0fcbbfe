/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaChange;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.RowChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table: finds its rows in snapshots, as objects of the generated class. Immutable and safe for use by several threads.
 *
 * @param <T> the generated class
 */
public final class RowType<T extends TypedRow<T>> {

    private final String table;
    private final BiFunction<Replica, ReplicaRow, T> view;

    /** Create the type of a table's rows. */
    public RowType(String table, BiFunction<Replica, ReplicaRow, T> view) {
        this.table = table;
        this.view = view;
    }

    /** Return the table's name. */
    public String table() {
        return table;
    }

    /** Return all rows; none if the server's schema lacks the table. */
    public List<T> all(Replica replica) {
        Collection<ReplicaRow> rows = replica.rows(table);
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(view.apply(replica, row)));
        return Collections.unmodifiableList(all);
    }

    /** Return the row of a table that has one at most; null if it is empty. */
    public @Nullable T only(Replica replica) {
        List<T> all = all(replica);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Return a row, or null if there is none. */
    public @Nullable T find(Replica replica, @Nullable UUID uuid) {
        ReplicaRow row = uuid == null ? null : replica.row(table, uuid);
        return row == null ? null : view.apply(replica, row);
    }

    /** Return the rows that are there, in the order of the UUIDs given. */
    public List<T> find(Replica replica, Collection<UUID> uuids) {
        List<T> found = new ArrayList<>(uuids.size());
        for (UUID uuid : uuids) {
            T row = find(replica, uuid);
            if (row != null) {
                found.add(row);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** Return a map with rows in the place of UUIDs, without those that are not there. */
    public <K> Map<K, T> findValues(Replica replica, Map<K, UUID> uuids) {
        Map<K, T> found = new LinkedHashMap<>();
        uuids.forEach((key, uuid) -> {
            T row = find(replica, uuid);
            if (row != null) {
                found.put(key, row);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    /** Return a map with rows in the place of the keys, without those that are not there. */
    public <V> Map<T, V> findKeys(Replica replica, Map<UUID, V> uuids) {
        Map<T, V> found = new LinkedHashMap<>();
        uuids.forEach((uuid, value) -> {
            T row = find(replica, uuid);
            if (row != null) {
                found.put(row, value);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    /**
     * Return the row whose columns have these values, or null if there is none; no other row is looked at where the
     * columns are an index of the schema.
     *
     * @param values one for each column: an atom, a reference, null for an empty optional column, a {@code Collection} or
     *     a {@code Map}
     */
    public @Nullable T findBy(Replica replica, List<String> columns, @Nullable Object... values) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            wanted.put(columns.get(i), Values.plain(values[i]));
        }
        ReplicaRow row = replica.find(table, wanted);
        return row == null ? null : view.apply(replica, row);
    }

    /** Return what has become of the table's rows, as a listener is told it; in no particular order. */
    public List<TypedChange<T>> changes(ReplicaChange change) {
        Replica before = change.before();
        List<TypedChange<T>> changes = new ArrayList<>();
        for (RowChange each : change.rows(table)) {
            T old = before == null || each.before() == null ? null : view.apply(before, each.before());
            T now = each.after() == null ? null : view.apply(change.after(), each.after());
            changes.add(new TypedChange<>(each.kind(), old, now, each.columns()));
        }
        return Collections.unmodifiableList(changes);
    }

    /** Return what stands for a row of which only the UUID is known. */
    public RowReference<T> reference(UUID uuid) {
        return () -> uuid;
    }

    /** Delete a row when the transaction is committed. */
    public void delete(TypedTransaction transaction, UUID uuid) {
        transaction.delete(table, uuid);
    }
}
