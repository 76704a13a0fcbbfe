/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Reckoning;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence each why symbols have their values, and below it the reasons for that.
 *
 * <p>A symbol is told of once, and there is an end to the number of sentences and to how deep they nest: so circles are
 * cut, and an explanation fits a page. Used once, for one explanation.
 */
final class Causes {

    /** How deep reasons nest below the first sentence. */
    static final int DEPTH = 3;

    private static final int MOST = 24;
    private static final int WIDEST = 3;

    private final Configuration configuration;
    private final Origins origins;
    private final Hindrances hindrances;
    private final Set<Symbol> told = new HashSet<>();
    private int left = MOST;

    Causes(Configuration configuration) {
        this.configuration = configuration;
        this.origins = new Origins(configuration);
        this.hindrances = new Hindrances(configuration, this);
    }

    Hindrances hindrances() {
        return hindrances;
    }

    Origin origin(Symbol symbol) {
        return origins.of(symbol);
    }

    /** Return why some symbols have their values; nothing of those that were told of before. */
    List<Fact> of(Iterable<Symbol> symbols, int depth) {
        List<Fact> facts = new ArrayList<>();
        if (depth > 0) {
            for (Symbol symbol : symbols) {
                if (facts.size() < WIDEST && left > 0 && told.add(symbol)) {
                    left--;
                    facts.add(sentence(symbol, depth - 1, true));
                }
            }
        }
        return facts;
    }

    List<Fact> of(Symbol symbol, int depth) {
        return of(List.of(symbol), depth);
    }

    /** Return why a condition has its value. */
    List<Fact> ofCondition(Expression condition, int depth) {
        return of(Conditions.deciders(configuration, condition), depth);
    }

    /** Count a sentence that is made elsewhere; tell whether there is room for it. */
    boolean takeRoom() {
        return left-- > 0;
    }

    /** Return the sentence for the symbol that is explained. */
    Fact first(Symbol symbol, boolean withHindrances) {
        told.add(symbol);
        return sentence(symbol, DEPTH, withHindrances);
    }

    private Fact sentence(Symbol symbol, int depth, boolean withHindrances) {
        Origin origin = origins.of(symbol);
        String state = Words.state(configuration, symbol);
        return switch (origin.kind()) {
            case USER -> byUser(symbol, state, origin, depth);
            case DEFAULT -> byDefault(symbol, state, depth);
            case SELECT -> bySelect(symbol, state, origin, false, depth);
            case IMPLY -> bySelect(symbol, state, origin, true, depth);
            case RANGE -> byRange(symbol, state, depth);
            case CHOICE -> byChoice(symbol, state, origin, depth);
            case ENVIRONMENT ->
                fact(
                        state + " because the environment variable " + symbol.environmentVariable() + " says so",
                        origin.location(),
                        symbol,
                        List.of());
            case NONE -> byNothing(symbol, state, depth, withHindrances);
        };
    }

    private static Fact fact(String text, @Nullable SourceLocation place, @Nullable Symbol about, List<Fact> reasons) {
        return new Fact(text, place, about, reasons);
    }

    // --- the user

    private static String speaker(@Nullable SourceLocation place) {
        return place == null ? "it was set by hand" : "the configuration file says so";
    }

    private Fact byUser(Symbol symbol, String state, Origin origin, int depth) {
        SourceLocation place = origin.location();
        if (symbol.isChoice()) {
            List<Symbol> picked = origin.by();
            String what = picked.isEmpty() ? state : Words.name(symbol) + " picks " + Words.some(picked);
            return fact(what + " because " + speaker(place), place, symbol, List.of());
        }
        String said = configuration.inputValue(symbol);
        String value = configuration.value(symbol);
        if (said == null || said.equals(value)) {
            return fact(state + " because " + speaker(place), place, symbol, List.of());
        }
        String claim =
                (place == null ? "it was set to " : "the configuration file says ") + Words.value(symbol.type(), said);
        boolean lowered = configuration.visibility(symbol) == Tristate.M && "m".equals(value);
        if (lowered) {
            return fact(
                    state + ": " + claim + ", but no more than m is possible",
                    place,
                    symbol,
                    hindrances.ofPrompts(symbol, depth));
        }
        Symbol modules = configuration.tree().modules();
        List<Fact> reasons = symbol.type() == SymbolType.TRISTATE && modules != null ? of(modules, depth) : List.of();
        return fact(state + ": " + claim + ", which means " + value + " without modules", place, symbol, reasons);
    }

    // --- defaults

    private Fact byDefault(Symbol symbol, String state, int depth) {
        DefaultValue active =
                symbol.defaults().get(configuration.reckoning(symbol).activeDefault());
        return fact(
                state + " by its line " + quoted(symbol, active),
                active.location(),
                symbol,
                supports(symbol, active, depth));
    }

    String quoted(Symbol symbol, DefaultValue value) {
        return Words.line(value, Entries.own(symbol, value.location(), value.condition()));
    }

    /** Return why a default says what it says: what its value stands for, and what fulfils its own condition. */
    private List<Fact> supports(Symbol symbol, DefaultValue value, int depth) {
        Expression own = Entries.own(symbol, value.location(), value.condition());
        List<Fact> facts = new ArrayList<>(ofCondition(value.value(), depth));
        if (!own.isYes()) {
            facts.addAll(ofCondition(own, depth));
        }
        boolean capped = symbol.type().isLogical()
                && configuration.evaluate(value.condition()).compareTo(configuration.evaluate(value.value())) < 0;
        if (capped) {
            facts.addAll(hindrances.of(symbol, value.location(), value.condition(), depth));
        }
        return facts;
    }

