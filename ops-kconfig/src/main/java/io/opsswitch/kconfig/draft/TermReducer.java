/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Term.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is said twice, in one condition or in two.
 *
 * <p>Operands of one {@code &&} or {@code ||} level are compared pairwise, whatever the parentheses. When two can be
 * joined into one, the first becomes the neutral constant and the second the joint condition; constants are then
 * dropped, and all starts again until nothing changes. The order of comparison decides which operand survives, and with
 * it the shape of the result: it is that of the C tools. Owned by the thread that loads.
 */
public final class TermReducer {

    /** Some seconds; the largest trees take a few millions. */
    private static final long MAX_STEPS = 20_000_000;

    private final Draft draft;
    private final TermPool terms;
    private final TermAlgebra algebra;
    private final TermTable reduced = new TermTable();
    private final PlainTerms plain;
    private final boolean classic;
    private int joins;
    private long steps;

    /**
     * Create the reducer of a tree; the types of its symbols must be final.
     *
     * @param classic whether to leave y and n where nothing else can be removed, as tools before Linux 6.12 do
     */
    public TermReducer(Draft draft, TermAlgebra algebra, boolean classic) {
        this.classic = classic;
        this.draft = draft;
        this.terms = draft.terms;
        this.algebra = algebra;
        this.plain = new PlainTerms(draft);
    }

    /** Two conditions that change together. */
    private static final class Pair {
        Term first;
        Term second;

        Pair(Term first, Term second) {
            this.first = first;
            this.second = second;
        }
    }

    /** Remove repeated and redundant operands; null stands for y. */
    public @Nullable Term reduce(@Nullable Term term) {
        return term == null ? null : reduceTerm(term);
    }

    private Term reduceTerm(Term term) {
        if (term.op != Op.AND && term.op != Op.OR) {
            return term;
        }
        Term known = reduced.get(term);
        if (known != null) {
            return known;
        }
        Term plainly = reducePlainly(term);
        if (plainly != null) {
            reduced.put(term, plainly);
            return plainly;
        }
        int before = joins;
        Term result = term;
        if (classic) {
            result = reduceInPlace(term);
            joins = before;
            reduced.put(term, result);
            return result;
        }
        do {
            joins = 0;
            if (result.op == Op.AND || result.op == Op.OR) {
                Pair pair = new Pair(reduceTerm(result.left()), reduceTerm(result.right()));
                joinOperands(result.op, pair);
                result = terms.join(result.op, pair.first, pair.second);
            }
            result = withoutConstants(result);
        } while (joins > 0);
        joins = before;
        reduced.put(term, result);
        return result;
    }

    /** Reduce a term in which nothing but repetitions can be joined, as nearly all are; null for others. */
    private @Nullable Term reducePlainly(Term term) {
        List<Term> operands = PlainTerms.operands(term);
        spend(operands.size());
        for (Term operand : operands) {
            if (reduceTerm(operand) != operand) {
                return null;
            }
        }
        Collection<Term> distinct = plain.distinct(operands);
        if (distinct == null || distinct.size() == operands.size()) {
            return distinct == null ? null : term;
        }
        if (classic) {
            return null;
        }
        for (Term at = term; at.op == term.op; at = at.left()) {
            if (at.right().op == term.op) {
                return null; // in which shape the rest remains depends on the parentheses
            }
        }
        @Nullable Term rest = null;
        for (Term operand : distinct) {
            rest = rest == null ? operand : terms.join(term.op, rest, operand);
        }
        return rest;
    }

    private void spend(int count) {
        steps += count;
        if (steps > MAX_STEPS) {
            throw new TooComplexException();
        }
    }

    private Term reduceInPlace(Term term) {
        Term result = term;
        while (result.op == Op.AND || result.op == Op.OR) {
            joins = 0;
            result = joinEachWithEach(result);
            if (joins == 0) {
                break;
            }
            result = withoutConstants(result);
        }
        return result;
    }

    /** Compare each operand of a chain with each other one, and operands that are chains themselves inside. */
    private Term joinEachWithEach(Term chain) {
        Op op = chain.op;
        List<Term> operands = new ArrayList<>();
        collect(op, chain, operands);
        for (int i = 0; i < operands.size(); i++) {
            spend(operands.size());
            for (int j = 0; j < operands.size(); j++) {
                if (i == j) {
                    continue;
                }
                Term first = operands.get(i);
                if (first.op == Op.AND || first.op == Op.OR) {
                    first = joinEachWithEach(first);
                    operands.set(i, first);
                }
                Term second = operands.get(j);
                Term joint = op == Op.OR ? joinOr(first, second) : joinAnd(first, second);
                if (joint != null) {
                    operands.set(i, terms.symbol(op == Op.OR ? draft.no : draft.yes));
                    operands.set(j, joint);
                    joins++;
                }
            }
        }
        return rebuild(op, chain, operands.iterator());
    }

