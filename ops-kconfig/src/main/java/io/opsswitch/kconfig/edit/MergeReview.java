/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.explain.Explanation;
import io.opsswitch.kconfig.explain.Fact;
import io.opsswitch.kconfig.explain.Why;
import java.util.ArrayList;
import java.util.List;

/** Looks whether a configuration has the values that a merge asked for. */
public final class MergeReview {

    private static final int HEX = 16;

    private MergeReview() {}

    /**
     * Return what did not come true, with the reason, in the order of the merged text.
     *
     * <p>To ask for n of a symbol that is not written, or that the tree does not have, is granted.
     *
     * @param merge what was asked for
     * @param result the configuration that came of it, by {@link Merge#seed}
     */
    public static List<Unmet> unmet(Merge merge, Configuration result) {
        List<Unmet> found = new ArrayList<>();
        for (ConfigLine line : merge.requests()) {
            String name = String.valueOf(line.name());
            Symbol symbol = result.tree().symbol(name.substring(merge.prefix().length()));
            if (symbol == null || !symbol.isDefined()) {
                if (!line.value().equals("n")) {
                    String reason = SymbolNames.unknown(result.tree(), name, merge.prefix());
                    found.add(new Unmet(name, line.location(), line.text(), "", reason, List.of()));
                }
            } else if (!isGranted(line, symbol, result)) {
                found.add(new Unmet(
                        name,
                        line.location(),
                        line.text(),
                        actual(symbol, result, merge.prefix()),
                        new Obstacle(result, symbol, line.unquoted()).sentence(),
                        explain(merge, symbol, result).lines()));
            }
        }
        return found;
    }

    /** Explain a value; the explanation names the lines of the files that were merged. */
    private static Explanation explain(Merge merge, Symbol symbol, Configuration result) {
        Explanation why = Why.explain(result, symbol, merge.prefix());
        return new Explanation(symbol, why.value(), why.origin(), originals(merge, why.facts()));
    }

    private static List<Fact> originals(Merge merge, List<Fact> facts) {
        return facts.stream()
                .map(fact -> new Fact(
                        fact.text(), merge.original(fact.location()), fact.about(), originals(merge, fact.reasons())))
                .toList();
    }

    private static boolean isGranted(ConfigLine line, Symbol symbol, Configuration result) {
        String value = result.value(symbol);
        if (symbol.type().isLogical()) {
            return line.value().equals(value);
        }
        if (line.unquoted().equals(value)) {
            return result.isWritten(symbol) || line.value().equals("n");
        }
        return symbol.type() == SymbolType.HEX && sameNumber(line.value(), value);
    }

    private static boolean sameNumber(String one, String other) {
        try {
            return Long.parseUnsignedLong(digits(one), HEX) == Long.parseUnsignedLong(digits(other), HEX);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String digits(String number) {
        return number.startsWith("0x") || number.startsWith("0X") ? number.substring(2) : number;
    }

    private static String actual(Symbol symbol, Configuration result, String prefix) {
        if (!result.isWritten(symbol)) {
            return "";
        }
        boolean off = symbol.type().isLogical() && result.value(symbol).equals("n");
        return off
                ? ConfigEditor.disabled(prefix, symbol.name())
                : result.assignment(symbol, prefix).stripTrailing();
    }
}
