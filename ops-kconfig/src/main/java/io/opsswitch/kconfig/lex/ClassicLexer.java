/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.macro.MacroExpander;
import java.io.IOException;

/**
 * The lexer until Linux 4.20: the first word of a line is a command, and behind it only {@code if} and {@code on} are
 * keywords. Words behind the command may contain dots and slashes, so that paths need no quotes.
 */
final class ClassicLexer extends Lexer {

    private boolean inParameters;

    ClassicLexer(Dialect dialect, DiagnosticSink sink, MacroExpander macros) {
        super(dialect, sink, macros);
    }

    @Override
    void warnAboutMissingLineEnd(SourceFile at) {
        // These tools did not warn yet.
    }

    @Override
    boolean needsLastLineEnd() {
        return false;
    }

    @Override
    TokenKind scan(SourceFile from) throws KconfigException, IOException {
        char[] chars = from.text;
        while (from.position < chars.length) {
            char c = chars[from.position];
            char next = from.position + 1 < chars.length ? chars[from.position + 1] : '\0';
            if (c == '\n') {
                from.newLine();
                inParameters = false;
                return TokenKind.END_OF_LINE;
            }
            if (isBlank(c) || c == '\r' && next == '\n') {
                from.position++;
            } else if (c == '#') {
                from.position = from.endOfLine();
            } else if (c == '\\' && next == '\n' && inParameters) {
                from.position++;
                from.newLine();
            } else if (startsWord(c)) {
                markColumn(from);
                TokenKind word = word(from);
                if (word != TokenKind.END_OF_LINE) {
                    return word;
                }
            } else if (inParameters && (c == '"' || c == '\'')) {
                markColumn(from);
                return quoted(from, c);
            } else {
                markColumn(from);
                TokenKind operator = inParameters ? Operators.read(from, expanding) : null;
                if (operator != null) {
                    return operator;
                }
                warn(from, "ignoring unsupported character '" + c + "'");
                from.position++;
            }
        }
        inParameters = false;
        return TokenKind.END_OF_INPUT;
    }

    private boolean startsWord(char c) {
        return isWordCharacter(c) || inParameters && (c == '/' || c == '.') || expanding && c == '$';
    }

    private TokenKind word(SourceFile from) throws KconfigException, IOException {
        char[] chars = from.text;
        int start = from.position;
        int end = start;
        while (end < chars.length && chars[end] != '$' && startsWord(chars[end])) {
            end++;
        }
        if (expanding && end < chars.length && chars[end] == '$') {
            int stop = wordEnd(from, inParameters);
            String word = new String(chars, start, stop - start);
            text = inParameters ? macros.expandPath(word) : macros.expandWord(word);
            from.position = stop;
            if (text.isEmpty()) {
                return TokenKind.END_OF_LINE;
            }
            inParameters = true;
            return TokenKind.WORD;
        }
        from.position = end;
        text = words.intern(chars, start, end);
        TokenKind kind = words.kind();
        if (!inParameters) {
            inParameters = true;
            return kind == TokenKind.ON ? TokenKind.WORD : kind;
        }
        return kind == TokenKind.IF || kind == TokenKind.ON ? kind : TokenKind.WORD;
    }
}
