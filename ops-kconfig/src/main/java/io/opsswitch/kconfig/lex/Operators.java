/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import org.jspecify.annotations.Nullable;

/** Reads the operators of expressions and assignments. */
final class Operators {

    private Operators() {}

    /** Read the operator at the position; return null, and stay there, when there is none. */
    static @Nullable TokenKind read(SourceFile from, boolean assignments) {
        char[] chars = from.text;
        int at = from.position;
        char c = chars[at];
        char next = at + 1 < chars.length ? chars[at + 1] : '\0';
        TokenKind two = switch (c) {
            case '&' -> next == '&' ? TokenKind.AND : null;
            case '|' -> next == '|' ? TokenKind.OR : null;
            case '!' -> next == '=' ? TokenKind.UNEQUAL : null;
            case '<' -> next == '=' ? TokenKind.LESS_EQUAL : null;
            case '>' -> next == '=' ? TokenKind.GREATER_EQUAL : null;
            case ':' -> next == '=' && assignments ? TokenKind.COLON_EQUAL : null;
            case '+' -> next == '=' && assignments ? TokenKind.PLUS_EQUAL : null;
            default -> null;
        };
        if (two != null) {
            from.position += 2;
            return two;
        }
        TokenKind one = switch (c) {
            case '!' -> TokenKind.NOT;
            case '(' -> TokenKind.OPEN;
            case ')' -> TokenKind.CLOSE;
            case '=' -> TokenKind.EQUAL;
            case '<' -> TokenKind.LESS;
            case '>' -> TokenKind.GREATER;
            default -> null;
        };
        if (one != null) {
            from.position++;
        }
        return one;
    }
}
