/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.compare;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares configurations, be they of the same tree or not. */
public final class Differences {

    private Differences() {}

    /**
     * Return what differs, in the menu order of the second; what only the first has comes last.
     *
     * <p>Only symbols that configuration files contain count; strings are without quotes.
     */
    public static List<Difference> between(Configuration before, Configuration after) {
        List<Difference> result = new ArrayList<>();
        if (before.tree() == after.tree()) {
            // Without looking up names: this is done for many configurations of large trees.
            for (Symbol symbol : after.tree().symbols()) {
                add(result, symbol.name(), written(before, symbol), written(after, symbol));
            }
            return result;
        }
        for (Symbol symbol : after.tree().symbols()) {
            Symbol same = before.tree().symbol(symbol.name());
            add(result, symbol.name(), same == null ? null : written(before, same), written(after, symbol));
        }
        for (Symbol symbol : before.tree().symbols()) {
            Symbol same = after.tree().symbol(symbol.name());
            if (same == null || !same.isDefined()) {
                add(result, symbol.name(), written(before, symbol), null);
            }
        }
        return result;
    }

    /** Return what differs between two texts, in the order of the second; what only the first has comes last. */
    public static List<Difference> between(ConfigText before, ConfigText after) {
        List<Difference> result = new ArrayList<>();
        after.values().forEach((name, value) -> add(result, name, before.value(name), value));
        before.values().forEach((name, value) -> {
            if (after.value(name) == null) {
                add(result, name, value, null);
            }
        });
        return result;
    }

    private static void add(List<Difference> result, String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            result.add(new Difference(name, before, after));
        }
    }

    private static @Nullable String written(Configuration configuration, Symbol symbol) {
        boolean inFiles = symbol.isDefined() && symbol.type() != SymbolType.UNKNOWN && configuration.isWritten(symbol);
        return inFiles ? configuration.value(symbol) : null;
    }
}
