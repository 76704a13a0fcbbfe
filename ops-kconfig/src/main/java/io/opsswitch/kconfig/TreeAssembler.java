/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.link.MenuWalk;
import io.opsswitch.kconfig.parse.Parser;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the immutable tree out of a finished draft. */
final class TreeAssembler {

    private final Draft draft;
    private final Symbol[] symbols;
    private final @Nullable Expression[] expressions;
    private final List<Symbol> defined = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    /** The entries of symbols that have several. */
    private final Map<Symbol, List<MenuNode>> repeated = new IdentityHashMap<>();

    private final Map<PropertyDraft, Prompt> prompts = new IdentityHashMap<>();

    private TreeAssembler(Draft draft) {
        this.draft = draft;
        this.symbols = new Symbol[draft.symbols.size()];
        this.expressions = new Expression[draft.terms.size()];
    }

    static KconfigTree assemble(Draft draft, KconfigOptions options, Parser parser) {
        TreeAssembler assembler = new TreeAssembler(draft);
        assembler.makeSymbols();
        MenuNode root = assembler.makeNodes();
        for (SymbolDraft symbol : draft.symbols) {
            assembler.fill(symbol);
        }
        return new KconfigTree(
                options,
                root,
                List.of(assembler.symbols),
                assembler.defined,
                assembler.choices,
                assembler.symbolOrNull(draft.modules),
                assembler.symbolOrNull(draft.defconfigList),
                parser.files(),
                parser.inclusions(),
                parser.usedEnvironment(),
                parser.diagnostics().all());
    }

    private void makeSymbols() {
        Symbol[] constants = {Symbol.NO, Symbol.MOD, Symbol.YES};
        for (SymbolDraft from : draft.symbols) {
            symbols[from.index] = from.index < constants.length
                    ? constants[from.index]
                    : new Symbol(from.name, from.index, from.type, from.constant);
        }
        for (SymbolDraft from : draft.symbols) {
            if (from.choice) {
                Symbol symbol = symbols[from.index];
                Choice choice = new Choice(symbol, from.optional);
                choice.members = from.members.stream().map(this::symbol).toList();
                choice.members.forEach(m -> m.choice = choice);
                symbol.asChoice = choice;
            }
        }
    }

    /** Make the menu without recursion, because submenus of submenus go as deep as symbols depend on one another. */
    private MenuNode makeNodes() {
        Map<NodeDraft, MenuNode> made = new IdentityHashMap<>();
        Map<MenuNode, List<MenuNode>> children = new IdentityHashMap<>();
        MenuNode root = makeNode(draft.root);
        made.put(draft.root, root);
        NodeDraft from = MenuWalk.next(draft.root, draft.root);
        for (; from != null; from = MenuWalk.next(from, draft.root)) {
            if (from.kind == MenuNode.Kind.IF) {
                continue;
            }
            MenuNode node = makeNode(from);
            made.put(from, node);
            node.parent = from.parent == null ? root : made.get(from.parent);
            children.computeIfAbsent(node.parent == null ? root : node.parent, n -> new ArrayList<>())
                    .add(node);
            if (from.symbol != null) {
                note(symbol(from.symbol), node);
            }
        }
        children.forEach((node, list) -> node.children = List.copyOf(list));
        repeated.forEach((symbol, list) -> symbol.nodes = List.copyOf(list));
        return root;
    }

    /** Keep the order in which symbols and choices come up first. */
    private void note(Symbol symbol, MenuNode node) {
        if (!symbol.nodes.isEmpty()) {
            repeated.computeIfAbsent(symbol, s -> new ArrayList<>(s.nodes)).add(node);
            return;
        }
        symbol.nodes = List.of(node);
        if (symbol.asChoice != null) {
            choices.add(symbol.asChoice);
        } else {
            defined.add(symbol);
        }
    }

