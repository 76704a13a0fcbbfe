/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one row. Immutable.
 *
 * @param before the version before; null if the row was inserted
 * @param after the version after; null if the row was deleted
 */
public record RowChange(@Nullable Row before, @Nullable Row after) {

    /** Return the row's UUID. */
    public UUID uuid() {
        Row any = before != null ? before : after;
        if (any == null) {
            throw new IllegalStateException("a change of nothing");
        }
        return any.uuid();
    }

    /** Return this followed by a later change of the same row; null if they cancel each other out. */
    public @Nullable RowChange then(RowChange later) {
        return before == null && later.after == null ? null : new RowChange(before, later.after);
    }
}
