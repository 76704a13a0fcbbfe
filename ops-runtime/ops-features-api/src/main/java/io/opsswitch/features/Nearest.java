/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds names that somebody may have meant. */
final class Nearest {

    private static final int SHOWN = 3;

    private Nearest() {}

    /** Return a few names that are nearly this one, the nearest first; none if all are far. */
    static List<String> to(String name, Collection<String> names) {
        int limit = Math.max(2, name.length() / 3);
        return names.stream()
                .filter(other -> distance(name, other) <= limit)
                .sorted(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** The number of letters to change, put in or take out (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
