/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes descriptions as HTML. Loose text between blocks becomes paragraphs. */
final class HtmlProse {

    private static final Map<String, String> TAGS = Map.ofEntries(
            Map.entry("var", "var"),
            Map.entry("em", "em"),
            Map.entry("i", "i"),
            Map.entry("b", "b"),
            Map.entry("dfn", "dfn"),
            Map.entry("code", "code"),
            Map.entry("env", "code"),
            Map.entry("option", "code"),
            Map.entry("literal", "code"));

    private final String table;
    private final Predicate<String> isTable;
    private final StringBuilder out = new StringBuilder();
    private boolean paragraph;

    private HtmlProse(String table, Predicate<String> isTable) {
        this.table = table;
        this.isTable = isTable;
    }

    /**
     * Write descriptions.
     *
     * @param table the table on whose page they stand, for references without one
     * @param isTable tells whether a table has a page
     */
    static String of(List<Node> nodes, String table, Predicate<String> isTable) {
        HtmlProse prose = new HtmlProse(table, isTable);
        prose.blocks(nodes);
        return prose.out.toString().strip();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void blocks(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Element element && TextReader.BLOCKS.contains(element.getTagName())) {
                endParagraph();
                block(element);
            } else {
                inline(node, true);
            }
        }
        endParagraph();
    }

    private void endParagraph() {
        if (paragraph) {
            out.append("</p>\n");
            paragraph = false;
        }
    }

    private void block(Element element) {
        String name = element.getTagName();
        if (name.equals("p") || name.equals("pre") || name.equals("dt") || name.startsWith("h")) {
            out.append('<').append(name).append('>');
            TextReader.children(element).forEach(child -> inline(child, false));
            out.append("</").append(name).append(">\n");
            return;
        }
        out.append('<').append(name).append(">\n");
        blocks(TextReader.children(element));
        out.append("</").append(name).append(">\n");
    }

    private void inline(Node node, boolean loose) {
        String text = node instanceof Element ? "" : node.getTextContent();
        if (loose && !paragraph && (node instanceof Element || !text.isBlank())) {
            out.append("<p>");
            paragraph = true;
        }
        if (!(node instanceof Element element)) {
            if (!loose || paragraph) {
                out.append(escape(text));
            }
            return;
        }
        String name = element.getTagName();
        if (name.equals("ref")) {
            reference(element);
        } else if (name.equals("url")) {
            String href = escape(element.getAttribute("href"));
            String shown = element.getTextContent().isBlank() ? href : escape(element.getTextContent());
            out.append("<a href=\"").append(href).append("\">").append(shown).append("</a>");
        } else {
            String tag = TAGS.getOrDefault(name, "span");
            out.append('<').append(tag).append('>');
            TextReader.children(element).forEach(child -> inline(child, false));
            out.append("</").append(tag).append('>');
        }
    }

    /** Return how a {@code <ref>} in the text of a table calls what it refers to. */
    static String referenceName(Element element, String table) {
        String target = element.hasAttribute("table") ? element.getAttribute("table") : table;
        String column = element.getAttribute("column");
        String key = element.getAttribute("key");
        return column.isEmpty()
                ? target
                : (target.equals(table) ? "" : target + ".") + column + (key.isEmpty() ? "" : ":" + key);
    }

    private void reference(Element element) {
        String target = element.hasAttribute("table") ? element.getAttribute("table") : table;
        String column = element.getAttribute("column");
        String shown = "<code>" + escape(referenceName(element, table)) + "</code>";
        if (!isTable.test(target) || element.hasAttribute("db")) {
            out.append(shown);
            return;
        }
        String anchor = column.isEmpty() ? "" : "#" + Anchors.of(column, element.getAttribute("key"));
        out.append("<a href=\"")
                .append(Anchors.page(target))
                .append(anchor)
                .append("\">")
                .append(shown)
                .append("</a>");
    }
}
