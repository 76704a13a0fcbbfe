/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses symbols whose value would depend on itself.
 *
 * <p>A depth-first search along everything a value depends on, in the order of the C tools, which decides the circle
 * they print. A choice and its members are searched as one: each stands for all. When a circle is found the search goes
 * back to where it started, so that one circle is reported once.
 */
final class DependencyCheck {

    private final boolean classic;
    private final DiagnosticSink sink;
    private final boolean[] active;
    private final boolean[] done;
    private final List<Step> path = new ArrayList<>();
    private final SymbolDraft[] @Nullable [] symbolsOf;

    DependencyCheck(Draft draft, boolean classic, DiagnosticSink sink) {
        this.classic = classic;
        this.sink = sink;
        this.active = new boolean[draft.symbols.size()];
        this.done = new boolean[draft.symbols.size()];
        this.symbolsOf = new SymbolDraft[draft.terms.size()][];
    }

    /** Which condition of a symbol the search follows. */
    private enum Edge {
        DEPENDS("depends on"),
        SELECTED("is selected by"),
        IMPLIED("is implied by"),
        VISIBLE("is visible depending on"),
        VALUE("value contains");

        final String words;

        Edge(String words) {
            this.words = words;
        }
    }

    private static final class Step {
        final SymbolDraft symbol;
        Edge edge = Edge.VISIBLE;

        @Nullable
        PropertyDraft property;

        Step(SymbolDraft symbol) {
            this.symbol = symbol;
        }
    }

    /** Search from a symbol on, and report a circle if there is one that no earlier search met. */
    void check(SymbolDraft symbol) {
        visit(symbol);
    }

    /** Return what is searched together with a choice: its members, or, in new trees, every symbol in it. */
    private List<SymbolDraft> inside(SymbolDraft choice) {
        if (classic || choice.nodes.isEmpty()) {
            return choice.members;
        }
        List<SymbolDraft> inside = new ArrayList<>();
        NodeDraft top = choice.nodes.get(0);
        for (NodeDraft node = MenuWalk.next(top, top); node != null; node = MenuWalk.next(node, top)) {
            if (node.symbol != null) {
                inside.add(node.symbol);
            }
        }
        return inside;
    }

    /** Return the symbol at which a circle closes, or null. */
    private @Nullable SymbolDraft visit(SymbolDraft symbol) {
        if (active[symbol.index]) {
            report(symbol);
            return symbol;
        }
        if (done[symbol.index]) {
            return null;
        }
        if (symbol.owner != null) {
            path.add(new Step(symbol));
            SymbolDraft culprit = visit(symbol.owner);
            path.remove(path.size() - 1);
            return culprit;
        }
        if (symbol.choice) {
            return visitChoice(symbol);
        }
        active[symbol.index] = true;
        done[symbol.index] = true;
        SymbolDraft culprit = follow(symbol);
        active[symbol.index] = false;
        return culprit;
    }

    private @Nullable SymbolDraft visitChoice(SymbolDraft choice) {
        path.add(new Step(choice));
        List<SymbolDraft> members = inside(choice);
        for (SymbolDraft member : members) {
            active[member.index] = true;
            done[member.index] = true;
        }
        active[choice.index] = true;
        done[choice.index] = true;
        SymbolDraft culprit = follow(choice);
        active[choice.index] = false;
        for (int i = 0; i < members.size() && culprit == null; i++) {
            culprit = follow(members.get(i));
        }
        for (SymbolDraft member : members) {
            active[member.index] = false;
        }
        path.remove(path.size() - 1);
        return culprit != null && culprit.owner == choice ? choice : culprit;
    }

    private @Nullable SymbolDraft follow(SymbolDraft symbol) {
        Step step = new Step(symbol);
        path.add(step);
        SymbolDraft culprit = followConditions(symbol, step);
        path.remove(path.size() - 1);
        return culprit;
    }

