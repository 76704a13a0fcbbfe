/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.config.ConfigReader;
import io.opsswitch.kconfig.config.DotConfig;
import io.opsswitch.kconfig.config.InputReview;
import io.opsswitch.kconfig.config.UndecidedChoices;
import io.opsswitch.kconfig.eval.EvaluationPlan;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.MenuVisibility;
import io.opsswitch.kconfig.eval.SavedInput;
import io.opsswitch.kconfig.eval.StaleMembers;
import io.opsswitch.kconfig.eval.UnmetDependencies;
import io.opsswitch.kconfig.eval.UserInput;
import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values for the symbols of a tree: what the user said, and what follows from it.
 *
 * <p>Values are computed when asked for and kept until something they depend on changes. Not safe for use by several
 * threads; any number of configurations may share a tree.
 */
public final class Configuration {

    private final KconfigTree tree;
    private final Evaluator values;
    /** What was confirmed since the last change, and counts from the next one on. */
    private final List<Symbol> confirmed = new ArrayList<>(0);

    private boolean agrees;

    /** Create a configuration in which no symbol has a user value. */
    public Configuration(KconfigTree tree) {
        this.tree = tree;
        this.values = new Evaluator(tree, tree.plan());
    }

    /** Return the tree. */
    public KconfigTree tree() {
        return tree;
    }

    Evaluator values() {
        return values;
    }

    /** Return a configuration with the same user values, which may go its own way. */
    public Configuration copy() {
        Configuration copy = new Configuration(tree);
        copy.values.input().copyFrom(values.input());
        copy.agrees = agrees;
        return copy;
    }

    /**
     * Replace all user values by those of a file.
     *
     * <p>Lines that make no sense are skipped. Symbols that the tree does not have are skipped without a warning.
     *
     * @param prefix what names in the file start with, such as {@code CONFIG_}
     * @return the warnings, each with the line of the file
     * @throws IOException when the file cannot be read; the configuration is then unchanged
     */
    public List<Diagnostic> read(Path file, String prefix) throws IOException {
        return read(file, prefix, false);
    }

    /**
     * Replace all user values by those of a file.
     *
     * @param reportsUnknown whether to warn about symbols that the tree does not have
     * @see #read(Path, String)
     */
    public List<Diagnostic> read(Path file, String prefix, boolean reportsUnknown) throws IOException {
        return read(file, file.toString(), prefix, reportsUnknown);
    }

    /**
     * Replace all user values by those of a file.
     *
     * @param shownName what to call the file in warnings
     * @see #read(Path, String, boolean)
     */
    public List<Diagnostic> read(Path file, String shownName, String prefix, boolean reportsUnknown)
            throws IOException {
        ConfigReader reader = new ConfigReader(values, shownName, prefix, reportsUnknown);
        List<Diagnostic> warnings = readSeed(file, reader);
        agrees = InputReview.agrees(values) && warnings.isEmpty() && !reader.skippedUnknown();
        if (tree.dialect().has(Feature.STICKY_MEMBERS)) {
            tree.choices().forEach(choice -> values.state(choice.symbol()));
        }
        if (tree.dialect().has(Feature.FORGETS_OUT_OF_RANGE)) {
            InputReview.review(values);
        }
        return warnings;
    }

    /**
     * Replace all user values by those of a file that answers some questions in advance, before {@link AllConfig} or
     * {@link RandomConfig} answer the others.
     *
     * <p>Unlike {@link #read}, this keeps values that older tools take back for being out of range.
     *
     * @param shownName what to call the file in warnings
     */
    public List<Diagnostic> readSeed(Path file, String shownName, String prefix, boolean reportsUnknown)
            throws IOException {
        return readSeed(file, new ConfigReader(values, shownName, prefix, reportsUnknown));
    }

    private List<Diagnostic> readSeed(Path file, ConfigReader reader) throws IOException {
        char[] text = SourceLoader.decode(file);
        List<Diagnostic> warnings = reader.read(text);
        values.startOver();
        return List.copyOf(warnings);
    }

    /**
     * Tell whether the file read last says exactly what its values lead to, without a warning and without symbols that
     * the tree does not have; false when none was read. Changes after reading do not count.
     */
    public boolean agreesWithFile() {
        return agrees;
    }

