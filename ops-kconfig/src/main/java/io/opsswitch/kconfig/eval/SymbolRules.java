/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Reckoning;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import org.jspecify.annotations.Nullable;

/**
 * How a symbol gets its value.
 *
 * <p>The user's value counts while the symbol is visible, and no further than it is visible. Else the first default
 * whose condition holds counts, raised by what is implied within the dependencies. Whatever others select is the least
 * value, even against the dependencies. Numbers are clamped into the first range whose condition holds.
 */
final class SymbolRules {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final Evaluator values;
    private final EvaluationPlan plan;
    private final boolean zeroNumbers;
    private final boolean boundText;
    private final boolean writesDefaultN;
    private final boolean roundsDependencies;
    private final boolean strongImply;
    private final boolean stickyMembers;

    SymbolRules(Evaluator values) {
        this.values = values;
        this.plan = values.plan;
        this.zeroNumbers = values.dialect.has(Feature.ZERO_NUMBERS);
        this.boundText = values.dialect.has(Feature.BOUND_TEXT);
        this.writesDefaultN = values.dialect.has(Feature.WRITES_DEFAULT_N);
        this.strongImply = values.dialect.has(Feature.STRONG_IMPLY);
        this.stickyMembers = values.dialect.has(Feature.STICKY_MEMBERS);
        this.roundsDependencies = !values.dialect.has(Feature.STRICT_UNMET);
    }

    void compute(Symbol symbol, ChoiceRules choices) {
        int index = symbol.index();
        values.setState(index, Tristate.N);
        values.text[index] = emptyText(symbol.type());
        values.visible[index] = symbol.choice() == null ? values.promptVisibility(symbol) : choices.visibility(symbol);
        computeDependencies(symbol);
        boolean sticks = stickyMembers && symbol.choice() != null && values.written[index];
        values.written[index] = values.visible[index] != Tristate.N || sticks;
        if (symbol.type().isLogical()) {
            computeState(symbol, choices);
        } else {
            computeText(symbol);
        }
        if (symbol.environmentVariable() != null || symbol.isTransitional() || symbol.isPredefined()) {
            values.written[index] = false;
        }
    }

    private String emptyText(SymbolType type) {
        return switch (type) {
            case INT -> zeroNumbers ? "0" : "";
            case HEX -> zeroNumbers ? "0x0" : "";
            default -> "";
        };
    }

    private void computeDependencies(Symbol symbol) {
        int index = symbol.index();
        boolean bool = values.effectiveType(symbol) == SymbolType.BOOL;
        if (symbol.choice() != null) {
            values.direct[index] = Tristate.Y;
            values.selected[index] = Tristate.N;
            values.implied[index] = Tristate.N;
            return;
        }
        values.direct[index] = rounded(values.evaluate(plan.direct[index]), bool || roundsDependencies);
        values.selected[index] = rounded(values.evaluate(plan.selectors[index]), bool);
        boolean hopeless = strongImply && values.direct[index] == Tristate.N;
        values.implied[index] = hopeless ? Tristate.N : rounded(values.evaluate(plan.implicators[index]), bool);
    }

    private static Tristate rounded(Tristate state, boolean bool) {
        return bool && state == Tristate.M ? Tristate.Y : state;
    }

    private void computeState(Symbol symbol, ChoiceRules choices) {
        int index = symbol.index();
        Choice choice = symbol.choice();
        if (choice != null && choices.decides(symbol)) {
            boolean won = values.winner[choice.symbol().index()] == symbol;
            values.setState(index, won && values.visible[index] != Tristate.N ? Tristate.Y : Tristate.N);
            return;
        }
        Tristate state = ownState(symbol).or(values.selected[index]);
        boolean raised = strongImply && values.implied[index] == Tristate.Y;
        values.setState(index, rounded(state, raised || values.effectiveType(symbol) == SymbolType.BOOL));
    }

    private Tristate ownState(Symbol symbol) {
        int index = symbol.index();
        if (userCounts(symbol)) {
            Tristate visible = values.visible[index];
            Tristate wanted = values.input().state(symbol);
            return visible == Tristate.N ? wanted : wanted.and(visible);
        }
        if (values.selected[index] != Tristate.N) {
            values.written[index] = true;
        }
        Tristate state = Tristate.N;
        int active = activeDefault(index);
        if (active >= 0) {
            state = defaultState(index, active);
            if (state != Tristate.N || writesDefaultN) {
                values.written[index] = true;
            }
        }
        if (values.implied[index] != Tristate.N) {
            values.written[index] = true;
            state = state.or(values.implied[index]);
            if (!strongImply) {
                state = state.and(values.direct[index]);
            }
        }
        return state;
    }

    private boolean userCounts(Symbol symbol) {
        boolean reachable = values.visible[symbol.index()] != Tristate.N || symbol.isTransitional();
        return reachable && values.input().has(symbol);
    }

