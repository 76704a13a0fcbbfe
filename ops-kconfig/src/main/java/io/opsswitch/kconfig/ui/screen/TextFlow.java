/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into rows. */
public final class TextFlow {

    private static final int TAB = 8;

    private TextFlow() {}

    /**
     * Break one line into rows, between words where it can be.
     *
     * @param width columns that a row may take
     * @param hang columns by which all rows but the first are indented, on top of the indentation of the line itself
     */
    public static List<String> wrap(String line, int width, int hang) {
        String text = expandTabs(line).stripTrailing();
        List<String> rows = new ArrayList<>();
        int usable = Math.max(1, width);
        int indent = text.length() - text.stripLeading().length();
        String margin = " ".repeat(Math.min(indent + hang, usable / 2));
        String rest = text;
        while (Canvas.columns(rest) > usable) {
            int cut = cut(rest, usable, rows.isEmpty() ? indent : margin.length());
            rows.add(rest.substring(0, cut).stripTrailing());
            rest = margin + rest.substring(cut).stripLeading();
        }
        rows.add(rest);
        return rows;
    }

    private static int cut(String text, int width, int start) {
        int columns = 0;
        int afterBlank = -1;
        int i = 0;
        while (i < text.length()) {
            int next = i + Character.charCount(text.codePointAt(i));
            int cell = Canvas.columns(text.substring(i, next));
            if (columns + cell > width) {
                break;
            }
            columns += cell;
            if (text.charAt(i) == ' ' && i >= start) {
                afterBlank = next;
            }
            i = next;
        }
        if (afterBlank > start) {
            return afterBlank;
        }
        // A single character wider than the screen still has to go somewhere.
        return Math.max(
                i,
                Math.min(
                        text.length(),
                        start + Character.charCount(text.codePointAt(Math.min(start, text.length() - 1)))));
    }

    private static String expandTabs(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                out.append(" ".repeat(TAB - out.length() % TAB));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Cut a text to a number of columns, with a mark at its end when something is missing. */
    public static String cut(String text, int width) {
        if (Canvas.columns(text) <= width) {
            return text;
        }
        int i = 0;
        int columns = 0;
        while (i < text.length()) {
            int next = i + Character.charCount(text.codePointAt(i));
            int cell = Canvas.columns(text.substring(i, next));
            if (columns + cell > width - 1) {
                break;
            }
            columns += cell;
            i = next;
        }
        return width < 1 ? "" : text.substring(0, i) + ">";
    }
}