    /** Change all tristates that the user set to one value to another; without modules there are no tristates. */
    public void rewriteTristates(Tristate from, Tristate to) {
        StaleMembers stale = new StaleMembers(values);
        beforeChange();
        UserInput input = values.input();
        for (Symbol symbol : tree.allSymbols()) {
            boolean concerned = !symbol.isConstant() && values.effectiveType(symbol) == SymbolType.TRISTATE;
            if (concerned && input.state(symbol) == from) {
                input.preset(symbol, to);
            }
        }
        values.forgetAll();
        stale.keepWritten();
    }

    /**
     * Set a value as a user would.
     *
     * <p>The choices of older trees have a value too: n for none of the members, m for any number of them as modules.
     *
     * @param value y, m or n; or the text of a number or string, without quotes
     * @return whether the value was taken; a symbol that is not visible, a value that does not fit its type or range, or
     *     one that is below what others select, is refused and changes nothing
     */
    public boolean assign(Symbol symbol, String value) {
        boolean settled = symbol.isChoice() && !tree.dialect().has(Feature.CLASSIC_CHOICES);
        if (symbol.isConstant() || settled || values.visibility(symbol) == Tristate.N) {
            return false;
        }
        return symbol.type().isLogical() ? assignState(symbol, value) : assignText(symbol, value);
    }

    /**
     * Take the user's value away, so that the default counts again.
     *
     * <p>For a member of a choice this takes back what was said of all members.
     *
     * @return whether there was one
     */
    public boolean unset(Symbol symbol) {
        UserInput input = values.input();
        Choice choice = symbol.choice();
        List<Symbol> concerned = choice == null ? List.of(symbol) : choice.members();
        boolean any = false;
        for (Symbol each : concerned) {
            any |= input.has(each);
            input.forget(each);
        }
        if (choice != null) {
            input.forget(choice.symbol());
            input.unchoose(choice);
        }
        values.changed(symbol);
        return any;
    }

    private boolean assignState(Symbol symbol, String value) {
        Tristate state = switch (value) {
            case "y" -> Tristate.Y;
            case "m" -> Tristate.M;
            case "n" -> Tristate.N;
            default -> null;
        };
        // Older tools take an answer that is the value already, though no such answer could be given anew.
        boolean confirms = tree.dialect().has(Feature.CLASSIC_CHOICES) && state == values.state(symbol);
        if (state == null || !confirms && !isAllowed(symbol, state)) {
            return false;
        }
        take(symbol, state);
        return true;
    }

    private void take(Symbol symbol, Tristate state) {
        UserInput input = values.input();
        boolean classic = tree.dialect().has(Feature.CLASSIC_CHOICES);
        if (values.state(symbol) != state) {
            beforeChange();
        }
        Choice choice = symbol.choice();
        if (choice != null && state == Tristate.Y && classic) {
            input.choose(choice, symbol);
            input.confirm(choice.symbol());
            choice.members().stream()
                    .filter(m -> values.visibility(m) != Tristate.N)
                    .forEach(input::confirm);
        } else if (choice != null && state == Tristate.Y) {
            for (Symbol member : choice.members()) {
                if (values.visibility(member) != Tristate.N) {
                    input.set(member, Tristate.N);
                    input.moveToFront(choice, member);
                }
            }
            input.moveToFront(choice, symbol);
        }
        input.set(symbol, state);
        values.changed(symbol);
    }

    /**
     * Set a value ahead of time: it is taken though {@link #assign} would refuse it now, and counts once it can.
     *
     * <p>This is for those who try what would be; the value must be one of the symbol's type.
     */
    public void assignAhead(Symbol symbol, String value) {
        if (symbol.type().isLogical()) {
            take(symbol, value.equals("y") ? Tristate.Y : value.equals("m") ? Tristate.M : Tristate.N);
        } else {
            takeText(symbol, value);
        }
    }

    /** Return what the user said of a symbol, and of all members of its choice, to {@link #restore} it later. */
    public SavedInput save(Symbol symbol) {
        return values.input().save(symbol);
    }

