/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import java.util.UUID;

/**
 * Something that stands for a row where another row refers to it: a row, an editor (of a row that is being inserted), or
 * what {@link RowType#reference} makes of a UUID.
 *
 * @param <T> the class of the table's rows
 */
public interface RowReference<T extends TypedRow<T>> {

    /** Return the row's UUID. */
    UUID uuid();
}