    private void computeText(Symbol symbol) {
        int index = symbol.index();
        if (userCounts(symbol)) {
            values.text[index] = values.input().text(symbol);
        } else {
            String text = defaultNumberOrString(symbol);
            if (text != null) {
                values.written[index] = true;
                values.text[index] = text;
            }
        }
        clamp(symbol);
    }

    private @Nullable String defaultNumberOrString(Symbol symbol) {
        int active = activeDefault(symbol.index());
        return active >= 0 && symbol.defaults().get(active).value() instanceof Expression.Ref ref
                ? values.text(ref.symbol())
                : null;
    }

    /** Return the position of the first default whose condition holds, or -1. */
    private int activeDefault(int index) {
        int[] conditions = plan.defaultConditions[index];
        for (int i = 0; i < conditions.length; i++) {
            if (values.evaluate(conditions[i]) != Tristate.N) {
                return i;
            }
        }
        return -1;
    }

    private Tristate defaultState(int index, int position) {
        return values.evaluate(plan.defaultValues[index][position])
                .and(values.evaluate(plan.defaultConditions[index][position]));
    }

    private void clamp(Symbol symbol) {
        if (symbol.type() == SymbolType.STRING) {
            return;
        }
        Range active = activeRange(symbol);
        if (active != null) {
            clamp(symbol, active);
        }
    }

    private @Nullable Range activeRange(Symbol symbol) {
        int[] conditions = plan.rangeConditions[symbol.index()];
        for (int i = 0; i < conditions.length; i++) {
            if (values.evaluate(conditions[i]) != Tristate.N) {
                return symbol.ranges().get(i);
            }
        }
        return null;
    }

    private void clamp(Symbol symbol, Range range) {
        int index = symbol.index();
        int base = base(symbol);
        Symbol bound = exceeded(range, values.text[index], base);
        if (bound == null) {
            return;
        }
        long limit = bound(bound, base);
        values.text[index] = boundText
                ? values.text(bound)
                : symbol.type() == SymbolType.INT ? Long.toString(limit) : "0x" + Long.toHexString(limit);
    }

    private static int base(Symbol symbol) {
        return symbol.type() == SymbolType.INT ? DECIMAL : HEXADECIMAL;
    }

    /** Return the bound beyond which a number lies, or null when it lies within. */
    private @Nullable Symbol exceeded(Range range, String text, int base) {
        long value = NumberText.prefix(text, base);
        if (value < bound(range.low(), base)) {
            return range.low();
        }
        return value > bound(range.high(), base) ? range.high() : null;
    }

    private long bound(Symbol symbol, int base) {
        int own = switch (symbol.type()) {
            case INT -> DECIMAL;
            case HEX -> HEXADECIMAL;
            default -> base;
        };
        return NumberText.prefix(values.text(symbol), own);
    }

    /** Tell whether a valid number lies within the active range. */
    boolean isWithinRange(Symbol symbol, String text) {
        Range range = activeRange(symbol);
        return range == null || exceeded(range, text, base(symbol)) == null;
    }

    /** Tell the steps by which a symbol got the value that was computed last. */
    Reckoning reckon(Symbol symbol, ChoiceRules choices) {
        int index = symbol.index();
        boolean decided = symbol.choice() != null && choices.decides(symbol);
        boolean logical = symbol.type().isLogical();
        Tristate own = Tristate.N;
        String text = "";
        if (logical) {
            boolean written = values.written[index];
            own = ownState(symbol);
            values.written[index] = written;
        } else {
            String fallback = defaultNumberOrString(symbol);
            text = userCounts(symbol)
                    ? values.input().text(symbol)
                    : fallback == null ? emptyText(symbol.type()) : fallback;
        }
        boolean number = symbol.type() == SymbolType.INT || symbol.type() == SymbolType.HEX;
        Range range = number ? activeRange(symbol) : null;
        Symbol bound = range == null ? null : exceeded(range, text, base(symbol));
        return new Reckoning(userCounts(symbol), decided, activeDefault(index), own, text, range, bound);
    }

    /** As the C tools compute it for minimal files, which ignores ranges. */
    String defaultText(Symbol symbol) {
        int index = symbol.index();
        if (!symbol.type().isLogical()) {
            String text = defaultNumberOrString(symbol);
            return text == null || text.isEmpty() ? emptyText(symbol.type()) : text;
        }
        Tristate state = Tristate.N;
        int active = activeDefault(index);
        if (active >= 0) {
            state = defaultState(index, active);
        }
        state = state.or(values.selected[index]);
        boolean noModules = symbol.choice() == null && values.modules() == Tristate.N;
        state = rounded(state, noModules || symbol.type() == SymbolType.BOOL);
        return state.or(values.implied[index]).text();
    }
}
