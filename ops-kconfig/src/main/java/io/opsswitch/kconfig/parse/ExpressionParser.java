/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.lex.TokenKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Parses conditions: {@code ||} binds least, then {@code &&}, {@code !}, and comparisons, which are between symbols only.
 */
final class ExpressionParser {

    private static final int MAX_DEPTH = 500;

    private final Tokens tokens;
    private final Draft draft;
    private int depth;

    ExpressionParser(Tokens tokens, Draft draft) {
        this.tokens = tokens;
        this.draft = draft;
    }

    /** Parse {@code if condition}, or nothing. */
    @Nullable
    Term optionalCondition() throws KconfigException, IOException, SyntaxError {
        return tokens.accept(TokenKind.IF) ? expression() : null;
    }

    Term expression() throws KconfigException, IOException, SyntaxError {
        depth = 0;
        return disjunction();
    }

    private Term disjunction() throws KconfigException, IOException, SyntaxError {
        Term term = conjunction();
        while (tokens.accept(TokenKind.OR)) {
            term = draft.terms.join(Term.Op.OR, term, conjunction());
        }
        return term;
    }

    private Term conjunction() throws KconfigException, IOException, SyntaxError {
        Term term = operand();
        while (tokens.accept(TokenKind.AND)) {
            term = draft.terms.join(Term.Op.AND, term, operand());
        }
        return term;
    }

    private Term operand() throws KconfigException, IOException, SyntaxError {
        if (++depth > MAX_DEPTH) {
            throw new KconfigException(
                    tokens.location(),
                    "expression nested more than " + MAX_DEPTH + " deep, perhaps you should split it with a symbol");
        }
        try {
            if (tokens.accept(TokenKind.NOT)) {
                return draft.terms.not(operand());
            }
            if (tokens.accept(TokenKind.OPEN)) {
                Term inner = disjunction();
                tokens.expect(TokenKind.CLOSE);
                return inner;
            }
        } finally {
            depth--;
        }
        SymbolDraft left = symbol();
        Relation relation = switch (tokens.peek()) {
            case EQUAL -> Relation.EQUAL;
            case UNEQUAL -> Relation.UNEQUAL;
            case LESS -> Relation.LESS;
            case LESS_EQUAL -> Relation.LESS_EQUAL;
            case GREATER -> Relation.GREATER;
            case GREATER_EQUAL -> Relation.GREATER_EQUAL;
            default -> null;
        };
        if (relation == null) {
            return draft.terms.symbol(left);
        }
        tokens.take();
        return draft.terms.compare(relation, left, symbol());
    }

    /** Parse a symbol or a constant. */
    SymbolDraft symbol() throws KconfigException, IOException, SyntaxError {
        if (tokens.peek() == TokenKind.QUOTED) {
            return draft.constant(tokens.expect(TokenKind.QUOTED));
        }
        return variable();
    }

    /** Parse a symbol that must not be a constant. */
    SymbolDraft variable() throws KconfigException, IOException, SyntaxError {
        return draft.variable(tokens.expect(TokenKind.WORD));
    }
}
