/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.draft.Term.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises conjunctions and disjunctions in which at most equal operands can be joined, without comparing all pairs.
 *
 * <p>Two operands can be joined only when they are about the same symbol, or when both are joined operands themselves and
 * name the same symbols. Nearly all conditions have no such pair; for the few others this says no to be on the safe
 * side. Owned by one reducer.
 */
final class PlainTerms {

    private final Draft draft;
    private @Nullable Term[] last = new Term[0];

    PlainTerms(Draft draft) {
        this.draft = draft;
    }

    /** Return the operands of one {@code &&} or {@code ||} level, whatever the parentheses, from left to right. */
    static List<Term> operands(Term term) {
        List<Term> operands = new ArrayList<>();
        Deque<Term> open = new ArrayDeque<>();
        open.push(term);
        while (!open.isEmpty()) {
            Term next = open.pop();
            if (next.op == term.op) {
                open.push(next.right());
                open.push(next.left());
            } else {
                operands.add(next);
            }
        }
        return operands;
    }

    /**
     * Return the operands without repetitions, of which the last stays; null when some might be joined in another way or
     * are y or n. Joined ones must be reduced themselves.
     */
    @Nullable
    Collection<Term> distinct(List<Term> operands) {
        if (last.length < draft.symbols.size()) {
            last = new Term[draft.symbols.size() * 2];
        }
        Set<Term> distinct = new LinkedHashSet<>();
        boolean unrelated = noteAll(operands, distinct);
        for (Term operand : operands) {
            SymbolDraft subject = subject(operand);
            if (subject != null) {
                last[subject.index] = null;
            }
        }
        return unrelated ? distinct : null;
    }

    private boolean noteAll(List<Term> operands, Set<Term> distinct) {
        Set<Long> extents = new HashSet<>();
        for (Term operand : operands) {
            if (distinct.remove(operand)) {
                distinct.add(operand);
                continue;
            }
            SymbolDraft subject = subject(operand);
            if (subject == draft.yes || subject == draft.no || subject != null && last[subject.index] != null) {
                return false;
            }
            if (subject != null) {
                last[subject.index] = operand;
            }
            boolean joined = operand.op == Op.AND || operand.op == Op.OR;
            if (joined && !extents.add(extent(operand))) {
                return false;
            }
            distinct.add(operand);
        }
        return true;
    }

    /** Return the symbol that an operand is about; null when it can be joined with its equal only. */
    private static @Nullable SymbolDraft subject(Term operand) {
        Term inner = operand.op == Op.NOT ? operand.left() : operand;
        return switch (inner.op) {
            case SYMBOL -> inner.symbol;
            case COMPARE -> inner.compares(Relation.EQUAL) || inner.compares(Relation.UNEQUAL) ? inner.symbol : null;
            default -> null;
        };
    }

    /** Return the first and the last symbol of a term; terms that differ in these are not equal in any order. */
    private static long extent(Term term) {
        int least = Integer.MAX_VALUE;
        int greatest = -1;
        Deque<Term> open = new ArrayDeque<>();
        open.push(term);
        while (!open.isEmpty()) {
            Term next = open.pop();
            if (next.left != null) {
                open.push(next.left);
            }
            if (next.right != null) {
                open.push(next.right);
            }
            if (next.symbol != null) {
                least = Math.min(least, next.symbol.index);
                greatest = Math.max(greatest, next.symbol.index);
            }
        }
        return (long) least << Integer.SIZE | greatest;
    }
}
