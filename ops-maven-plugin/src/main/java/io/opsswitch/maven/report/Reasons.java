/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.explain.Explanation;
import io.opsswitch.kconfig.explain.Fact;
import io.opsswitch.kconfig.explain.Origin;
import io.opsswitch.kconfig.explain.Why;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the symbols of a configuration are as they are. Files are named relative to the product's folder, so that the same
 * product gives the same text wherever it lies.
 *
 * @param configuration what is explained
 * @param folder the product's folder, absolute
 */
public record Reasons(Configuration configuration, Path folder) {

    /** Return all reasons as indented lines, the one that decides first. */
    public List<String> lines(Symbol symbol) {
        return explain(symbol).lines().stream().map(this::shown).toList();
    }

    /**
     * Return what decides, in one line.
     *
     * @param state of the symbol: what keeps a feature from being switched on tells more than that nothing switches it on
     */
    String decisive(Symbol symbol, FeatureRow.State state) {
        Explanation why = explain(symbol);
        List<Fact> facts = new ArrayList<>();
        if (state == FeatureRow.State.UNAVAILABLE && why.origin().kind() == Origin.Kind.NONE) {
            facts.addAll(why.facts().get(0).reasons());
            facts.addAll(why.facts().subList(1, why.facts().size()));
        }
        Fact fact = facts.isEmpty() ? why.facts().get(0) : facts.get(0);
        String text = fact.text().replaceFirst("^\\S+ is \\S+ (because )?", "");
        return shown(text + (fact.location() == null ? "" : "  [" + fact.location() + "]"));
    }

    private Explanation explain(Symbol symbol) {
        return Why.explain(configuration, symbol, "");
    }

    private String shown(String line) {
        return line.replace(
                folder.toAbsolutePath().normalize() + folder.getFileSystem().getSeparator(), "");
    }
}
