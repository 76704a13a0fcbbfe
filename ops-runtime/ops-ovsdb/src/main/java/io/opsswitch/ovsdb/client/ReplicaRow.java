/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a replica: an immutable version. A column that the server's schema lacks (its feature was pruned) reads
 * as empty, so that callers need not ask for each whether it exists; {@link #has} tells.
 */
public interface ReplicaRow {

    /** Return the row's UUID. */
    UUID uuid();

    /** Return whether the schema has this column and the client monitors it. */
    boolean has(String column);

    /** Return a string column; null if the (optional) column is empty or absent. */
    @Nullable
    String string(String column);

    /** Return an integer column; {@code absent} if the column is empty or absent. */
    long integer(String column, long absent);

    /** Return a boolean column; {@code absent} if the column is empty or absent. */
    boolean bool(String column, boolean absent);

    /** Return a set of strings in OVSDB's order. */
    Set<String> strings(String column);

    /** Return a set of integers in ascending order. */
    Set<Long> integers(String column);

    /** Return a set of references. */
    Set<UUID> uuids(String column);

    /** Return a map from strings to strings, in the order of the keys. */
    Map<String, String> map(String column);

    /**
     * Return the first element of a column, or null if it is empty or absent.
     *
     * @param type what an atom of the column is: {@code String}, {@code Long}, {@code Double}, {@code Boolean} or {@code
     *     UUID}
     */
    <T> @Nullable T one(String column, Class<T> type);

    /** Return a set of atoms of any type in OVSDB's order, empty if the column is absent. */
    <T> Set<T> set(String column, Class<T> type);

    /** Return a map between atoms of any types, in the order of the keys, empty if the column is absent. */
    <K, V> Map<K, V> map(String column, Class<K> keys, Class<V> values);
}
