/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tables of a database that are not replicated, from {@code --sync-exclude-tables=DB:TABLE,DB:TABLE}. */
public final class ExcludedTables {

    private ExcludedTables() {}

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>(List.of(text.split("[ ,]+")));
        words.removeIf(String::isEmpty);
        return words;
    }

    /**
     * Check a list.
     *
     * @throws IllegalArgumentException if something in it is not DB:TABLE; the message is for the user
     */
    public static void check(String text) {
        for (String word : words(text)) {
            int colon = word.indexOf(':');
            if (colon <= 0 || colon == word.length() - 1) {
                throw new IllegalArgumentException("Can't parse excluded table: " + word);
            }
        }
    }

    /** Return the tables of a database that a list names; a name without a database counts for every database. */
    public static Set<String> of(String text, String database) {
        Set<String> tables = new TreeSet<>();
        for (String word : words(text)) {
            int colon = word.indexOf(':');
            if (colon < 0) {
                tables.add(word);
            } else if (word.substring(0, colon).equals(database)) {
                tables.add(word.substring(colon + 1));
            }
        }
        return tables;
    }
}
