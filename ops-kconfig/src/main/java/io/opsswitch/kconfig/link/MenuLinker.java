/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.draft.TermAlgebra;
import io.opsswitch.kconfig.draft.TermReducer;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands dependencies down the menu and gives the menu its final shape.
 *
 * <p>From the root downwards, each entry gets the dependencies of what is around it, and so do its prompts, defaults,
 * selects and ranges; a select is noted at its target. Then two things change the shape. Entries that follow a symbol
 * and depend on it become its children. Children of what shows no prompt (an {@code if}, a hidden symbol) move up to
 * where it is. Both happen bottom-up within each menu, because the second looks at the result of the first.
 */
final class MenuLinker {

    private final Draft draft;
    private final Dialect dialect;
    private final boolean classic;
    /** Whether conditions of bools are rewritten for them, as before Linux 5. */
    private final boolean plainBools;

    private final boolean modulesInVisibility;
    private final DiagnosticSink sink;
    private final TermAlgebra algebra;
    private final TermReducer reducer;

    MenuLinker(Draft draft, Dialect dialect, DiagnosticSink sink) {
        this.draft = draft;
        this.modulesInVisibility = dialect.has(Feature.MODULES_IN_VISIBILITY);
        this.dialect = dialect;
        this.classic = dialect.has(Feature.CLASSIC_CHOICES);
        this.plainBools = dialect.has(Feature.PLAIN_BOOLS);
        this.sink = sink;
        this.algebra = new TermAlgebra(draft);
        this.reducer = new TermReducer(draft, algebra, classic);
    }

    void link() {
        link(draft.root, false);
    }

    private void link(NodeDraft node, boolean insideChoice) {
        SymbolDraft symbol = node.symbol;
        if (node.firstChild != null) {
            if (classic && node.isChoice()) {
                ClassicChoices.inferTypes(node);
            }
            Term around = inherited(node);
            for (NodeDraft child = node.firstChild; child != null; child = child.next) {
                inherit(child, around);
            }
            for (NodeDraft child = node.firstChild; child != null; child = child.next) {
                link(child, node.isChoice() && !classic);
            }
        } else if (!insideChoice && symbol != null && node.kind != MenuNode.Kind.IF) {
            adoptDependents(node, symbol);
            symbol.directDependency = or(symbol.directDependency, node.dependency);
        }
        liftChildrenOfHidden(node);
        if (symbol != null && node.kind != MenuNode.Kind.IF && !symbol.checked) {
            symbol.checked = true;
            check(node, symbol);
        }
        if (classic && node.isChoice() && symbol != null) {
            ClassicChoices.makeMandatory(draft, node, symbol);
        }
    }

    private @Nullable Term or(@Nullable Term left, @Nullable Term right) {
        return draft.terms.or(left, right);
    }

    /** Return what all children of an entry depend on. */
    private @Nullable Term inherited(NodeDraft node) {
        if (classic && node.isChoice() && node.symbol != null) {
            return draft.terms.symbol(node.symbol);
        }
        PropertyDraft prompt = node.prompt;
        return classic && prompt != null ? prompt.condition : node.dependency;
    }

    private void reportHopeless(SymbolDraft symbol, Relation relation) {
        String result = relation == Relation.EQUAL ? "n" : "y";
        String text = "boolean symbol " + symbol.name + " tested for 'm'? test forced to '" + result + "'";
        sink.add(new Diagnostic(Diagnostic.Severity.INFO, null, text));
    }

    private @Nullable Term inheriting(@Nullable Term around, @Nullable Term own) {
        algebra.findHopelessTests(own, this::reportHopeless);
        Term normal = algebra.normalize(algebra.dependOnModules(own));
        return reducer.reduce(draft.terms.and(around, normal));
    }

    private void inherit(NodeDraft node, @Nullable Term around) {
        Term dependency = inheriting(around, node.dependency);
        node.dependency = dependency;
        if (modulesInVisibility) {
            node.visibleIf = algebra.dependOnModules(node.visibleIf);
        }
        SymbolDraft symbol = node.symbol;
        if (symbol == null) {
            if (node.prompt != null) {
                node.prompt.condition = inheriting(dependency, node.prompt.condition);
            }
            return;
        }
        List<PropertyDraft> properties = symbol.properties;
        for (int i = 0; i < properties.size(); i++) {
            PropertyDraft property = properties.get(i);
            if (property.node != node) {
                continue;
            }
            Term condition = inheriting(dependency, property.condition);
            if (plainBools && symbol.type != SymbolType.TRISTATE) {
                condition = algebra.forBool(condition);
            }
            property.condition = condition;
            noteAtTarget(symbol, property);
        }
    }

    private void noteAtTarget(SymbolDraft selector, PropertyDraft property) {
        SymbolDraft target = property.valueSymbol();
        if (target == null) {
            return;
        }
        Term active = draft.terms.and(draft.terms.symbol(selector), property.condition);
        if (property.kind == Kind.SELECT) {
            target.selectors = or(target.selectors, active);
        } else if (property.kind == Kind.IMPLY) {
            target.implicators = or(target.implicators, active);
        }
    }

    /** Make the following entries children of a symbol as long as they depend on it. */
    private void adoptDependents(NodeDraft node, SymbolDraft symbol) {
        @Nullable Term base = null;
        boolean baseKnown = false;
        NodeDraft last = null;
        for (NodeDraft follower = node.next; follower != null; follower = follower.next) {
            PropertyDraft prompt = follower.prompt;
            Term condition = prompt != null ? prompt.condition : follower.dependency;
            if (!TermAlgebra.contains(condition, symbol)) {
                break;
            }
            if (!algebra.requires(condition, symbol)) {
                // It may also name the symbol among alternatives, if otherwise it needs all that the symbol needs.
                if (!baseKnown) {
                    base = comparable(node.prompt == null ? null : node.prompt.condition);
                    baseKnown = true;
                }
                if (!algebra.isYes(reducer.remainder(comparable(condition), base))) {
                    break;
                }
            }
            link(follower, false);
            follower.parent = node;
            last = follower;
        }
        if (last != null) {
            node.firstChild = node.next;
            node.next = last.next;
            last.next = null;
        }
    }

    private @Nullable Term comparable(@Nullable Term condition) {
        return reducer.reduce(algebra.normalize(algebra.compare(condition, Relation.UNEQUAL, draft.no)));
    }

    private void liftChildrenOfHidden(NodeDraft node) {
        for (NodeDraft child = node.firstChild; child != null; child = child.next) {
            if (classic && node.isChoice()) {
                ClassicChoices.addMember(draft, node, child, sink);
            }
            if (child.firstChild == null || child.prompt != null) {
                continue;
            }
            NodeDraft last = child.firstChild;
            last.parent = node;
            while (last.next != null) {
                last = last.next;
                last.parent = node;
            }
            last.next = child.next;
            child.next = child.firstChild;
            child.firstChild = null;
        }
    }

    private void check(NodeDraft node, SymbolDraft symbol) {
        if (symbol.type == SymbolType.UNKNOWN) {
            sink.add(Diagnostic.warning(node.location, "config symbol defined without type"));
        }
        if (classic && symbol.choice && node.prompt == null) {
            sink.add(Diagnostic.warning(node.location, "choice must have a prompt"));
        }
        PropertyCheck.check(symbol, dialect, sink);
    }
}
