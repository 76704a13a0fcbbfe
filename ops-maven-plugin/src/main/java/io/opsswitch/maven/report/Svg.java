/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.util.Locale;

/**
 * Draws a picture of rectangles, lines and texts. Colours are CSS classes of the page around it, so that they suit light and
 * dark. What a shape is called shows when the pointer rests on it.
 */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** Draw a rectangle with round corners. */
    Svg rect(String style, double x, double y, double width, double height, String title) {
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"3\">",
                style,
                number(x),
                number(y),
                number(width),
                number(height)));
        return close("rect", title);
    }

    /** Draw a line along the points of a path in SVG's notation, or an area inside of one. */
    Svg path(String style, String path, String title) {
        out.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(path)
                .append("\">");
        return close("path", title);
    }

    /** Write a text whose baseline starts at a point. */
    Svg text(String style, double x, double y, String text) {
        out.append("<text class=\"").append(style).append("\" x=\"").append(number(x));
        out.append("\" y=\"")
                .append(number(y))
                .append("\">")
                .append(escape(text))
                .append("</text>\n");
        return this;
    }

    /** Return the picture as an element of a page. */
    String picture(double width, double height, String label) {
        return "<svg role=\"img\" aria-label=\"" + escape(label) + "\" viewBox=\"0 0 " + number(width) + " "
                + number(height) + "\" width=\"" + number(width) + "\" height=\"" + number(height) + "\">\n" + out
                + "</svg>";
    }

    private Svg close(String element, String title) {
        if (!title.isEmpty()) {
            out.append("<title>").append(escape(title)).append("</title>");
        }
        out.append("</").append(element).append(">\n");
        return this;
    }

    /** Return a number with a decimal where it needs one. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // What XML cannot hold at all becomes visible.
                default -> escaped.appendCodePoint(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        });
        return escaped.toString();
    }
}