    private static void collect(Op op, Term term, List<Term> operands) {
        if (term.op == op) {
            collect(op, term.left(), operands);
            collect(op, term.right(), operands);
        } else {
            operands.add(term);
        }
    }

    /** Put new operands into the places of the old ones. */
    private Term rebuild(Op op, Term shape, Iterator<Term> operands) {
        if (shape.op != op) {
            return operands.next();
        }
        Term left = rebuild(op, shape.left(), operands);
        return terms.join(op, left, rebuild(op, shape.right(), operands));
    }

    private void joinOperands(Op op, Pair pair) {
        spend(1);
        if (pair.first.op == op) {
            Pair left = new Pair(pair.first.left(), pair.second);
            joinOperands(op, left);
            Pair right = new Pair(pair.first.right(), left.second);
            joinOperands(op, right);
            pair.first = terms.join(op, left.first, right.first);
            pair.second = right.second;
            return;
        }
        if (pair.second.op == op) {
            Pair left = new Pair(pair.first, pair.second.left());
            joinOperands(op, left);
            Pair right = new Pair(left.first, pair.second.right());
            joinOperands(op, right);
            pair.first = right.first;
            pair.second = terms.join(op, left.second, right.second);
            return;
        }
        Term joint = op == Op.OR ? joinOr(pair.first, pair.second) : joinAnd(pair.first, pair.second);
        if (joint != null) {
            pair.first = terms.symbol(op == Op.OR ? draft.no : draft.yes);
            pair.second = joint;
            joins++;
        }
    }

    /** Return the symbol that a simple condition is about, or null when it is not simple. */
    private static @Nullable SymbolDraft subject(Term term, boolean negatedComparisonsToo) {
        return switch (term.op) {
            case SYMBOL -> term.symbol;
            case COMPARE -> isEquality(term) ? term.symbol : null;
            case NOT -> {
                Term inner = term.left();
                boolean simple = inner.op == Op.SYMBOL || negatedComparisonsToo && isEquality(inner);
                yield simple ? inner.symbol : null;
            }
            case AND, OR -> null;
        };
    }

    private static boolean isEquality(Term term) {
        return term.compares(Relation.EQUAL) || term.compares(Relation.UNEQUAL);
    }

    /** Return the logical symbol that both conditions are about, or null. */
    private static @Nullable SymbolDraft commonSubject(Term first, Term second) {
        SymbolDraft subject = subject(first, true);
        return subject != null && subject.type.isLogical() && subject == subject(second, false) ? subject : null;
    }

    private @Nullable Term joinOr(Term first, Term second) {
        if (equal(first, second)) {
            return first;
        }
        SymbolDraft subject = commonSubject(first, second);
        if (subject == null) {
            return null;
        }
        if (subject.type == SymbolType.TRISTATE) {
            if (first.compares(Relation.EQUAL) && second.compares(Relation.EQUAL)) {
                SymbolDraft third = thirdValue(first.rightSymbol(), second.rightSymbol());
                return third == null ? null : terms.compare(Relation.UNEQUAL, subject, third);
            }
            return null;
        }
        boolean opposites =
                isNegatedSymbol(first) && second.op == Op.SYMBOL || isNegatedSymbol(second) && first.op == Op.SYMBOL;
        return opposites ? terms.symbol(draft.yes) : null;
    }

    private @Nullable Term joinAnd(Term first, Term second) {
        if (equal(first, second)) {
            return first;
        }
        SymbolDraft subject = commonSubject(first, second);
        if (subject == null) {
            return null;
        }
        if (first.op == Op.SYMBOL || second.op == Op.SYMBOL) {
            Term other = first.op == Op.SYMBOL ? second : first;
            if (isComparison(other, Relation.EQUAL, draft.yes) || isComparison(other, Relation.UNEQUAL, draft.mod)) {
                return terms.compare(Relation.EQUAL, subject, draft.yes);
            }
            return isComparison(other, Relation.UNEQUAL, draft.no) ? terms.symbol(subject) : null;
        }
        if (subject.type != SymbolType.TRISTATE || first.op != Op.COMPARE || second.op != Op.COMPARE) {
            return null;
        }
        boolean firstEqual = first.compares(Relation.EQUAL);
        boolean secondEqual = second.compares(Relation.EQUAL);
        if (firstEqual != secondEqual) {
            SymbolDraft is = (firstEqual ? first : second).rightSymbol();
            SymbolDraft isNot = (firstEqual ? second : first).rightSymbol();
            if (!is.constant || !isNot.constant) {
                return null;
            }
            return is == isNot ? terms.symbol(draft.no) : terms.compare(Relation.EQUAL, subject, is);
        }
        if (firstEqual) {
            return null;
        }
        SymbolDraft third = thirdValue(first.rightSymbol(), second.rightSymbol());
        return third == null ? null : terms.compare(Relation.EQUAL, subject, third);
    }

