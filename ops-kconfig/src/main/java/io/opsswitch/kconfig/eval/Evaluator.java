/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Reckoning;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes values when asked, and keeps them until something they depend on changes.
 *
 * <p>Before a symbol is computed, everything it depends on is, along an explicit stack: chains of dependencies are long
 * in large trees, and a recursion along them would exhaust the thread's.
 *
 * <p>A change is not followed at once but noted on an agenda. The next question settles it: the changed symbols are
 * computed again in an order in which each comes after all it depends on, and only where a value really differs are the
 * symbols computed from it put on the agenda too. So each symbol is computed at most once however many ways lead to it,
 * and the work follows what changes, not what might: most changes end within a few steps, because a symbol that is n
 * for other reasons stays n. When the symbol for modules changes, everything is forgotten, for it counts everywhere. In
 * a tree with circles, which the checks leave only among the bounds of ranges, there is no such order; there all that
 * depends on a change is forgotten.
 *
 * <p>Invariant: what a known value was computed from is known too. Owned by one configuration; not safe for use by
 * several threads.
 */
public final class Evaluator {

    private static final Tristate[] TRISTATES = Tristate.values();
    private static final int NO = Tristate.N.ordinal();
    private static final int YES = Tristate.Y.ordinal();

    private final KconfigTree tree;
    private final List<Symbol> symbols;
    private final DependencyGraph graph;
    private final ExpressionCode code;
    final EvaluationPlan plan;
    private final UserInput input;
    private final SymbolRules symbolRules;
    private final ChoiceRules choiceRules;
    private final boolean orderedTristates;
    private final boolean typedConstants;
    final Dialect dialect;

    // By symbol index.
    final boolean[] known;
    final boolean[] written;
    private final byte[] state;
    final Tristate[] visible;
    final Tristate[] direct;
    final Tristate[] selected;
    final Tristate[] implied;
    final String[] text;
    final @Nullable Symbol[] winner;

    private final boolean[] pending;
    private final Agenda agenda;
    private boolean settling;
    private int[] stack = new int[256];
    private int depth;
    private boolean modulesKnown;
    private Tristate modules = Tristate.N;

    /** Create an evaluator without user input, by the plan of the same tree. */
    public Evaluator(KconfigTree tree, EvaluationPlan plan) {
        this.tree = tree;
        this.plan = plan;
        this.code = plan.code;
        this.dialect = tree.dialect();
        this.symbols = tree.allSymbols();
        this.graph = plan.graph;
        this.input = new UserInput(tree);
        this.orderedTristates = dialect.has(Feature.ORDERED_TRISTATES);
        this.typedConstants = dialect.has(Feature.TYPED_CONSTANTS);
        int size = symbols.size();
        known = new boolean[size];
        written = new boolean[size];
        state = new byte[size];
        visible = new Tristate[size];
        direct = new Tristate[size];
        selected = new Tristate[size];
        implied = new Tristate[size];
        text = new String[size];
        winner = new Symbol[size];
        pending = new boolean[size];
        agenda = new Agenda(size);
        for (Tristate[] table : List.of(visible, direct, selected, implied)) {
            Arrays.fill(table, Tristate.N);
        }
        for (Symbol symbol : symbols) {
            text[symbol.index()] = symbol.name();
        }
        setState(Symbol.MOD.index(), Tristate.M);
        setState(Symbol.YES.index(), Tristate.Y);
        this.symbolRules = new SymbolRules(this);
        this.choiceRules =
                dialect.has(Feature.CLASSIC_CHOICES) ? new ClassicChoiceRules(this) : new PriorityChoiceRules(this);
        forgetAll();
    }

    /** Return what the user said; tell this evaluator with {@link #changed} or {@link #forgetAll} after a change. */
    public UserInput input() {
        return input;
    }

    KconfigTree tree() {
        return tree;
    }

    // --- answers

    /** Return the value in logic; n for int, hex and string. */
    public Tristate state(Symbol symbol) {
        ensure(symbol);
        return stateAt(symbol.index());
    }

    /** Return the value as text. */
    public String text(Symbol symbol) {
        ensure(symbol);
        if (!symbol.type().isLogical()) {
            return text[symbol.index()];
        }
        Tristate value = stateAt(symbol.index());
        boolean hidden = value == Tristate.M && !typedConstants && modules() == Tristate.N && !symbol.isConstant();
        return hidden ? "n" : value.text();
    }

    /** Return how far the user can raise the symbol. */
    public Tristate visibility(Symbol symbol) {
        ensure(symbol);
        return visible[symbol.index()];
    }

    /** Return how far others force the symbol. */
    public Tristate selection(Symbol symbol) {
        ensure(symbol);
        return selected[symbol.index()];
    }

    /** Return how far its dependencies allow the symbol. */
    public Tristate directDependency(Symbol symbol) {
        ensure(symbol);
        return direct[symbol.index()];
    }

    /** Return how far others propose the symbol. */
    public Tristate implication(Symbol symbol) {
        ensure(symbol);
        return implied[symbol.index()];
    }

