/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import io.opsswitch.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the methods of a table's columns. Where two columns would have a method of the same name, the one that is
 * later in the alphabet gets a {@code _} behind its name; the order of the file does not count, because schemas are
 * sorted on the way to a server. Immutable.
 */
final class ColumnNames {

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();

    ColumnNames(Table table) {
        Set<String> taken = new HashSet<>();
        NameSet constantNames = new NameSet(List.of());
        for (String column : new TreeSet<>(table.columns().keySet())) {
            String name = JavaNames.methodOf(column);
            while (methods(name).stream().anyMatch(taken::contains)) {
                name += "_";
            }
            taken.addAll(methods(name));
            names.put(column, name);
            constants.put(column, constantNames.unique(JavaNames.constantOf(column)));
        }
    }

    private static List<String> methods(String name) {
        String capital = JavaNames.capital(name);
        return List.of(
                name,
                name + "Uuid",
                name + "Uuids",
                "has" + capital,
                "addTo" + capital,
                "putIn" + capital,
                "removeFrom" + capital,
                "verify" + capital);
    }

    /** Return the name of the column's getter, from which the other methods have theirs. */
    String method(String column) {
        return names.getOrDefault(column, column);
    }

    /** Return the name of the constant in {@code Column}. */
    String constant(String column) {
        return "Column." + constants.getOrDefault(column, column);
    }
}
