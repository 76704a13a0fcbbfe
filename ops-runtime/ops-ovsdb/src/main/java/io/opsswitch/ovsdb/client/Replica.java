/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contents of a database as of one transaction: immutable, and safe for use by several threads. */
public interface Replica {

    /** Return whether the server's schema has this table. */
    boolean hasTable(String table);

    /** Return whether the server's schema has this column. */
    boolean hasColumn(String table, String column);

    /** Return the rows of a table; none if the schema has no such table. */
    Collection<ReplicaRow> rows(String table);

    /** Return a row, or null if there is none. */
    @Nullable
    ReplicaRow row(String table, UUID uuid);

    /**
     * Return the row with these values of columns, or null if there is none. Where the columns are those of an index of
     * the schema, and are monitored, no other row is looked at; otherwise each row may be.
     *
     * @param columns values as {@link ReplicaTransaction} takes them
     */
    @Nullable
    ReplicaRow find(String table, Map<String, ?> columns);
}
