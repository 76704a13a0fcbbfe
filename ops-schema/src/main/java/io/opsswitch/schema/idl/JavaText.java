/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import java.util.Locale;

/** Texts as Java sources can hold them, in ASCII whatever their characters are. Stateless. */
final class JavaText {

    private static final String MARKUP = "&<>@\\{}";

    private JavaText() {}

    /** Return a string literal. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPlain(c)) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return out.append('"').toString().replace("\\u000a", "\\n").replace("\\u000d", "\\r");
    }

    /** Return text for a Javadoc comment, which neither ends it nor means anything in it. */
    static String javadoc(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean endsComment = c == '/' && out.length() > 0 && out.charAt(out.length() - 1) == '*';
            if (isPlain(c) && MARKUP.indexOf(c) < 0 && !endsComment) {
                out.appendCodePoint(c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~';
    }
}
