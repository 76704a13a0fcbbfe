/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the defined name that a misspelt one probably means.
 *
 * <p>Compares by the number of letters that differ, are missing, too many or swapped, after a filter by length and by the set of
 * letters, since most names of a large tree differ in both. Immutable after construction.
 */
final class Names {

    private static final int SHORTEST = 4;
    private static final int LONG = 9;

    private record Entry(String name, long letters) {}

    private final Map<Integer, List<Entry>> byLength = new HashMap<>();

    Names(KconfigTree tree) {
        for (Symbol symbol : tree.symbols()) {
            byLength.computeIfAbsent(symbol.name().length(), l -> new ArrayList<>())
                    .add(new Entry(symbol.name(), letters(symbol.name())));
        }
    }

    /** Return the nearest name, or null when none is near. */
    @Nullable
    String nearest(String name) {
        if (name.length() < SHORTEST) {
            return null;
        }
        int limit = name.length() < LONG ? 1 : 2;
        long letters = letters(name);
        @Nullable String best = null;
        for (int length = name.length() - limit; length <= name.length() + limit; length++) {
            for (Entry entry : byLength.getOrDefault(length, List.of())) {
                // One letter more, less or exchanged changes at most two members of the set.
                if (limit >= 0 && Long.bitCount(entry.letters ^ letters) <= 2 * limit) {
                    int distance = distance(name, entry.name, limit);
                    if (distance <= limit) {
                        best = entry.name;
                        limit = distance - 1;
                    }
                }
            }
        }
        return best;
    }

    private static long letters(String name) {
        long set = 0;
        for (int i = 0; i < name.length(); i++) {
            set |= 1L << (name.charAt(i) & 0x3f);
        }
        return set;
    }

    /** Return the edit distance, or more than the limit when it is more; two letters swapped count once. */
    static int distance(String a, String b, int limit) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = before;
            before = above;
            above = row;
            row = free;
            row[0] = i;
            int least = i;
            for (int j = 1; j < row.length; j++) {
                char x = a.charAt(i - 1);
                char y = b.charAt(j - 1);
                row[j] = Math.min(above[j - 1] + (x == y ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
                boolean swapped = i > 1 && j > 1 && x == b.charAt(j - 2) && y == a.charAt(i - 2);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return least;
            }
        }
        return row[b.length()];
    }
}