    private MenuNode makeNode(NodeDraft from) {
        return new MenuNode(
                from.kind,
                from.location,
                symbolOrNull(from.symbol),
                from.prompt == null ? null : prompt(from.prompt),
                from.help,
                expression(from.dependency),
                from.visibleIf == null ? null : expression(from.visibleIf));
    }

    private void fill(SymbolDraft from) {
        Symbol symbol = symbol(from);
        if (from.properties.isEmpty() && from.nodes.isEmpty() && from.selectors == null && from.implicators == null) {
            return;
        }
        List<Prompt> promptList = new ArrayList<>(1);
        List<DefaultValue> defaults = new ArrayList<>(1);
        List<Selection> selections = new ArrayList<>(0);
        List<Range> ranges = new ArrayList<>(0);
        for (PropertyDraft property : from.properties) {
            Expression condition = expression(property.condition);
            switch (property.kind) {
                case PROMPT, MENU, COMMENT -> promptList.add(prompt(property));
                case DEFAULT ->
                    defaults.add(new DefaultValue(expression(property.value), condition, property.location));
                case SELECT, IMPLY -> {
                    SymbolDraft target = property.valueSymbol();
                    if (target != null) {
                        boolean weak = property.kind == PropertyDraft.Kind.IMPLY;
                        selections.add(new Selection(symbol(target), weak, condition, property.location));
                    }
                }
                case RANGE -> {
                    if (property.low != null && property.high != null) {
                        ranges.add(
                                new Range(symbol(property.low), symbol(property.high), condition, property.location));
                    }
                }
            }
        }
        symbol.prompts = List.copyOf(promptList);
        symbol.defaults = List.copyOf(defaults);
        symbol.selections = List.copyOf(selections);
        symbol.ranges = List.copyOf(ranges);
        symbol.directDependency = from.directDependency == null ? null : expression(from.directDependency);
        symbol.selectors = from.selectors == null ? null : expression(from.selectors);
        symbol.implicators = from.implicators == null ? null : expression(from.implicators);
        symbol.environmentVariable = from.environmentVariable;
        symbol.allNoConfigY = from.allNoConfigY;
        symbol.transitional = from.transitional;
        symbol.predefined = from.predefined;
    }

    private Prompt prompt(PropertyDraft from) {
        return prompts.computeIfAbsent(from, p -> new Prompt(p.text, expression(p.condition), p.location));
    }

    private Symbol symbol(SymbolDraft from) {
        return symbols[from.index];
    }

    private @Nullable Symbol symbolOrNull(@Nullable SymbolDraft from) {
        return from == null ? null : symbols[from.index];
    }

    private Expression expression(@Nullable Term term) {
        if (term == null) {
            return Expression.YES;
        }
        Expression known = expressions[term.id];
        if (known == null) {
            known = switch (term.op) {
                case SYMBOL -> term.symbol() == draft.yes ? Expression.YES : new Expression.Ref(symbol(term.symbol()));
                case NOT -> new Expression.Not(expression(term.left()));
                case COMPARE ->
                    new Expression.Compare(term.relation(), symbol(term.symbol()), symbol(term.rightSymbol()));
                case AND -> new Expression.And(operands(term));
                case OR -> new Expression.Or(operands(term));
            };
            expressions[term.id] = known;
        }
        return known;
    }

    /** Flatten a chain of one operator; chains grow to the left, so that this loop takes most of them. */
    private List<Expression> operands(Term term) {
        List<Expression> reversed = new ArrayList<>();
        Term at = term;
        while (at.op == term.op) {
            addReversed(at.right(), term.op, reversed);
            at = at.left();
        }
        reversed.add(expression(at));
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    private void addReversed(Term operand, Term.Op op, List<Expression> reversed) {
        if (operand.op != op) {
            reversed.add(expression(operand));
            return;
        }
        List<Expression> inner = operands(operand);
        for (int i = inner.size() - 1; i >= 0; i--) {
            reversed.add(inner.get(i));
        }
    }
}