    private @Nullable SymbolDraft followConditions(SymbolDraft symbol, Step step) {
        SymbolDraft culprit = follow(step, Edge.DEPENDS, symbol.directDependency);
        if (culprit == null) {
            culprit = follow(step, Edge.SELECTED, symbol.selectors);
        }
        if (culprit == null) {
            culprit = follow(step, Edge.IMPLIED, symbol.implicators);
        }
        for (int i = 0; i < symbol.properties.size() && culprit == null; i++) {
            PropertyDraft property = symbol.properties.get(i);
            if (property.kind == Kind.SELECT || property.kind == Kind.IMPLY) {
                continue;
            }
            step.property = property;
            culprit = follow(step, Edge.VISIBLE, property.condition);
            if (culprit == null && property.kind == Kind.DEFAULT && !symbol.choice) {
                culprit = follow(step, Edge.VALUE, property.value);
            }
        }
        return culprit;
    }

    private @Nullable SymbolDraft follow(Step step, Edge edge, @Nullable Term condition) {
        if (condition == null) {
            return null;
        }
        step.edge = edge;
        for (SymbolDraft symbol : symbols(condition)) {
            SymbolDraft culprit = visit(symbol);
            if (culprit != null) {
                return culprit;
            }
        }
        return null;
    }

    /** Return the symbols of a condition from left to right, without recursion: selects make very long chains. */
    private SymbolDraft[] symbols(Term condition) {
        SymbolDraft[] known = symbolsOf[condition.id];
        if (known == null) {
            List<SymbolDraft> found = new ArrayList<>();
            Deque<Term> open = new ArrayDeque<>();
            open.push(condition);
            while (!open.isEmpty()) {
                Term term = open.pop();
                if (term.right != null) {
                    open.push(term.right);
                }
                if (term.left != null) {
                    open.push(term.left);
                }
                if (term.symbol != null) {
                    found.add(term.symbol);
                }
                if (term.rightSymbol != null) {
                    found.add(term.rightSymbol);
                }
            }
            known = found.toArray(new SymbolDraft[0]);
            symbolsOf[condition.id] = known;
        }
        return known;
    }

    private void report(SymbolDraft closing) {
        List<Step> steps = new ArrayList<>(path);
        SymbolDraft last = closing;
        if (closing.owner != null) {
            steps.add(new Step(closing));
            last = closing.owner;
        }
        int start = steps.size() - 1;
        while (start >= 0 && steps.get(start).symbol != last) {
            start--;
        }
        if (start < 0) {
            report(closing, "unexpected recursive dependency error");
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = start; i < steps.size(); i++) {
            Step step = steps.get(i);
            SymbolDraft next = i + 1 < steps.size() ? steps.get(i + 1).symbol : last;
            if (step.symbol == last) {
                text.append(text.length() == 0 ? "" : "\n").append("error: recursive dependency detected!");
            }
            text.append("\n\tsymbol ")
                    .append(step.symbol.displayName())
                    .append(' ')
                    .append(relation(step, next));
        }
        text.append("\nFor a resolution refer to Documentation/kbuild/kconfig-language.rst\n")
                .append("subsection \"Kconfig recursive dependency limitations\"\n");
        report(steps.get(start).symbol, text.toString());
    }

    /** Report at the first definition of a symbol. */
    private void report(SymbolDraft symbol, String text) {
        SourceLocation at = symbol.nodes.isEmpty() ? null : symbol.nodes.get(0).location;
        sink.add(new Diagnostic(Diagnostic.Severity.ERROR, at, text, true));
    }

    private static String relation(Step step, SymbolDraft next) {
        if (next.choice) {
            return "is part of choice block at " + next.nodes.get(0).location;
        }
        PropertyDraft property = step.property;
        boolean ofProperty = step.edge == Edge.VISIBLE || step.edge == Edge.VALUE;
        String kind = ofProperty ? (property == null ? "unknown" : property.kind.word) + " " : "";
        return kind + step.edge.words + " " + next.name;
    }
}
