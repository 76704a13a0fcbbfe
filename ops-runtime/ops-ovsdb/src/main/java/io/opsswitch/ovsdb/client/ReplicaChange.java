/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of a replica. It is found by comparing them where it is asked for, which takes time as
 * the number of changes, not of rows. Immutable, and safe for use by several threads.
 */
public final class ReplicaChange {

    private final @Nullable ReplicaView before;
    private final ReplicaView after;

    ReplicaChange(@Nullable ReplicaView before, ReplicaView after) {
        this.before = before;
        this.after = after;
    }

    /** Return the state that was told last; null the first time. */
    public @Nullable Replica before() {
        return before;
    }

    /** Return the state now. */
    public Replica after() {
        return after;
    }

    /** Return whether tables or columns have come or gone: the server's schema is another one. */
    public boolean isSchemaChanged() {
        return before == null || before.schema() != after.schema();
    }

    /** Return the names of the tables of which rows have changed. */
    public Set<String> tables() {
        Set<String> names = allTables();
        names.removeIf(name -> rows(name).isEmpty());
        return Collections.unmodifiableSet(names);
    }

    /** Return the changed rows of all tables, one table after the other. */
    public List<RowChange> rows() {
        List<RowChange> changes = new ArrayList<>();
        allTables().forEach(name -> changes.addAll(rows(name)));
        return Collections.unmodifiableList(changes);
    }

    private Set<String> allTables() {
        Set<String> names = new LinkedHashSet<>(after.tables().keySet());
        if (before != null) {
            names.addAll(before.tables().keySet());
        }
        return names;
    }

    /** Return the changed rows of a table, in no particular order; none if it is not monitored. */
    public List<RowChange> rows(String table) {
        HashTrie<RowView> old = rows(before, table);
        HashTrie<RowView> now = rows(after, table);
        List<RowChange> changes = new ArrayList<>();
        old.difference(now, (was, is) -> {
            if (was == null && is != null) {
                changes.add(new RowChange(table, null, is, is.columns(null)));
            } else if (was != null && is == null) {
                changes.add(new RowChange(table, was, null, was.columns(null)));
            } else if (was != null && is != null) {
                Set<String> columns = is.columns(was);
                // A column that the schema lost reads as empty, and has changed if it was not.
                was.columns(is).forEach(columns::add);
                if (!columns.isEmpty()) {
                    changes.add(new RowChange(table, was, is, Collections.unmodifiableSet(columns)));
                }
            }
        });
        return Collections.unmodifiableList(changes);
    }

    private static HashTrie<RowView> rows(@Nullable ReplicaView view, String table) {
        TableRows rows = view == null ? null : view.tables().get(table);
        return rows == null ? HashTrie.empty(RowView::uuid) : rows.rows();
    }
}
