/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.Relation;
import org.jspecify.annotations.Nullable;

/**
 * A condition while the tree is being built.
 *
 * <p>Terms are made by a {@link TermPool}, which returns the same object for the same content; they can be compared by
 * identity and results about them can be remembered. Immutable.
 */
public final class Term {

    /** What a term is. */
    public enum Op {
        SYMBOL,
        NOT,
        AND,
        OR,
        COMPARE
    }

    /** Position in the order of creation, for tables. */
    public final int id;

    /** A mix of the content, for the pool. */
    final int hash;

    public final Op op;
    /** The operand of a negation, or the left one. */
    public final @Nullable Term left;

    public final @Nullable Term right;
    /** The symbol, or the left one of a comparison. */
    public final @Nullable SymbolDraft symbol;

    public final @Nullable SymbolDraft rightSymbol;
    public final @Nullable Relation relation;

    Term(
            int id,
            int hash,
            Op op,
            @Nullable Term left,
            @Nullable Term right,
            @Nullable SymbolDraft symbol,
            @Nullable SymbolDraft rightSymbol,
            @Nullable Relation relation) {
        this.id = id;
        this.hash = hash;
        this.op = op;
        this.left = left;
        this.right = right;
        this.symbol = symbol;
        this.rightSymbol = rightSymbol;
        this.relation = relation;
    }

    /** Return the left operand of a term that has one. */
    public Term left() {
        return present(left);
    }

    /** Return the right operand of a term that has one. */
    public Term right() {
        return present(right);
    }

    /** Return the symbol, or left symbol, of a term that has one. */
    public SymbolDraft symbol() {
        return present(symbol);
    }

    /** Return the right symbol of a comparison. */
    public SymbolDraft rightSymbol() {
        return present(rightSymbol);
    }

    /** Return how a comparison compares. */
    public Relation relation() {
        return present(relation);
    }

    /** Tell whether this is just the given symbol. */
    public boolean is(SymbolDraft other) {
        return op == Op.SYMBOL && symbol == other;
    }

    /** Tell whether this compares in the given way. */
    public boolean compares(Relation with) {
        return op == Op.COMPARE && relation == with;
    }

    private <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a term of kind " + op + " has no such part");
        }
        return part;
    }
}