    // --- selects and implies

    private Fact bySelect(Symbol symbol, String state, Origin origin, boolean weak, int depth) {
        String verb = weak ? "imply" : "select";
        String verbs = weak ? "implies" : "selects";
        Tristate reached = weak ? configuration.implication(symbol) : configuration.selection(symbol);
        List<SelectLine> lines = SelectLine.reaching(configuration, symbol, weak, reached);
        if (lines.size() == 1) {
            SelectLine line = lines.get(0);
            List<Fact> reasons = new ArrayList<>(of(line.by(), depth));
            reasons.addAll(ofCondition(ownCondition(line), depth));
            return fact(
                    state + " because " + line.by().name() + " " + verbs + " it" + ifPart(line),
                    origin.location(),
                    symbol,
                    reasons);
        }
        List<Fact> reasons = new ArrayList<>();
        for (SelectLine line : lines.subList(0, Math.min(WIDEST, lines.size()))) {
            if (depth > 0 && takeRoom()) {
                reasons.add(fact(
                        line.by().name() + " " + verbs + " it" + ifPart(line),
                        line.line().location(),
                        line.by(),
                        of(line.by(), depth - 1)));
            }
        }
        return fact(
                state + " because " + Words.some(origin.by()) + " " + verb + " it", origin.location(), symbol, reasons);
    }

    private static Expression ownCondition(SelectLine line) {
        return Entries.own(line.by(), line.line().location(), line.line().condition());
    }

    private static String ifPart(SelectLine line) {
        Expression own = ownCondition(line);
        return own.isYes() ? "" : " if " + Words.plain(own);
    }

    // --- ranges

    private Fact byRange(Symbol symbol, String state, int depth) {
        Reckoning steps = configuration.reckoning(symbol);
        Range range = steps.activeRange();
        if (range == null) {
            throw new IllegalStateException("no range changes " + symbol);
        }
        String wanted = Words.value(symbol.type(), steps.unclamped());
        List<Fact> reasons = new ArrayList<>();
        String claim;
        if (steps.userCounts()) {
            SourceLocation place = configuration.inputLocation(symbol);
            claim = (place == null ? "it was set to " : "the configuration file says ") + wanted;
            if (place != null) {
                reasons.add(fact("the configuration file says " + wanted, place, null, List.of()));
            }
        } else if (steps.activeDefault() >= 0) {
            DefaultValue active = symbol.defaults().get(steps.activeDefault());
            claim = "its default says " + wanted;
            reasons.add(fact(
                    "the line " + quoted(symbol, active), active.location(), null, supports(symbol, active, depth)));
        } else {
            claim = "nothing gives it a value";
        }
        reasons.addAll(of(
                List.of(range.low(), range.high()).stream()
                        .filter(Symbol::isDefined)
                        .toList(),
                depth));
        return fact(
                state + ": " + claim + ", but the range goes " + Words.bounds(configuration, range),
                range.location(),
                symbol,
                reasons);
    }

    // --- choices

    private Fact byChoice(Symbol symbol, String state, Origin origin, int depth) {
        Choice choice = symbol.asChoice() == null ? symbol.choice() : symbol.asChoice();
        Symbol picked = origin.by().get(0);
        if (choice == null) {
            throw new IllegalStateException(symbol + " is in no choice");
        }
        String whole = Words.name(choice.symbol());
        if (symbol != picked && !symbol.isChoice()) {
            return fact(
                    state + " because " + whole + " picks " + picked.name(),
                    origin.location(),
                    symbol,
                    of(picked, depth));
        }
        String what = symbol.isChoice() ? whole + " picks " + picked.name() : state;
        DefaultValue active = Origins.activeDefault(configuration, choice, picked);
        if (active != null) {
            Expression own = Entries.own(choice.symbol(), active.location(), active.condition());
            return fact(
                    what + " because it is the default of " + whole,
                    active.location(),
                    symbol,
                    own.isYes() ? List.of() : ofCondition(own, depth));
        }
        boolean refusedAll = configuration.isUserSet(picked) && "n".equals(configuration.inputValue(picked));
        String reason = refusedAll
                ? " needs one, and all that are visible were set to n"
                : picked == configuration.defaultMember(choice)
                        ? " needs one, and it is the first that is visible"
                        : " needs one, and it is the first of which nothing was said";
        return fact(what + " because " + whole + reason, origin.location(), symbol, List.of());
    }

    // --- nothing

    private Fact byNothing(Symbol symbol, String state, int depth, boolean withHindrances) {
        if (symbol.isConstant()) {
            return fact(Words.constant(symbol) + " is a constant", null, null, List.of());
        }
        if (!symbol.isDefined() && !symbol.isChoice()) {
            return fact(
                    symbol.name() + " is defined nowhere in this tree; in conditions it counts as n",
                    null,
                    symbol,
                    List.of());
        }
        List<Fact> reasons = List.of();
        if (withHindrances && depth > 0 && configuration.visibility(symbol) == Tristate.N) {
            reasons = hindrances.ofPrompts(symbol, depth);
        }
        String verb = symbol.type().isLogical() ? "switches it on" : "gives it a value";
        // Of the first symbol, the last fact tells what is possible.
        boolean open = depth < DEPTH && configuration.isChangeable(symbol);
        SourceLocation place =
                symbol.nodes().isEmpty() ? null : symbol.nodes().get(0).location();
        return fact(state + " because nothing " + verb + (open ? ", though you could" : ""), place, symbol, reasons);
    }
}
