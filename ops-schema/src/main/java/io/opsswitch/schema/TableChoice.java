/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which tables of a schema are meant: all, some, or all but some. Immutable. */
public final class TableChoice implements Predicate<String> {

    /** All tables. */
    public static final TableChoice ALL = new TableChoice(Set.of(), false);

    private final Set<String> named;
    private final boolean only;

    private TableChoice(Set<String> named, boolean only) {
        this.named = named;
        this.only = only;
    }

    /**
     * Choose the tables that are named.
     *
     * @throws IllegalArgumentException if the schema lacks one; the message names it and those that it has
     */
    public static TableChoice only(SchemaSource source, Collection<String> names) {
        return new TableChoice(known(source, names), true);
    }

    /**
     * Choose all tables but those that are named.
     *
     * @throws IllegalArgumentException if the schema lacks one; the message names it and those that it has
     */
    public static TableChoice without(SchemaSource source, Collection<String> names) {
        return new TableChoice(known(source, names), false);
    }

    private static Set<String> known(SchemaSource source, Collection<String> names) {
        Set<String> tables = new TreeSet<>(source.schema().tables().keySet());
        for (String name : names) {
            if (!tables.contains(name)) {
                throw new IllegalArgumentException(
                        "the schema has no table \"" + name + "\"; it has " + String.join(", ", tables));
            }
        }
        return Set.copyOf(names);
    }

    @Override
    public boolean test(String table) {
        return named.contains(table) == only;
    }
}