    private static boolean isNegatedSymbol(Term term) {
        return term.op == Op.NOT && term.left().op == Op.SYMBOL;
    }

    private static boolean isComparison(Term term, Relation relation, SymbolDraft constant) {
        return term.compares(relation) && term.rightSymbol == constant;
    }

    /** Return which of y, m and n is neither of the two, or null when they are not two of these. */
    private @Nullable SymbolDraft thirdValue(SymbolDraft one, SymbolDraft other) {
        SymbolDraft[] values = {draft.no, draft.mod, draft.yes};
        SymbolDraft third = null;
        int matches = 0;
        for (SymbolDraft value : values) {
            if (value == one || value == other) {
                matches++;
            } else {
                third = value;
            }
        }
        return matches == 2 ? third : null;
    }

    /**
     * Tell whether two conditions are the same but for the order of operands.
     *
     * <p>Both null counts as equal, as null and y do.
     */
    public boolean equal(@Nullable Term first, @Nullable Term second) {
        if (first == second) {
            return true;
        }
        if (first == null || second == null) {
            return algebra.isYes(first) && algebra.isYes(second);
        }
        if (first.op != second.op) {
            return false;
        }
        return switch (first.op) {
            case SYMBOL, COMPARE -> false; // terms are unique, so others are different
            case NOT -> equal(first.left, second.left);
            case AND, OR -> {
                int before = joins;
                Pair pair = new Pair(first, second);
                removeCommon(pair);
                joins = before;
                yield pair.first.op == Op.SYMBOL && pair.first == pair.second;
            }
        };
    }

    /**
     * Remove from two conditions what they have in common, and return what is left of the second.
     *
     * <p>When that is y, the first says all that the second says.
     */
    public @Nullable Term remainder(@Nullable Term first, @Nullable Term second) {
        if (first == null || second == null) {
            return second;
        }
        Pair pair = new Pair(first, second);
        removeCommon(pair);
        return pair.second;
    }

    private void removeCommon(Pair pair) {
        Op op = pair.first.op;
        if (op == Op.AND || op == Op.OR) {
            removeEqual(op, pair);
        }
        Op other = pair.second.op;
        if (other != pair.first.op && (other == Op.AND || other == Op.OR)) {
            removeEqual(other, pair);
        }
        pair.first = withoutConstants(pair.first);
        pair.second = withoutConstants(pair.second);
    }

    private void removeEqual(Op op, Pair pair) {
        spend(1);
        if (pair.first.op == op) {
            Pair left = new Pair(pair.first.left(), pair.second);
            removeEqual(op, left);
            Pair right = new Pair(pair.first.right(), left.second);
            removeEqual(op, right);
            pair.first = terms.join(op, left.first, right.first);
            pair.second = right.second;
            return;
        }
        if (pair.second.op == op) {
            Pair left = new Pair(pair.first, pair.second.left());
            removeEqual(op, left);
            Pair right = new Pair(left.first, pair.second.right());
            removeEqual(op, right);
            pair.first = right.first;
            pair.second = terms.join(op, left.second, right.second);
            return;
        }
        boolean neutral = pair.first == pair.second && (pair.first.is(draft.yes) || pair.first.is(draft.no));
        if (!neutral && equal(pair.first, pair.second)) {
            joins++;
            Term nothing = terms.symbol(op == Op.OR ? draft.no : draft.yes);
            pair.first = nothing;
            pair.second = nothing;
        }
    }

    /** Drop y and n from conjunctions and disjunctions. */
    private Term withoutConstants(Term term) {
        if (term.op != Op.AND && term.op != Op.OR) {
            return term;
        }
        Term left = withoutConstants(term.left());
        Term right = withoutConstants(term.right());
        SymbolDraft neutral = term.op == Op.AND ? draft.yes : draft.no;
        SymbolDraft decisive = term.op == Op.AND ? draft.no : draft.yes;
        if (left.is(decisive) || right.is(neutral)) {
            return left;
        }
        if (right.is(decisive) || left.is(neutral)) {
            return right;
        }
        return terms.join(term.op, left, right);
    }
}
