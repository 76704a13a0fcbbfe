/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Term.Op;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites conditions one at a time: normal form, comparisons with a constant, questions about a symbol.
 *
 * <p>Which symbols become submenus of others, and the conditions that messages print, depend on the exact shape that the
 * C tools give to conditions; the rules here are theirs. Null stands for y. Owned by the thread that loads.
 */
public final class TermAlgebra {

    private final Draft draft;
    private final TermPool terms;
    private final TermTable normalForms = new TermTable();

    /** Create the algebra of a tree; the types of its symbols must not change between uses that matter. */
    public TermAlgebra(Draft draft) {
        this.draft = draft;
        this.terms = draft.terms;
    }

    /** Make every m depend on modules being switched on. */
    public @Nullable Term dependOnModules(@Nullable Term term) {
        return term == null ? null : withModules(term);
    }

    private Term withModules(Term term) {
        return switch (term.op) {
            case SYMBOL ->
                term.symbol == draft.mod ? terms.join(Op.AND, term, terms.symbol(draft.modulesOrNo())) : term;
            case NOT -> terms.not(withModules(term.left()));
            case AND, OR -> terms.join(term.op, withModules(term.left()), withModules(term.right()));
            case COMPARE -> term;
        };
    }

    /** Takes the comparisons of bools with m, which cannot hold. */
    public interface HopelessTests {
        void accept(SymbolDraft symbol, Relation relation);
    }

    /** Find the comparisons of bools with m in a term, from left to right and as often as they occur. */
    public void findHopelessTests(@Nullable Term term, HopelessTests found) {
        if (term == null || term.op == Op.SYMBOL) {
            return;
        }
        if (term.op == Op.COMPARE) {
            boolean equality = term.compares(Relation.EQUAL) || term.compares(Relation.UNEQUAL);
            if (equality && term.rightSymbol == draft.mod && term.symbol().type == SymbolType.BOOL) {
                found.accept(term.symbol(), term.relation());
            }
            return;
        }
        findHopelessTests(term.left, found);
        findHopelessTests(term.right, found);
    }

    /**
     * Bring a term into normal form: negation only of symbols, and no comparison of a bool with y, m or n.
     */
    public @Nullable Term normalize(@Nullable Term term) {
        return term == null ? null : normal(term);
    }

    private Term normal(Term term) {
        if (term.op == Op.SYMBOL) {
            return term;
        }
        Term known = normalForms.get(term);
        if (known == null) {
            known = switch (term.op) {
                case SYMBOL -> term;
                case COMPARE -> normalComparison(term);
                case NOT -> negated(normal(term.left()));
                case AND, OR -> terms.join(term.op, normal(term.left()), normal(term.right()));
            };
            normalForms.put(term, known);
        }
        return known;
    }

    private Term normalComparison(Term term) {
        SymbolDraft symbol = term.symbol();
        SymbolDraft constant = term.rightSymbol();
        boolean equal = term.relation() == Relation.EQUAL;
        if (symbol.type != SymbolType.BOOL || !equal && term.relation() != Relation.UNEQUAL) {
            return term;
        }
        if (constant == draft.mod) {
            return terms.symbol(equal ? draft.no : draft.yes);
        }
        if (constant != draft.yes && constant != draft.no) {
            return term;
        }
        Term positive = terms.symbol(symbol);
        return equal == (constant == draft.yes) ? positive : terms.not(positive);
    }

    private Term negated(Term term) {
        return switch (term.op) {
            case NOT -> term.left();
            case COMPARE -> terms.compare(opposite(term.relation()), term.symbol(), term.rightSymbol());
            case AND -> terms.join(Op.OR, negated(term.left()), negated(term.right()));
            case OR -> terms.join(Op.AND, negated(term.left()), negated(term.right()));
            case SYMBOL -> {
                SymbolDraft symbol = term.symbol();
                yield symbol == draft.yes
                        ? terms.symbol(draft.no)
                        : symbol == draft.no ? terms.symbol(draft.yes) : symbol == draft.mod ? term : terms.not(term);
            }
        };
    }

