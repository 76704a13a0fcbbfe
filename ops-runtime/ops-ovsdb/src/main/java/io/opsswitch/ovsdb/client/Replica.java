/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Collection;
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
}
