/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what keeps a condition from holding: only the parts that fail, who asks for each, and why it fails. Used once.
 */
final class Hindrances {

    private static final int PROMPTS = 3;
    private static final int PARTS = 4;
    private static final String SHOWN = "its prompt shows only if ";

    private final Configuration configuration;
    private final Causes causes;

    Hindrances(Configuration configuration, Causes causes) {
        this.configuration = configuration;
        this.causes = causes;
    }

    /** Return why no prompt of a symbol shows as far as y. */
    List<Fact> ofPrompts(Symbol symbol, int depth) {
        List<Prompt> prompts = symbol.prompts();
        if (prompts.isEmpty()) {
            List<Symbol> selecting =
                    SelectLine.of(symbol, false).stream().map(SelectLine::by).toList();
            String others = selecting.isEmpty()
                    ? "it has no prompt: it only follows other symbols"
                    : "it has no prompt: it needs one of those that select it: " + Words.some(selecting);
            return List.of(new Fact(others, null, null, List.of()));
        }
        if (prompts.size() == 1) {
            return of(symbol, prompts.get(0).location(), prompts.get(0).condition(), SHOWN, depth);
        }
        List<Fact> facts = new ArrayList<>();
        for (Prompt prompt : prompts.subList(0, Math.min(PROMPTS, prompts.size()))) {
            List<Fact> reasons = of(symbol, prompt.location(), prompt.condition(), SHOWN, depth - 1);
            facts.add(new Fact("its prompt \"" + prompt.text() + "\" does not show", prompt.location(), null, reasons));
        }
        return facts;
    }

    /**
     * Return the parts of a condition that fail.
     *
     * @param line where the condition is written; the entry there inherits much of it
     */
    List<Fact> of(Symbol symbol, SourceLocation line, Expression condition, int depth) {
        return of(symbol, line, condition, "it applies only if ", depth);
    }

    private List<Fact> of(Symbol symbol, SourceLocation line, Expression condition, String asWritten, int depth) {
        List<Fact> facts = new ArrayList<>();
        if (depth <= 0) {
            return facts;
        }
        @Nullable MenuNode node = symbol.nodeAt(line);
        for (Expression part : Conditions.obstacles(configuration, condition)) {
            if (facts.size() < PARTS && causes.takeRoom()) {
                facts.add(of(node, line, part, asWritten, depth));
            }
        }
        return facts;
    }

    private Fact of(@Nullable MenuNode node, SourceLocation line, Expression part, String asWritten, int depth) {
        String lead = "it needs ";
        SourceLocation place = line;
        if (node != null) {
            MenuNode asking = Entries.dependingOn(node, part);
            MenuNode hiding = Entries.visibleOnlyIf(node, part);
            if (asking != null) {
                lead = asking == node ? "it depends on " : Words.title(asking) + " around it depends on ";
                place = asking.location();
            } else if (hiding != null) {
                lead = Words.title(hiding) + " around it is visible only if ";
                place = hiding.location();
            } else {
                lead = asWritten;
            }
        }
        return new Fact(lead + failing(part), place, about(part), causes.ofCondition(part, depth - 1));
    }

    private static @Nullable Symbol about(Expression part) {
        return part instanceof Expression.Ref ref && ref.symbol().isDefined() ? ref.symbol() : null;
    }

    /** Return a part with what is wrong with it, such as "FOO, which is n". */
    String failing(Expression part) {
        if (part instanceof Expression.Ref ref) {
            return failing(ref.symbol());
        }
        if (part instanceof Expression.Not not && not.operand() instanceof Expression.Ref ref) {
            return part.text() + ", but " + Words.state(configuration, ref.symbol());
        }
        if (part instanceof Expression.Compare compare) {
            List<String> states = new ArrayList<>();
            for (Symbol side : List.of(compare.left(), compare.right())) {
                if (!side.isConstant() && side.isDefined()) {
                    states.add(Words.state(configuration, side));
                } else if (!side.isConstant() && !Words.isNumber(side.name())) {
                    states.add(side.name() + " is defined nowhere");
                }
            }
            return part.text() + (states.isEmpty() ? ", which never holds" : ", but " + String.join(" and ", states));
        }
        return Words.valued(configuration, part) + ", which is "
                + configuration.evaluate(part).text();
    }

    private String failing(Symbol symbol) {
        if (symbol == Symbol.MOD) {
            return "m, so that y is not possible";
        }
        if (symbol.isConstant()) {
            return Words.constant(symbol) + ", which never holds";
        }
        if (symbol.type() == SymbolType.UNKNOWN && !symbol.isDefined()) {
            return symbol.name() + ", which is defined nowhere in this tree";
        }
        return Words.name(symbol) + ", which is " + Words.value(configuration, symbol);
    }
}