    /** Tell whether configuration files contain the symbol. */
    public boolean isWritten(Symbol symbol) {
        ensure(symbol);
        return written[symbol.index()];
    }

    /** Tell whether the user can change the symbol now. */
    public boolean isChangeable(Symbol symbol) {
        ensure(symbol);
        return visible[symbol.index()].compareTo(selected[symbol.index()]) > 0;
    }

    /** Return whether modules are on: the value of the tree's modules symbol, n without one. */
    public Tristate modules() {
        settle();
        if (!modulesKnown) {
            modulesKnown = true;
            modules = Tristate.N;
            Symbol symbol = tree.modules();
            if (symbol != null) {
                modules = state(symbol);
            }
        }
        return modules;
    }

    /** Return the type that counts now: a tristate is a bool without modules. */
    public SymbolType effectiveType(Symbol symbol) {
        if (symbol.type() != SymbolType.TRISTATE) {
            return symbol.type();
        }
        boolean picked = dialect.has(Feature.CLASSIC_CHOICES)
                && symbol.choice() != null
                && visible[symbol.index()] == Tristate.Y;
        return picked || modules() == Tristate.N ? SymbolType.BOOL : SymbolType.TRISTATE;
    }

    /** Return the member that a choice would have without user input, or null when none is visible. */
    public @Nullable Symbol defaultMember(Choice choice) {
        ensure(choice.symbol());
        return choiceRules.defaultMember(choice);
    }

    /** Return the member that the user picked and that is visible, or null. */
    public @Nullable Symbol chosenMember(Choice choice) {
        ensure(choice.symbol());
        return choiceRules.chosenMember(choice);
    }

    /** Return the steps by which a symbol that is no choice gets its value. */
    public Reckoning reckoning(Symbol symbol) {
        ensure(symbol);
        return symbolRules.reckon(symbol, choiceRules);
    }

    /** Return the text of the value that a symbol would have without user input. */
    public String defaultText(Symbol symbol) {
        ensure(symbol);
        return symbolRules.defaultText(symbol);
    }

    /** Tell whether a text is a valid value of an int, hex or string now: of its type, and within the active range. */
    public boolean accepts(Symbol symbol, String value) {
        ensure(symbol);
        return NumberText.isValid(symbol.type(), value)
                && (symbol.type() == SymbolType.STRING || symbolRules.isWithinRange(symbol, value));
    }

    Tristate stateAt(int index) {
        return TRISTATES[state[index]];
    }

    void setState(int index, Tristate value) {
        state[index] = (byte) value.ordinal();
    }

    /** Evaluate an operand of the plan, of which all symbols are known but those that depend on themselves. */
    Tristate evaluate(int operand) {
        return TRISTATES[level(operand)];
    }

    private int level(int operand) {
        return operand >= 0 ? state[operand] : levelOfCode(~operand);
    }

    private int levelOfCode(int place) {
        switch (code.at(place)) {
            case ExpressionCode.AND: {
                int least = YES;
                int end = place + 2 + code.at(place + 1);
                for (int i = place + 2; i < end && least != NO; i++) {
                    least = Math.min(least, level(code.at(i)));
                }
                return least;
            }
            case ExpressionCode.OR: {
                int greatest = NO;
                int end = place + 2 + code.at(place + 1);
                for (int i = place + 2; i < end && greatest != YES; i++) {
                    greatest = Math.max(greatest, level(code.at(i)));
                }
                return greatest;
            }
            case ExpressionCode.NOT:
                return YES - level(code.at(place + 1));
            default:
                return compare(code.comparison(place)) ? YES : NO;
        }
    }

    /** Evaluate a condition. */
    public Tristate evaluate(Expression expression) {
        if (expression instanceof Expression.Ref ref) {
            return stateInside(ref.symbol());
        }
        if (expression instanceof Expression.And and) {
            Tristate result = Tristate.Y;
            List<Expression> operands = and.operands();
            for (int i = 0; i < operands.size() && result != Tristate.N; i++) {
                result = result.and(evaluate(operands.get(i)));
            }
            return result;
        }
        if (expression instanceof Expression.Or or) {
            Tristate result = Tristate.N;
            List<Expression> operands = or.operands();
            for (int i = 0; i < operands.size() && result != Tristate.Y; i++) {
                result = result.or(evaluate(operands.get(i)));
            }
            return result;
        }
        if (expression instanceof Expression.Not not) {
            return evaluate(not.operand()).not();
        }
        return compare((Expression.Compare) expression) ? Tristate.Y : Tristate.N;
    }

    private boolean compare(Expression.Compare comparison) {
        Symbol left = comparison.left();
        Symbol right = comparison.right();
        stateInside(left);
        stateInside(right);
        String leftText = text(left);
        String rightText = text(right);
        return comparison
                .relation()
                .holds(Comparison.order(leftText, comparedType(left), rightText, comparedType(right)));
    }

