/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into keys with values: {@code key}, {@code key=value}, {@code key:value}, {@code key(value)}, between them
 * commas or blanks; parentheses within a value nest.
 */
public final class KeyValues {

    private static final String BLANKS = ", \t\r\n";

    private final String text;
    private int at;

    /**
     * A key with its value.
     *
     * @param key the key
     * @param value its value, empty if it has none
     */
    public record Pair(String key, String value) {}

    /** Begin at the front of a text. */
    public KeyValues(String text) {
        this.text = text;
    }

    /** Return the next pair, or null at the end. */
    public @Nullable Pair next() {
        at = skip(at);
        if (at == text.length()) {
            return null;
        }
        int start = at;
        while (at < text.length() && ":=(".indexOf(text.charAt(at)) < 0 && BLANKS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String key = text.substring(start, at);
        char delimiter = at < text.length() ? text.charAt(at++) : 0;
        if (delimiter != ':' && delimiter != '=' && delimiter != '(') {
            return new Pair(key, "");
        }
        start = at;
        at = valueEnd(at, delimiter == '(' ? ")" : BLANKS);
        if (delimiter == '(' && text.startsWith(")->", at)) {
            at = valueEnd(at, BLANKS);
        }
        String value = text.substring(start, at);
        at = Math.min(text.length(), at + 1);
        return new Pair(key, value);
    }

    private int skip(int from) {
        int i = from;
        while (i < text.length() && BLANKS.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private int valueEnd(int from, String delimiters) {
        int i = from;
        while (i < text.length() && delimiters.indexOf(text.charAt(i)) < 0) {
            if (text.charAt(i) == '(') {
                int level = 0;
                do {
                    level += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
                    i++;
                } while (level > 0 && i < text.length());
            } else {
                i++;
            }
        }
        return i;
    }
}
