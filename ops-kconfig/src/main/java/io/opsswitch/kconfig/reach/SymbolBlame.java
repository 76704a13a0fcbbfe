/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds reasons for the values of symbols outside of choices, by the rules of evaluation read backwards.
 *
 * <p>A value is the greater of what others select and its own; its own is the user's as far as it is visible, or else
 * what defaults and implies say. That a bool, and without modules a tristate, makes y of m, needs attention: of a bool
 * only "n" and "not n" are asked, and where a tristate is concerned, modules belong to the reason.
 */
final class SymbolBlame {

    private final Blame blame;
    private final Configuration values;
    private final boolean strongImply;
    private final boolean roundsDependencies;

    SymbolBlame(Blame blame, Dialect dialect) {
        this.blame = blame;
        this.values = blame.values;
        this.strongImply = dialect.has(Feature.STRONG_IMPLY);
        this.roundsDependencies = !dialect.has(Feature.STRICT_UNMET);
    }

    // --- upper bounds

    /** Return the reason for a bool or tristate to be at most n or m. */
    @Nullable
    Reason atMost(Symbol symbol, Tristate level) {
        if (level == Tristate.N) {
            return unroundedAtMost(symbol, Tristate.N);
        }
        Reason no = blame.atMost(symbol, Tristate.N);
        if (!blame.areModulesOn()) {
            return no;
        }
        Reason reason = Reason.both(unroundedAtMost(symbol, Tristate.M), blame.modules());
        if (strongImply) {
            reason = Reason.both(reason, impliedAtMost(symbol, Tristate.M));
        }
        return Reason.better(no, reason);
    }

    private @Nullable Reason unroundedAtMost(Symbol symbol, Tristate level) {
        Reason selected = blame.atMost(symbol.selectors(), level);
        return selected == null ? null : Reason.both(selected, ownAtMost(symbol, level));
    }

    private @Nullable Reason ownAtMost(Symbol symbol, Tristate level) {
        Tristate input = input(symbol);
        Reason unset = unsetAtMost(symbol, level);
        if (input != null && symbol.isTransitional() && symbol.prompts().isEmpty()) {
            // Nobody can give a value; one that an old file gave stays.
            return input.compareTo(level) <= 0 ? Reason.NONE : null;
        }
        if (symbol.prompts().isEmpty()) {
            return unset;
        }
        boolean kept = input != null && symbol.isTransitional();
        Reason best = kept || unset == null ? null : Reason.both(unset, visibleAtMost(symbol, level));
        if (input != null && input.compareTo(level) > 0 || best != null && best.isEmpty()) {
            return best;
        }
        Reason counts = unset;
        if (input != null && values.visibility(symbol) != Tristate.N) {
            counts = Reason.better(unset, visibleAtLeast(symbol, Tristate.M));
        }
        return Reason.better(best, Reason.both(blame.input(symbol, above(level)), counts));
    }

    /** Return the reason for the value without the user's to be at most this. */
    private @Nullable Reason unsetAtMost(Symbol symbol, Tristate level) {
        Reason implied = impliedAtMost(symbol, level);
        Reason reason = implied == null ? null : Reason.both(implied, defaultsAtMost(symbol, level));
        if (strongImply || symbol.implicators() == null) {
            return reason;
        }
        // What implies brings the dependencies in, even against the default.
        Tristate limit = roundsDependencies ? Tristate.N : level;
        Reason unmet = blame.atMost(symbol.directDependency(), limit);
        return Reason.better(reason, Reason.both(unmet, blame.atLeast(symbol.implicators(), Tristate.M)));
    }

    @Nullable
    Reason defaultsAtMost(Symbol symbol, Tristate level) {
        Reason before = Reason.NONE;
        Reason best = null;
        for (DefaultValue each : symbol.defaults()) {
            Reason little = Reason.better(blame.atMost(each.condition(), level), blame.atMost(each.value(), level));
            before = Reason.both(before, little);
            if (before == null) {
                return best;
            }
            // Those behind one that counts do not.
            best = Reason.better(best, Reason.both(before, blame.atLeast(each.condition(), Tristate.M)));
        }
        return Reason.better(before, best);
    }

    private @Nullable Reason impliedAtMost(Symbol symbol, Tristate level) {
        Expression implicators = symbol.implicators();
        if (implicators == null) {
            return Reason.NONE;
        }
        // What is implied obeys the dependencies; older tools only ask whether these are n.
        Tristate limit = strongImply || roundsDependencies ? Tristate.N : level;
        return Reason.better(blame.atMost(implicators, level), blame.atMost(symbol.directDependency(), limit));
    }