    /** Older tools compare bools and tristates as text; to them y, m and n are names of no type. */
    private @Nullable SymbolType comparedType(Symbol symbol) {
        if (!symbol.type().isLogical()) {
            return symbol.type();
        }
        if (symbol.isConstant()) {
            return typedConstants ? symbol.type() : SymbolType.UNKNOWN;
        }
        return orderedTristates ? symbol.type() : null;
    }

    /** Return the value of a symbol that an expression names; one that is being computed still has its initial value. */
    private Tristate stateInside(Symbol symbol) {
        ensure(symbol);
        return stateAt(symbol.index());
    }

    // --- computing

    /** Compute a symbol, and first all that it depends on. */
    private void ensure(Symbol symbol) {
        int index = symbol.index();
        settle();
        if (known[index] || pending[index]) {
            return;
        }
        modules();
        int bottom = depth;
        push(index);
        while (depth > bottom) {
            int top = stack[depth - 1];
            if (known[top]) {
                depth--;
            } else if (pending[top]) {
                depth--;
                compute(top);
                pending[top] = false;
            } else {
                pending[top] = true;
                for (int dependency : graph.dependencies(top)) {
                    if (!known[dependency] && !pending[dependency]) {
                        push(dependency);
                    }
                }
            }
        }
    }

    private void push(int index) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = index;
    }

    private void compute(int index) {
        Symbol symbol = symbols.get(index);
        known[index] = true;
        Choice choice = symbol.asChoice();
        if (choice != null) {
            choiceRules.compute(choice);
        } else {
            symbolRules.compute(symbol, choiceRules);
        }
    }

    /** Compute how far the prompts of a symbol are visible. */
    Tristate promptVisibility(Symbol symbol) {
        int level = NO;
        for (int prompt : plan.prompts[symbol.index()]) {
            level = Math.max(level, level(prompt));
        }
        Tristate result = TRISTATES[level];
        boolean rounded = result == Tristate.M && (symbol.type() != SymbolType.TRISTATE || modules() == Tristate.N);
        return rounded ? Tristate.Y : result;
    }

    // --- forgetting

    /** Forget everything that was computed. */
    public void forgetAll() {
        for (Symbol symbol : symbols) {
            known[symbol.index()] = DependencyGraph.isFixed(symbol);
        }
        modulesKnown = false;
        agenda.clear();
    }

    /** Forget everything, also what older tools remember of earlier values. */
    public void startOver() {
        Arrays.fill(written, false);
        forgetAll();
    }

    /** Take notice that the user's value of a symbol, or of a member of its choice, is another one. */
    public void changed(Symbol symbol) {
        note(symbol);
        Choice choice = symbol.choice();
        if (choice != null) {
            note(choice.symbol());
            choice.members().forEach(this::note);
        }
        if (!graph.isOrdered()) {
            forgetDependents();
        }
    }

    private void note(Symbol symbol) {
        if (!DependencyGraph.isFixed(symbol)) {
            agenda.add(graph.rank(symbol.index()));
        }
    }

    /** Compute again what is on the agenda, and what that changes. */
    private void settle() {
        if (settling || agenda.isEmpty()) {
            return;
        }
        settling = true;
        try {
            while (!agenda.isEmpty()) {
                int index = graph.ranked(agenda.poll());
                // Nothing known was computed from what is unknown.
                if (known[index] && computeAgain(index)) {
                    noteDependents(index);
                }
            }
        } finally {
            settling = false;
        }
    }

    private void noteDependents(int index) {
        for (int dependent : graph.dependents(index)) {
            if (known[dependent]) {
                agenda.add(graph.rank(dependent));
            }
        }
    }

    /** Compute a symbol whose dependencies are settled; tell whether others may see a difference. */
    private boolean computeAgain(int index) {
        byte stateBefore = state[index];
        String textBefore = text[index];
        compute(index);
        if (state[index] != stateBefore && isModules(index)) {
            forgetAll();
            return false;
        }
        // Members see more of their choice than its value.
        return state[index] != stateBefore
                || !text[index].equals(textBefore)
                || symbols.get(index).isChoice();
    }

    private boolean isModules(int index) {
        Symbol symbol = tree.modules();
        return symbol != null && symbol.index() == index;
    }

    /** Forget what is on the agenda, and all that was computed from it. */
    private void forgetDependents() {
        while (!agenda.isEmpty()) {
            forget(graph.ranked(agenda.poll()));
        }
        while (depth > 0) {
            int top = stack[--depth];
            if (isModules(top)) {
                depth = 0;
                forgetAll();
                return;
            }
            for (int dependent : graph.dependents(top)) {
                forget(dependent);
            }
        }
    }

    void writeAnyway(Symbol symbol) {
        ensure(symbol);
        written[symbol.index()] = true;
    }

    /** Forget a choice and its members, but not what was computed from them, as older tools do between draws. */
    public void forgetOnly(Choice choice) {
        known[choice.symbol().index()] = false;
        for (Symbol member : choice.members()) {
            known[member.index()] = false;
        }
    }

    private void forget(int index) {
        if (known[index] && !DependencyGraph.isFixed(symbols.get(index))) {
            known[index] = false;
            push(index);
        }
    }
}
