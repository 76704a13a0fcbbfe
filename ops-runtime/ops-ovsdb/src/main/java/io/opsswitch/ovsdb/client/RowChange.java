/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one row from one state of a replica to another. Immutable.
 *
 * @param before the row as it was; null if it is new
 * @param after the row as it is; null if it is gone
 * @param columns the names of the columns that differ: those monitored if the row is new or gone
 */
public record RowChange(
        String table, @Nullable ReplicaRow before, @Nullable ReplicaRow after, Set<String> columns) {

    /** What can become of a row. */
    public enum Kind {
        /** It is new. */
        INSERTED,
        /** Some of its values are others. */
        MODIFIED,
        /** It is gone. */
        DELETED
    }

    /** Return what has become of the row. */
    public Kind kind() {
        return before == null ? Kind.INSERTED : after == null ? Kind.DELETED : Kind.MODIFIED;
    }

    /** Return the row's UUID. */
    public UUID uuid() {
        return Objects.requireNonNull(after == null ? before : after).uuid();
    }
}
