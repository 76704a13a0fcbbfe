/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.lex.Lexer;
import io.opsswitch.kconfig.lex.TokenKind;
import java.io.IOException;

/**
 * Looks one token ahead, and no further than asked: behind a {@code source} statement the next token comes from another
 * file.
 */
final class Tokens {

    /** As in the C tools, this many tokens must be understood after an error before the next is announced. */
    private static final int QUIET_TOKENS = 3;

    private final Lexer lexer;
    private boolean ahead;
    private int quiet;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Return what the next token is, without consuming it. */
    TokenKind peek() throws KconfigException, IOException {
        if (!ahead) {
            lexer.next();
            ahead = true;
        }
        return lexer.kind();
    }

    /** Consume the next token and return what it was. */
    TokenKind take() throws KconfigException, IOException {
        TokenKind kind = peek();
        ahead = false;
        if (quiet > 0) {
            quiet--;
        }
        return kind;
    }

    /** Consume the next token if it is of the given kind. */
    boolean accept(TokenKind kind) throws KconfigException, IOException {
        if (peek() != kind) {
            return false;
        }
        take();
        return true;
    }

    /** Consume the next token, which must be of the given kind, and return its text. */
    String expect(TokenKind kind) throws KconfigException, IOException, SyntaxError {
        if (peek() != kind) {
            throw new SyntaxError();
        }
        String text = lexer.text();
        take();
        return text;
    }

    void expectEndOfLine() throws KconfigException, IOException, SyntaxError {
        expect(TokenKind.END_OF_LINE);
    }

    /** Consume everything up to the end of the line; return false when the input ends before. */
    boolean skipLine() throws KconfigException, IOException {
        while (peek() != TokenKind.END_OF_LINE && peek() != TokenKind.END_OF_INPUT) {
            ahead = false; // skipped, not understood
        }
        return accept(TokenKind.END_OF_LINE);
    }

    /** Note that an error was met; return whether to announce it. */
    boolean announcesError() {
        boolean announced = quiet == 0;
        quiet = QUIET_TOKENS;
        return announced;
    }

    /** Return the text of the next token; call after {@link #peek}. */
    String text() {
        return lexer.text();
    }

    /** Return where the current statement starts. */
    SourceLocation statement() {
        return lexer.statement();
    }

    /** Return where the next token is; call after {@link #peek}. */
    SourceLocation location() {
        return lexer.token();
    }

    void startHelp() {
        lexer.startHelp();
    }
}
