/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Reckoning;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.explain.Origin.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what decides.
 *
 * <p>Of several that lead to the same value, the one that decides is the one that alone would do, and that leaves the user
 * no other value: a select before the user, the user before a default, and a default before an imply.
 */
final class Origins {

    private static final Origin NONE = new Origin(Kind.NONE, null, List.of());

    private final Configuration configuration;

    Origins(Configuration configuration) {
        this.configuration = configuration;
    }

    Origin of(Symbol symbol) {
        Choice choice = symbol.asChoice();
        if (choice != null) {
            return ofChoice(choice);
        }
        if (symbol.isConstant() || symbol.type() == SymbolType.UNKNOWN) {
            return NONE;
        }
        Reckoning steps = configuration.reckoning(symbol);
        if (symbol.type().isLogical()) {
            Choice around = symbol.choice();
            return steps.choiceDecides() && around != null ? ofMember(symbol, around) : ofLogical(symbol, steps);
        }
        return ofText(symbol, steps);
    }

    private Origin user(Symbol symbol) {
        return new Origin(Kind.USER, configuration.inputLocation(symbol), List.of());
    }

    private Origin ofText(Symbol symbol, Reckoning steps) {
        Range range = steps.activeRange();
        if (range != null && steps.bound() != null) {
            return new Origin(Kind.RANGE, range.location(), List.of());
        }
        if (steps.userCounts()) {
            return user(symbol);
        }
        return steps.activeDefault() < 0 ? NONE : byDefault(symbol, steps);
    }

    private Origin byDefault(Symbol symbol, Reckoning steps) {
        DefaultValue value = symbol.defaults().get(steps.activeDefault());
        Kind kind = symbol.environmentVariable() == null ? Kind.DEFAULT : Kind.ENVIRONMENT;
        return new Origin(kind, value.location(), List.of());
    }

    private Origin ofLogical(Symbol symbol, Reckoning steps) {
        Tristate value = configuration.tristate(symbol);
        Tristate selected = configuration.selection(symbol);
        boolean bool = configuration.effectiveType(symbol) == SymbolType.BOOL;
        Tristate own = bool && steps.own() == Tristate.M ? Tristate.Y : steps.own();
        boolean free = steps.userCounts() && own == value && configuration.isChangeable(symbol);
        if (selected != Tristate.N && selected == value && !free) {
            return bySelect(symbol, false, Kind.SELECT, value);
        }
        if (own != value) {
            return bySelect(symbol, true, Kind.IMPLY, configuration.implication(symbol));
        }
        if (steps.userCounts()) {
            return user(symbol);
        }
        Tristate implied = configuration.implication(symbol);
        if (steps.activeDefault() >= 0) {
            DefaultValue active = symbol.defaults().get(steps.activeDefault());
            Tristate said = configuration.evaluate(active.value()).and(configuration.evaluate(active.condition()));
            boolean raised = implied.compareTo(said) > 0 && value.compareTo(said) > 0;
            if (!raised) {
                return byDefault(symbol, steps);
            }
        }
        boolean proposed = implied != Tristate.N && value != Tristate.N;
        return proposed ? bySelect(symbol, true, Kind.IMPLY, implied) : NONE;
    }

    private Origin bySelect(Symbol symbol, boolean weak, Kind kind, Tristate reached) {
        List<SelectLine> lines = SelectLine.reaching(configuration, symbol, weak, reached);
        SourceLocation first = lines.isEmpty() ? null : lines.get(0).line().location();
        return new Origin(
                kind, first, lines.stream().map(SelectLine::by).distinct().toList());
    }

    /** A member whose choice decides: picked by the user, picked for want of another, or left out. */
    private Origin ofMember(Symbol member, Choice choice) {
        Symbol picked = configuration.picked(choice);
        if (picked == null || configuration.visibility(member) == Tristate.N) {
            return NONE;
        }
        if (picked == configuration.chosenMember(choice)) {
            return picked == member ? user(member) : new Origin(Kind.CHOICE, pickedAt(choice, picked), List.of(picked));
        }
        boolean refused = configuration.isUserSet(member) && "n".equals(configuration.inputValue(member));
        boolean preferred = member == configuration.defaultMember(choice);
        return picked != member && refused && preferred
                ? user(member)
                : new Origin(Kind.CHOICE, pickedAt(choice, picked), List.of(picked));
    }

    private Origin ofChoice(Choice choice) {
        Symbol picked = configuration.picked(choice);
        if (picked != null) {
            boolean chosen = picked == configuration.chosenMember(choice);
            return new Origin(chosen ? Kind.USER : Kind.CHOICE, pickedAt(choice, picked), List.of(picked));
        }
        boolean set = configuration.isUserSet(choice.symbol());
        return set && configuration.tristate(choice.symbol()) != Tristate.N ? user(choice.symbol()) : NONE;
    }

    /** Return the line that makes a choice pick a member: the user's, else its default, else its statement. */
    private @Nullable SourceLocation pickedAt(Choice choice, Symbol picked) {
        if (picked == configuration.chosenMember(choice)) {
            return configuration.inputLocation(picked);
        }
        DefaultValue value = activeDefault(configuration, choice, picked);
        return value == null ? statement(choice) : value.location();
    }

    private static @Nullable SourceLocation statement(Choice choice) {
        List<MenuNode> nodes = choice.symbol().nodes();
        return nodes.isEmpty() ? null : nodes.get(0).location();
    }

    /** Return the default by which a choice takes a member, or null when it has another reason. */
    static @Nullable DefaultValue activeDefault(Configuration configuration, Choice choice, Symbol picked) {
        if (picked != configuration.defaultMember(choice)) {
            return null;
        }
        for (DefaultValue value : choice.symbol().defaults()) {
            boolean names = value.value() instanceof Expression.Ref ref && ref.symbol() == picked;
            if (names && configuration.evaluate(value.condition()) != Tristate.N) {
                return value;
            }
        }
        return null;
    }
}
