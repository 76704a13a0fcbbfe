/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with text that is not a JSON object or array, and where, in the words of Open vSwitch's programs.
 * Lines, columns and bytes count from 0: a word or number is found wrong behind its end, anything else at its last byte.
 */
public final class JsonSyntax {

    private enum State {
        START,
        FIRST_ELEMENT,
        ELEMENT,
        AFTER_ELEMENT,
        FIRST_NAME,
        NAME,
        COLON,
        MEMBER,
        AFTER_MEMBER,
        END
    }

    private final byte[] text;
    private final Deque<Character> open = new ArrayDeque<>();
    private State state = State.START;
    private int at;

    private JsonSyntax(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Return the first error with its place; null if nothing was found. */
    public static @Nullable String check(String text) {
        JsonSyntax syntax = new JsonSyntax(text);
        String error = syntax.scan();
        return error == null ? null : syntax.place() + error;
    }

    private String place() {
        int line = 0;
        int column = 0;
        for (int i = 0; i < at; i++) {
            column = text[i] == '\n' ? 0 : column + 1;
            line += text[i] == '\n' ? 1 : 0;
        }
        return "line " + line + ", column " + column + ", byte " + at + ": ";
    }

    private @Nullable String scan() {
        while (at < text.length) {
            char c = (char) (text[at] & 0xff);
            String error;
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
                continue;
            } else if ("{}[]:,".indexOf(c) >= 0) {
                error = accept(c);
                at += error == null ? 1 : 0;
            } else if (c == '"') {
                error = string();
            } else if (c == '-' || c >= '0' && c <= '9') {
                error = number();
            } else if (c >= 'a' && c <= 'z') {
                error = keyword();
            } else {
                error = c >= 0x20 && c < 0x7f
                        ? "invalid character '" + c + "'"
                        : String.format(Locale.ROOT, "invalid character U+%04x", (int) c);
            }
            if (error != null) {
                return error;
            }
        }
        return state == State.START ? "empty input stream" : state == State.END ? null : "unexpected end of input";
    }

    /** Take a token in: a bracket, comma or colon, or the first character of a value. */
    private @Nullable String accept(char c) {
        switch (state) {
            case START -> {
                return c == '{' || c == '[' ? value(c) : "syntax error at beginning of input";
            }
            case FIRST_ELEMENT, ELEMENT, MEMBER -> {
                return state == State.FIRST_ELEMENT && c == ']' ? close() : value(c);
            }
            case AFTER_ELEMENT, AFTER_MEMBER -> {
                char end = state == State.AFTER_ELEMENT ? ']' : '}';
                if (c == ',') {
                    state = state == State.AFTER_ELEMENT ? State.ELEMENT : State.NAME;
                    return null;
                }
                return c == end ? close() : "syntax error expecting '" + end + "' or ','";
            }
            case FIRST_NAME, NAME -> {
                if (state == State.FIRST_NAME && c == '}') {
                    return close();
                }
                state = State.COLON;
                return c == '"' ? null : "syntax error parsing object expecting string";
            }
            case COLON -> {
                state = State.MEMBER;
                return c == ':' ? null : "syntax error parsing object expecting ':'";
            }
            default -> {
                return "trailing garbage at end of input";
            }
        }
    }

    private @Nullable String value(char c) {
        if (c == '{' || c == '[') {
            open.push(c);
            state = c == '{' ? State.FIRST_NAME : State.FIRST_ELEMENT;
        } else if (c == '}' || c == ']' || c == ',' || c == ':') {
            return "syntax error expecting value";
        } else {
            ended();
        }
        return null;
    }

    private @Nullable String close() {
        open.pop();
        ended();
        return null;
    }

    /** A value has ended: what may come now depends on what it is in. */
    private void ended() {
        Character in = open.peek();
        state = in == null ? State.END : in.charValue() == '{' ? State.AFTER_MEMBER : State.AFTER_ELEMENT;
    }

    private @Nullable String string() {
        String badEscape = null;
        for (int i = at + 1; i < text.length; i++) {
            int c = text[i] & 0xff;
            if (c == '"') {
                at = i;
                String error = badEscape != null ? badEscape : accept('"');
                at += error == null ? 1 : 0;
                return error;
            } else if (c < 0x20) {
                at = i;
                return String.format(Locale.ROOT, "U+%04X must be escaped in quoted string", c);
            } else if (c == '\\' && i + 1 < text.length) {
                i++;
                if ("\"\\/bfnrtu".indexOf(text[i]) < 0 && badEscape == null) {
                    badEscape = "bad escape \\" + (char) (text[i] & 0xff);
                }
            }
        }
        at = text.length;
        return "unexpected end of input in quoted string";
    }

    private @Nullable String number() {
        String number = word("0123456789+-.eE");
        if (number.matches("-(\\D.*)?")) {
            return "'-' must be followed by digit";
        } else if (number.matches("-?0\\d.*")) {
            return "leading zeros not allowed";
        } else if (number.matches("-?\\d+\\.(\\D.*)?")) {
            return "decimal point must be followed by digit";
        } else if (number.matches("-?\\d+(\\.\\d+)?[eE][+-]?(\\D.*)?")) {
            return "exponent must contain at least one digit";
        } else if (!number.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return "syntax error in number";
        }
        return accept('0');
    }

    private @Nullable String keyword() {
        String word = word("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        boolean known = word.equals("true") || word.equals("false") || word.equals("null");
        return known ? accept('t') : "invalid keyword '" + word + "'";
    }

    /** Take all characters of a kind that follow one another. */
    private String word(String kind) {
        int start = at;
        while (at < text.length && kind.indexOf(text[at]) >= 0) {
            at++;
        }
        return new String(text, start, at - start, StandardCharsets.US_ASCII);
    }
}
