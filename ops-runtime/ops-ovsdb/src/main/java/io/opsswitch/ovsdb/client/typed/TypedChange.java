/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.RowChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one row from one snapshot to another. Immutable.
 *
 * @param kind whether it is new, has changed or is gone
 * @param before the row as it was, in the snapshot before; null if it is new
 * @param after the row as it is, in the snapshot now; null if it is gone
 * @param columns the names of the columns that differ: those monitored if the row is new or gone
 * @param <T> the generated class
 */
public record TypedChange<T extends TypedRow<T>>(
        RowChange.Kind kind, @Nullable T before, @Nullable T after, Set<String> columns) {}
