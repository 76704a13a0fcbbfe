/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.prune;

import io.opsswitch.schema.docs.Span;
import java.util.Comparator;
import java.util.List;

/** Cuts elements out of a text; an element that has its lines for itself goes with its lines. */
final class TextCutter {

    private TextCutter() {}

    /** Return the text without the spans, which may lie inside one another. */
    static String cut(String text, List<Span> spans) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        for (Span span :
                spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
            if (span.start() < at) {
                continue; // inside a span that is gone already
            }
            int lineStart = blankBefore(text, span.start(), at);
            int lineEnd = blankAfter(text, span.end());
            boolean wholeLines = lineStart >= 0 && lineEnd >= 0;
            result.append(text, at, wholeLines ? lineStart : span.start());
            at = wholeLines ? lineEnd : span.end();
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Return the start of the line if only blanks stand before an offset, otherwise -1. */
    private static int blankBefore(String text, int offset, int from) {
        int i = offset;
        while (i > from && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i == 0 || text.charAt(i - 1) == '\n' ? i : -1;
    }

    /** Return the start of the next line if only blanks follow an offset, otherwise -1. */
    private static int blankAfter(String text, int offset) {
        int i = offset;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '\n' ? i + 1 : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