    // --- lower bounds

    /** Return the reason for a bool to be y, or a tristate to be at least m or y. */
    @Nullable
    Reason atLeast(Symbol symbol, Tristate level) {
        if (symbol.type() == SymbolType.BOOL) {
            return unroundedAtLeast(symbol, Tristate.M);
        }
        Reason reason = unroundedAtLeast(symbol, level);
        if (level == Tristate.Y && !blame.areModulesOn()) {
            reason = Reason.better(reason, Reason.both(unroundedAtLeast(symbol, Tristate.M), blame.modules()));
        } else if (level == Tristate.Y && strongImply && values.implication(symbol) == Tristate.Y) {
            Reason implied = Reason.both(
                    blame.atLeast(symbol.implicators(), Tristate.Y),
                    blame.atLeast(symbol.directDependency(), Tristate.M));
            reason = Reason.better(reason, Reason.both(unroundedAtLeast(symbol, Tristate.M), implied));
        }
        return reason;
    }

    private @Nullable Reason unroundedAtLeast(Symbol symbol, Tristate level) {
        Reason selected = blame.atLeast(symbol.selectors(), level);
        return selected != null && selected.isEmpty() ? selected : Reason.better(selected, ownAtLeast(symbol, level));
    }

    private @Nullable Reason ownAtLeast(Symbol symbol, Tristate level) {
        Tristate input = input(symbol);
        boolean visible = values.visibility(symbol) != Tristate.N;
        if (input != null && !visible && symbol.isTransitional()) {
            return input.compareTo(level) >= 0 && symbol.prompts().isEmpty() ? Reason.NONE : null;
        }
        if (input != null && visible) {
            return input.compareTo(level) < 0
                    ? null
                    : Reason.both(visibleAtLeast(symbol, level), blame.input(symbol, below(level)));
        }
        Reason unset = unsetAtLeast(symbol, level);
        if (unset == null || symbol.prompts().isEmpty()) {
            return unset;
        }
        Reason best = visible ? null : Reason.both(unset, visibleAtMost(symbol, Tristate.N));
        if (input == null) {
            best = Reason.better(best, Reason.both(unset, blame.input(symbol, Reason.ANY)));
            Reason open = Reason.both(visibleAtLeast(symbol, level), blame.input(symbol, below(level)));
            best = Reason.better(best, Reason.both(unset, open));
        }
        return best;
    }

    private @Nullable Reason unsetAtLeast(Symbol symbol, Tristate level) {
        Expression implicators = symbol.implicators();
        Reason best = defaultAtLeast(symbol, level);
        if (implicators == null) {
            return best;
        }
        Tristate open = roundsDependencies || strongImply ? Tristate.M : level;
        Reason allowed = blame.atLeast(symbol.directDependency(), open);
        if (!strongImply) {
            // What implies also brings the dependencies in, even against the default.
            best = Reason.both(best, Reason.better(blame.atMost(implicators, Tristate.N), allowed));
        }
        return Reason.better(best, Reason.both(blame.atLeast(implicators, level), allowed));
    }

    private @Nullable Reason defaultAtLeast(Symbol symbol, Tristate level) {
        Reason passed = Reason.NONE;
        for (DefaultValue each : symbol.defaults()) {
            if (values.evaluate(each.condition()) != Tristate.N) {
                Reason counts = Reason.both(blame.atLeast(each.condition(), level), blame.atLeast(each.value(), level));
                return Reason.both(passed, counts);
            }
            passed = Reason.both(passed, blame.atMost(each.condition(), Tristate.N));
        }
        return null;
    }

    // --- visibility

    @Nullable
    Reason visibleAtMost(Symbol symbol, Tristate level) {
        Reason all = Reason.NONE;
        for (Prompt prompt : symbol.prompts()) {
            all = Reason.both(all, blame.atMost(prompt.condition(), level));
        }
        return all;
    }

    @Nullable
    Reason visibleAtLeast(Symbol symbol, Tristate level) {
        Reason best = null;
        for (Prompt prompt : symbol.prompts()) {
            best = Reason.better(best, blame.atLeast(prompt.condition(), level));
        }
        return best;
    }

    // --- numbers and strings

