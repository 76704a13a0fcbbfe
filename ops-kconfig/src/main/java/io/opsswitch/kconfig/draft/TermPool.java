/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.draft.Term.Op;
import org.jspecify.annotations.Nullable;

/** Makes terms, each once (hash consing). Owned by the thread that loads. */
public final class TermPool {

    private @Nullable Term[] slots = new Term[1 << 14];
    private int size;

    /** Return how many terms there are; their ids are below. */
    public int size() {
        return size;
    }

    /** Return the value of a symbol. */
    public Term symbol(SymbolDraft symbol) {
        return intern(Op.SYMBOL, null, null, symbol, null, null);
    }

    /** Return a negation. */
    public Term not(Term operand) {
        return intern(Op.NOT, operand, null, null, null, null);
    }

    /** Return a conjunction or disjunction. */
    public Term join(Op op, Term left, Term right) {
        return intern(op, left, right, null, null, null);
    }

    /** Return a comparison. */
    public Term compare(Relation relation, SymbolDraft left, SymbolDraft right) {
        return intern(Op.COMPARE, null, null, left, right, relation);
    }

    /** Return a conjunction in which null stands for y. */
    public @Nullable Term and(@Nullable Term left, @Nullable Term right) {
        return left == null ? right : right == null ? left : join(Op.AND, left, right);
    }

    /** Return a disjunction in which null stands for nothing. */
    public @Nullable Term or(@Nullable Term left, @Nullable Term right) {
        return left == null ? right : right == null ? left : join(Op.OR, left, right);
    }

    private Term intern(
            Op op,
            @Nullable Term left,
            @Nullable Term right,
            @Nullable SymbolDraft symbol,
            @Nullable SymbolDraft rightSymbol,
            @Nullable Relation relation) {
        int mask = slots.length - 1;
        int hash = hash(op, left, right, symbol, rightSymbol, relation);
        int slot = hash & mask;
        Term term;
        while ((term = slots[slot]) != null) {
            if (term.hash == hash
                    && term.op == op
                    && term.left == left
                    && term.right == right
                    && term.symbol == symbol
                    && term.rightSymbol == rightSymbol
                    && term.relation == relation) {
                return term;
            }
            slot = (slot + 1) & mask;
        }
        term = new Term(size++, hash, op, left, right, symbol, rightSymbol, relation);
        slots[slot] = term;
        if (size * 2 > slots.length) {
            grow();
        }
        return term;
    }

    private void grow() {
        @Nullable Term[] old = slots;
        slots = new Term[old.length * 4];
        int mask = slots.length - 1;
        for (Term term : old) {
            if (term != null) {
                int slot = term.hash & mask;
                while (slots[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = term;
            }
        }
    }

    private static int hash(
            Op op,
            @Nullable Term left,
            @Nullable Term right,
            @Nullable SymbolDraft symbol,
            @Nullable SymbolDraft rightSymbol,
            @Nullable Relation relation) {
        int hash = op.ordinal() * 7 + (relation == null ? 0 : relation.ordinal() + 1);
        hash = hash * 0x01000193 + (left == null ? 0 : left.id + 1);
        hash = hash * 0x01000193 + (right == null ? 0 : right.id + 1);
        hash = hash * 0x01000193 + (symbol == null ? 0 : symbol.index + 1);
        hash = hash * 0x01000193 + (rightSymbol == null ? 0 : rightSymbol.index + 1);
        return hash ^ (hash >>> 15);
    }
}