    /** Go back to what the user had said of a symbol, and of all members of its choice. */
    public void restore(SavedInput saved) {
        values.input().restore(saved).forEach(values::changed);
    }

    /** Return the order in which values are computed from each other. */
    public EvaluationPlan plan() {
        return tree.plan();
    }

    /** Tell whether the user can set a bool or tristate to a value now. */
    public boolean isAllowed(Symbol symbol, Tristate state) {
        boolean raised = tree.dialect().has(Feature.STRONG_IMPLY) && values.implication(symbol) == Tristate.Y;
        if (state == Tristate.M && (raised || values.effectiveType(symbol) == SymbolType.BOOL)) {
            return false;
        }
        Tristate highest = values.visibility(symbol);
        Tristate lowest = values.selection(symbol);
        return highest.compareTo(lowest) > 0 && state.compareTo(lowest) >= 0 && state.compareTo(highest) <= 0;
    }

    private boolean assignText(Symbol symbol, String value) {
        if (!values.accepts(symbol, value)) {
            return false;
        }
        takeText(symbol, value);
        return true;
    }

    private void takeText(Symbol symbol, String value) {
        boolean bare = symbol.type() == SymbolType.HEX && !value.startsWith("0x") && !value.startsWith("0X");
        UserInput input = values.input();
        boolean changes = bare || !input.has(symbol) || !input.text(symbol).equals(value);
        if (changes) {
            beforeChange();
        }
        input.set(symbol, bare ? "0x" + value : value);
        values.changed(symbol);
    }

    /** Return the member of a choice that is y, or null when none is. */
    public @Nullable Symbol picked(Choice choice) {
        for (Symbol member : choice.members()) {
            if (values.visibility(member) != Tristate.N && values.state(member) == Tristate.Y) {
                return member;
            }
        }
        return null;
    }

    /** Evaluate a condition of the tree. */
    public Tristate evaluate(Expression condition) {
        return values.evaluate(condition);
    }

    /** Return the value as text: y, m or n; or the text of a number or string. */
    public String value(Symbol symbol) {
        return values.text(symbol);
    }

    /**
     * Return the line that assigns the value in a configuration file, n like all others, with its line end.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public String assignment(Symbol symbol, String prefix) {
        return DotConfig.assignment(values, symbol, prefix);
    }

    /** Return the value in logic; n for numbers and strings. */
    public Tristate tristate(Symbol symbol) {
        return values.state(symbol);
    }

    /** Return how far the user can see the symbol: n not at all, m up to m. */
    public Tristate visibility(Symbol symbol) {
        return values.visibility(symbol);
    }

    /**
     * Tell whether a menu entry shows, when the user comes to it.
     *
     * <p>Older tools take a symbol for answered when its own prompt does not show, but something inside it.
     */
    public boolean visit(MenuNode node) {
        if (!tree.dialect().has(Feature.CLASSIC_CHOICES)) {
            return isVisible(node);
        }
        return MenuVisibility.isVisible(values, node, symbol -> {
            if (!values.input().has(symbol)) {
                values.input().confirm(symbol);
                confirmed.add(symbol);
            }
        });
    }

    /** Older tools forget some things when they compute everything anew after a change. */
    private void beforeChange() {
        if (tree.dialect().has(Feature.CLASSIC_CHOICES)) {
            UndecidedChoices.drop(values);
            confirmed.forEach(values::changed);
            confirmed.clear();
        }
    }

    /** Tell whether a menu entry shows. */
    public boolean isVisible(MenuNode node) {
        return MenuVisibility.isVisible(values, node);
    }

    /**
     * Tell whether the user can change the symbol now: it is visible, and not selected as far as it is visible.
     *
     * <p>Of choices, only those of older trees that are optional or tristate can be changed themselves.
     */
    public boolean isChangeable(Symbol symbol) {
        boolean settled = symbol.isChoice() && !tree.dialect().has(Feature.CLASSIC_CHOICES);
        return !settled && values.isChangeable(symbol);
    }

    /** Tell whether configuration files contain the symbol. */
    public boolean isWritten(Symbol symbol) {
        return values.isWritten(symbol);
    }

