/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant. */
public final class Names {

    private static final int SHOWN = 3;

    private Names() {}

    /**
     * Find the known names nearest to a wrong one.
     *
     * @return at most three, nearest first; empty when none is near
     */
    public static List<String> nearest(String wrong, Collection<String> known) {
        int limit = Math.max(2, wrong.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(name -> new Candidate(name, distance(wrong, name)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    /** Return advice that begins with the nearest names, or the alternative when there is none. */
    public static String suggestion(String wrong, Collection<String> known, String otherwise) {
        List<String> nearest = nearest(wrong, known);
        return nearest.isEmpty()
                ? otherwise
                : "did you mean " + nearest.stream().collect(Collectors.joining(" or ")) + "? Otherwise " + otherwise;
    }

    /**
     * Count the edits between two names: insertions, deletions, substitutions and swaps of neighbours (the restricted
     * Damerau-Levenshtein distance), ignoring case.
     */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = same(a.charAt(i - 1), b.charAt(j - 1));
                int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && same(a.charAt(i - 1), b.charAt(j - 2))
                        && same(a.charAt(i - 2), b.charAt(j - 1))) {
                    best = Math.min(best, 1 + d[i - 2][j - 2]);
                }
                d[i][j] = best;
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
