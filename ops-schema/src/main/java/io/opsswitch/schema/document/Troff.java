/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import java.util.List;
import java.util.Locale;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Writes the macros of man(7). A line that is text never begins with a control character, and no text is taken for an
 * escape.
 */
final class Troff {

    private final StringBuilder out = new StringBuilder();
    private boolean lineStart = true;

    void heading(String name, String source) {
        out.append("'\\\" t\n");
        macro(".TH " + quoted(name) + " 5 \"\" " + quoted(source) + " \"Database Manual\"");
        macro(".ad l");
        macro(".nh");
    }

    void section(String title) {
        macro(".SH " + quoted(title));
    }

    void subsection(String title) {
        macro(".SS " + quoted(title));
    }

    void paragraph() {
        macro(".PP");
    }

    /** A name, bold, and beside or below it what is said of it. */
    void item(String name, String said) {
        macro(".TP");
        endLine();
        out.append("\\fB").append(escaped(name)).append("\\fP\n");
        text(said.isEmpty() ? " " : said);
        endLine();
    }

    void text(String text) {
        String escaped = escaped(text).replaceAll("\\s+", " ");
        if (lineStart) {
            escaped = escaped.stripLeading();
            if (escaped.startsWith(".") || escaped.startsWith("'")) {
                escaped = "\\&" + escaped;
            }
        }
        if (escaped.isEmpty()) {
            return;
        }
        out.append(escaped);
        lineStart = false;
    }

    /** Descriptions under an item: indented as it is. */
    void indented(List<Node> nodes, String table) {
        macro(".RS");
        prose(nodes, table);
        macro(".RE");
    }

    void prose(List<Node> nodes, String table) {
        for (Node node : nodes) {
            if (node instanceof Element element && TextReader.BLOCKS.contains(element.getTagName())) {
                block(element, table);
            } else {
                inline(node, table);
            }
        }
        endLine();
    }

    private void block(Element element, String table) {
        List<Node> children = TextReader.children(element);
        switch (element.getTagName()) {
            case "p" -> {
                macro(".PP");
                prose(children, table);
            }
            case "pre" -> {
                macro(".PP");
                macro(".nf");
                for (String line : element.getTextContent().split("\n", -1)) {
                    String escaped = escaped(line);
                    out.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                            .append(escaped)
                            .append('\n');
                }
                macro(".fi");
            }
            case "li" -> {
                macro(".IP \\(bu 3");
                prose(children, table);
            }
            case "dt" -> {
                macro(".TP");
                prose(children, table);
            }
            case "h2", "h3", "h4" -> {
                macro(".PP");
                out.append("\\fB");
                prose(children, table);
                int end = out.length() - 1;
                out.replace(end, end + 1, "\\fP\n");
            }
            default -> prose(children, table); // ul, ol, dl, dd: their items make the marks
        }
    }

    private void inline(Node node, String table) {
        if (!(node instanceof Element element)) {
            text(node.getTextContent());
            return;
        }
        switch (element.getTagName()) {
            case "ref" -> marked('B', HtmlProse.referenceName(element, table));
            case "url" -> marked('I', element.getAttribute("href"));
            case "var", "em", "i", "dfn" -> marked('I', element.getTextContent());
            default -> marked('B', element.getTextContent());
        }
    }

    private void marked(char font, String text) {
        out.append("\\f")
                .append(font)
                .append(escaped(text).replaceAll("\\s+", " "))
                .append("\\fP");
        lineStart = false;
    }

    private void macro(String line) {
        endLine();
        out.append(line).append('\n');
    }

    private void endLine() {
        if (!lineStart) {
            out.append('\n');
        }
        lineStart = true;
    }

    private static String quoted(String text) {
        return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
    }

    /** A minus of troff is a hyphen unless it is escaped, and commands are typed with minuses. */
    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> result.append("\\e");
                case '-' -> result.append("\\-");
                case '`' -> result.append("\\(ga");
                case '^' -> result.append("\\(ha");
                case '~' -> result.append("\\(ti");
                default -> {
                    if (c < 128) {
                        result.append((char) c);
                    } else {
                        result.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return result.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
