/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.macro.MacroExpander;
import java.io.IOException;

/** The lexer since Linux 4.18: keywords everywhere, macros expanded inside words and quoted text. */
final class ModernLexer extends Lexer {

    private final boolean needsLastLineEnd;

    ModernLexer(Dialect dialect, DiagnosticSink sink, MacroExpander macros) {
        super(dialect, sink, macros);
        needsLastLineEnd = !dialect.has(Feature.FREE_LAYOUT);
    }

    @Override
    boolean needsLastLineEnd() {
        return needsLastLineEnd;
    }

    @Override
    void warnAboutMissingLineEnd(SourceFile at) throws KconfigException {
        if (needsLastLineEnd) {
            super.warnAboutMissingLineEnd(at);
        }
    }

    @Override
    TokenKind scan(SourceFile from) throws KconfigException, IOException {
        char[] chars = from.text;
        while (from.position < chars.length) {
            char c = chars[from.position];
            if (c == '\n') {
                from.newLine();
                return TokenKind.END_OF_LINE;
            }
            if (isBlank(c)) {
                from.position++;
            } else if (c == '#') {
                from.position = from.endOfLine();
            } else if (c == '\\' && from.position + 1 < chars.length && chars[from.position + 1] == '\n') {
                from.position++;
                from.newLine();
            } else if (isWordCharacter(c) || c == '$' && expanding) {
                markColumn(from);
                TokenKind word = word(from);
                if (word != TokenKind.END_OF_LINE) {
                    return word;
                }
            } else if (c == '"' || c == '\'') {
                markColumn(from);
                return quoted(from, c);
            } else {
                markColumn(from);
                TokenKind operator = Operators.read(from, true);
                if (operator != null) {
                    return operator;
                }
                warn(from, "ignoring unsupported character '" + c + "'");
                from.position++;
            }
        }
        return TokenKind.END_OF_INPUT;
    }

    /** Read a word; return END_OF_LINE when it expands to nothing. */
    private TokenKind word(SourceFile from) throws KconfigException, IOException {
        char[] chars = from.text;
        int start = from.position;
        int end = start;
        while (end < chars.length && isWordCharacter(chars[end])) {
            end++;
        }
        if (expanding && end < chars.length && chars[end] == '$') {
            int stop = wordEnd(from, false);
            text = macros.expandWord(new String(chars, start, stop - start));
            from.position = stop;
            return text.isEmpty() ? TokenKind.END_OF_LINE : TokenKind.WORD;
        }
        from.position = end;
        text = words.intern(chars, start, end);
        return words.kind();
    }
}
