/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a snapshot of a database, with getters that a generator made from the schema. Immutable and safe for use by
 * several threads.
 *
 * <p>Two rows are equal if they are the same version of the same row, in whichever snapshots.
 *
 * @param <T> the generated class
 */
public abstract class TypedRow<T extends TypedRow<T>> implements RowReference<T> {

    private final RowType<T> type;
    private final Replica replica;
    private final ReplicaRow row;

    /** Create the view of a row; references are looked up in the replica. */
    protected TypedRow(RowType<T> type, Replica replica, ReplicaRow row) {
        this.type = type;
        this.replica = replica;
        this.row = row;
    }

    @Override
    public final UUID uuid() {
        return row.uuid();
    }

    /** Return the snapshot that the row was taken from, in which its references are looked up. */
    public final Replica replica() {
        return replica;
    }

    /** Return the row without its type. */
    public final ReplicaRow row() {
        return row;
    }

    /** Return whether the server's schema has this column and the client monitors it; else it reads as empty. */
    public final boolean has(String column) {
        return row.has(column);
    }

    /** Delete the row when the transaction is committed. */
    public final void delete(TypedTransaction transaction) {
        type.delete(transaction, uuid());
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof TypedRow<?> that
                && type.table().equals(that.type.table())
                && row.uuid().equals(that.row.uuid())
                && row.equals(that.row);
    }

    @Override
    public final int hashCode() {
        return row.uuid().hashCode();
    }

    /** Return the table's name and the UUID. */
    @Override
    public final String toString() {
        return type.table() + " " + row.uuid();
    }
}