    /** Return the reason for a number or string to be what it is. */
    @Nullable
    Reason exactText(Symbol symbol) {
        boolean visible = values.visibility(symbol) != Tristate.N;
        boolean given = values.isUserSet(symbol);
        Reason reason;
        if (given && visible) {
            reason = Reason.both(visibleAtLeast(symbol, Tristate.M), blame.input(symbol, Reason.ANY));
        } else if (given && symbol.isTransitional()) {
            reason = visibleAtMost(symbol, Tristate.N);
        } else {
            Reason hidden = visible ? null : visibleAtMost(symbol, Tristate.N);
            boolean open = !given && !symbol.prompts().isEmpty();
            Reason unset = open ? Reason.better(hidden, blame.input(symbol, Reason.ANY)) : hidden;
            reason = Reason.both(unset, exactDefault(symbol));
        }
        return symbol.type() == SymbolType.STRING ? reason : Reason.both(reason, exactRange(symbol));
    }

    private @Nullable Reason exactDefault(Symbol symbol) {
        Reason passed = Reason.NONE;
        for (DefaultValue each : symbol.defaults()) {
            if (values.evaluate(each.condition()) != Tristate.N) {
                Reason text = each.value() instanceof Expression.Ref ref ? blame.exact(ref.symbol()) : Reason.NONE;
                return Reason.both(passed, Reason.both(blame.atLeast(each.condition(), Tristate.M), text));
            }
            passed = Reason.both(passed, blame.atMost(each.condition(), Tristate.N));
        }
        return passed;
    }

    /** Return the reason for the active range to be what it is. */
    @Nullable
    Reason exactRange(Symbol symbol) {
        Reason passed = Reason.NONE;
        for (Range range : symbol.ranges()) {
            if (values.evaluate(range.condition()) != Tristate.N) {
                Reason bounds = Reason.both(blame.exact(range.low()), blame.exact(range.high()));
                return Reason.both(passed, Reason.both(blame.atLeast(range.condition(), Tristate.M), bounds));
            }
            passed = Reason.both(passed, blame.atMost(range.condition(), Tristate.N));
        }
        return passed;
    }

    /**
     * Return the reason for a number or string not to have a text: neither the user nor a default nor a bound says it.
     */
    @Nullable
    Reason isNot(Symbol symbol, String text) {
        Reason reason = exactText(symbol);
        boolean byInput = values.isUserSet(symbol) && text.equals(values.inputValue(symbol));
        if (emptyText(symbol).equals(text)) {
            return reason;
        }
        Reason sources = Reason.NONE;
        for (DefaultValue each : symbol.defaults()) {
            Reason other = each.value() instanceof Expression.Ref ref ? isOther(ref.symbol(), text) : Reason.NONE;
            sources = Reason.both(sources, Reason.better(other, blame.atMost(each.condition(), Tristate.N)));
        }
        List<Range> ranges = symbol.type() == SymbolType.STRING ? List.of() : symbol.ranges();
        for (Range range : ranges) {
            Reason other = Reason.both(isOther(range.low(), text), isOther(range.high(), text));
            sources = Reason.both(sources, Reason.better(other, blame.atMost(range.condition(), Tristate.N)));
        }
        Reason silent = visibleAtMost(symbol, Tristate.N);
        if (!byInput && !symbol.isTransitional() && !symbol.prompts().isEmpty()) {
            silent = Reason.better(silent, blame.input(symbol, Reason.ANY));
        }
        if (values.isUserSet(symbol) && symbol.isTransitional()) {
            return reason;
        }
        return Reason.better(reason, Reason.both(silent, sources));
    }

    private @Nullable Reason isOther(Symbol source, String text) {
        // Bounds may be written anew from their number, so these must be texts that look quite different.
        return sameNumber(values.value(source), text) ? null : blame.exact(source);
    }

    private static boolean sameNumber(String left, String right) {
        return left.equals(right) || number(left).equals(number(right));
    }

    private static String number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String digits = lower.startsWith("0x") ? lower.substring(2) : lower;
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.substring(zeros);
    }

    private String emptyText(Symbol symbol) {
        boolean zero = values.tree().dialect().has(Feature.ZERO_NUMBERS);
        return switch (symbol.type()) {
            case INT -> zero ? "0" : "";
            case HEX -> zero ? "0x0" : "";
            default -> "";
        };
    }

    private @Nullable Tristate input(Symbol symbol) {
        return values.isUserSet(symbol) ? values.inputState(symbol) : null;
    }

    /** Return the bits of the values above a level. */
    static int above(Tristate level) {
        return Reason.ANY & ~((2 << level.ordinal()) - 1);
    }

    /** Return the bits of the values below a level. */
    static int below(Tristate level) {
        return (1 << level.ordinal()) - 1;
    }
}