    /** Tell whether a file or the user gave a value, be it one that counts or not. */
    public boolean isUserSet(Symbol symbol) {
        Choice choice = symbol.asChoice();
        boolean undecided =
                choice != null && tree.dialect().has(Feature.CLASSIC_CHOICES) && UndecidedChoices.isOne(values, choice);
        return values.input().has(symbol) && !undecided;
    }

    /** Return the line of the file that gave a symbol its user value; null when it has none, or not from a file. */
    public @Nullable SourceLocation inputLocation(Symbol symbol) {
        return values.input().place(symbol);
    }

    /** Return the value that the user gave, whether it counts or not, as text; null when there is none. */
    public @Nullable String inputValue(Symbol symbol) {
        UserInput input = values.input();
        if (!input.has(symbol)) {
            return null;
        }
        return symbol.type().isLogical() ? input.state(symbol).text() : input.text(symbol);
    }

    /** Return the lines of the file read last that gave no value, in the order in which that was found. */
    public List<IgnoredLine> ignoredLines() {
        return values.input().ignored();
    }

    /**
     * Return the steps by which a symbol gets its value.
     *
     * @throws IllegalArgumentException for the symbol of a choice, which has other steps
     */
    public Reckoning reckoning(Symbol symbol) {
        if (symbol.isChoice()) {
            throw new IllegalArgumentException("a choice has no value of its own: " + symbol);
        }
        return values.reckoning(symbol);
    }

    /** Return the value that the user gave to a bool or tristate, whether it counts or not; n when there is none. */
    public Tristate inputState(Symbol symbol) {
        return values.input().state(symbol);
    }

    /** Return the value that a symbol would have if the user had said nothing of it, everything else unchanged. */
    public String defaultValue(Symbol symbol) {
        return values.defaultText(symbol);
    }

    /** Return the member that a choice takes when the user picks none, or null when none is visible. */
    public @Nullable Symbol defaultMember(Choice choice) {
        return values.defaultMember(choice);
    }

    /** Return the visible member of a choice that the user picked last, or null. */
    public @Nullable Symbol chosenMember(Choice choice) {
        return values.chosenMember(choice);
    }

    /** Return how far others select the symbol, which is the least value it can have. */
    public Tristate selection(Symbol symbol) {
        return values.selection(symbol);
    }

    /** Return how far others imply the symbol. */
    public Tristate implication(Symbol symbol) {
        return values.implication(symbol);
    }

    /** Return how far its own dependencies allow the symbol. */
    public Tristate directDependency(Symbol symbol) {
        return values.directDependency(symbol);
    }

    /** Return the type that counts now: without modules a tristate is a bool. */
    public SymbolType effectiveType(Symbol symbol) {
        return values.effectiveType(symbol);
    }

    /** Tell whether a text is a valid value of an int, hex or string now: of its type, and within the active range. */
    public boolean accepts(Symbol symbol, String value) {
        return values.accepts(symbol, value);
    }

    /** Return the symbols that the user could answer but gave no value, in menu order. */
    public List<Symbol> newSymbols() {
        return tree.symbols().stream()
                .filter(s -> s.type() != SymbolType.UNKNOWN && !isUserSet(s) && isChangeable(s))
                .toList();
    }

    /**
     * Return a warning about what the user said that did not come true, with a line for each symbol; empty when all did.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public String changedInput(String prefix) {
        StringBuilder out = new StringBuilder();
        for (Symbol symbol : tree.symbols()) {
            boolean given = symbol.type() != SymbolType.UNKNOWN && isUserSet(symbol);
            UserInput input = values.input();
            String wanted = symbol.type().isLogical() ? input.state(symbol).text() : input.text(symbol);
            if (given && !wanted.equals(value(symbol))) {
                out.append("  ")
                        .append(prefix)
                        .append(symbol.name())
                        .append(": ")
                        .append(wanted);
                out.append(" -> ").append(value(symbol)).append('\n');
            }
        }
        return out.isEmpty() ? "" : "warning: user-provided values changed by Kconfig:\n" + out;
    }

    /** Return a warning for each symbol that is selected although its own dependencies forbid it. */
    public List<Diagnostic> unmetDependencies() {
        return UnmetDependencies.find(values);
    }
}
