/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a symbol has its value.
 *
 * @param symbol the symbol
 * @param value its value
 * @param origin what decides
 * @param facts the chain of reasons, the one that decides first
 */
public record Explanation(Symbol symbol, String value, Origin origin, List<Fact> facts) {

    public Explanation {
        facts = List.copyOf(facts);
    }

    /** Return the reasons as indented lines, for a page or a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        facts.forEach(fact -> add(fact, "", lines));
        return lines;
    }

    private static void add(Fact fact, String indent, List<String> lines) {
        lines.add(indent + fact.text() + (fact.location() == null ? "" : "  [" + fact.location() + "]"));
        fact.reasons().forEach(reason -> add(reason, indent + "  ", lines));
    }
}