    private static Relation opposite(Relation relation) {
        return switch (relation) {
            case EQUAL -> Relation.UNEQUAL;
            case UNEQUAL -> Relation.EQUAL;
            case LESS -> Relation.GREATER_EQUAL;
            case LESS_EQUAL -> Relation.GREATER;
            case GREATER -> Relation.LESS_EQUAL;
            case GREATER_EQUAL -> Relation.LESS;
        };
    }

    /**
     * Spell out the comparison of a whole term with y or n, by comparing each of its symbols.
     *
     * @param relation EQUAL or UNEQUAL
     */
    public Term compare(@Nullable Term term, Relation relation, SymbolDraft constant) {
        boolean equal = relation == Relation.EQUAL;
        if (term == null) {
            Term symbol = terms.symbol(constant);
            return equal ? symbol : terms.not(symbol);
        }
        return switch (term.op) {
            case SYMBOL -> terms.compare(relation, term.symbol(), constant);
            case NOT -> compare(term.left(), equal ? Relation.UNEQUAL : Relation.EQUAL, constant);
            case COMPARE -> equal == (constant == draft.yes) ? term : terms.not(term);
            case AND, OR -> {
                // "A && B" is n when either is; it is y when both are.
                Op op = constant == draft.no ? (term.op == Op.AND ? Op.OR : Op.AND) : term.op;
                Term joined = terms.join(
                        op,
                        compare(term.left(), Relation.EQUAL, constant),
                        compare(term.right(), Relation.EQUAL, constant));
                yield equal ? joined : terms.not(joined);
            }
        };
    }

    /** Shorten {@code X != n} to {@code X} for tristates, which is the same for whoever is only a bool. */
    public @Nullable Term forBool(@Nullable Term term) {
        if (term == null) {
            return null;
        }
        return switch (term.op) {
            case SYMBOL -> term;
            case NOT -> terms.not(present(forBool(term.left())));
            case AND, OR -> terms.join(term.op, present(forBool(term.left())), present(forBool(term.right())));
            case COMPARE ->
                term.relation() == Relation.UNEQUAL
                                && term.symbol().type == SymbolType.TRISTATE
                                && term.rightSymbol() == draft.no
                        ? terms.symbol(term.symbol())
                        : term;
        };
    }

    private static Term present(@Nullable Term term) {
        if (term == null) {
            throw new IllegalStateException("an operand vanished");
        }
        return term;
    }

    /** Tell whether a symbol occurs in a term. */
    public static boolean contains(@Nullable Term term, SymbolDraft symbol) {
        if (term == null) {
            return false;
        }
        return switch (term.op) {
            case SYMBOL -> term.symbol == symbol;
            case COMPARE -> term.symbol == symbol || term.rightSymbol == symbol;
            case NOT -> contains(term.left, symbol);
            case AND, OR -> contains(term.left, symbol) || contains(term.right, symbol);
        };
    }

    /** Tell whether a term can only hold when a symbol is not n. */
    public boolean requires(@Nullable Term term, SymbolDraft symbol) {
        if (term == null) {
            return false;
        }
        return switch (term.op) {
            case SYMBOL -> term.symbol == symbol;
            case AND -> requires(term.left, symbol) || requires(term.right, symbol);
            case COMPARE ->
                term.symbol == symbol
                        && (term.relation == Relation.EQUAL
                                        && (term.rightSymbol == draft.yes || term.rightSymbol == draft.mod)
                                || term.relation == Relation.UNEQUAL && term.rightSymbol == draft.no);
            case NOT, OR -> false;
        };
    }

    /** Tell whether a term is y. */
    public boolean isYes(@Nullable Term term) {
        return term == null || term.is(draft.yes);
    }
}
