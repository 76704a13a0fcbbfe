/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers one term for each term, by its id. Owned by the thread that loads. */
final class TermTable {

    private @Nullable Term[] results = new Term[1 << 10];

    /** Return what was put for a term, or null. */
    @Nullable
    Term get(Term term) {
        return term.id < results.length ? results[term.id] : null;
    }

    void put(Term term, Term result) {
        if (term.id >= results.length) {
            results = Arrays.copyOf(results, Math.max(results.length * 2, term.id + 1));
        }
        results[term.id] = result;
    }
}
