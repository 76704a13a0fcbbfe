/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.docs.SchemaDocumentation;
import java.text.BreakIterator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The first sentence of what a documentation says of a table or column, as plain text. Immutable and thread-safe. */
public final class Summaries {

    private static final Pattern TAG = Pattern.compile("<feature_list>.*?</feature_list>", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();

    private Summaries() {}

    /**
     * Read the summaries of a documentation.
     *
     * @param documentation null where a database has none: nothing is said of anything then
     * @throws SchemaException if the documentation has elements that are not known
     */
    public static Summaries of(@Nullable SchemaDocumentation documentation) throws SchemaException {
        Summaries summaries = new Summaries();
        if (documentation != null) {
            String untagged = TAG.matcher(documentation.source().text()).replaceAll("");
            TextReader.read(documentation.source(), untagged).tables().forEach(summaries::read);
        }
        return summaries;
    }

    private void read(String table, TextReader.TableText text) {
        String title = text.title();
        if (title != null) {
            titles.put(table, flat(title));
        }
        Map<String, String> said = columns.computeIfAbsent(table, name -> new HashMap<>());
        read(table, text.pieces(), said);
    }

    private static void read(String table, List<Piece> pieces, Map<String, String> said) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Group group) {
                read(table, group.pieces(), said);
            } else if (piece instanceof Piece.ColumnText column && column.key() == null) {
                StringBuilder text = new StringBuilder();
                column.nodes().forEach(node -> write(node, table, text));
                String sentence = firstSentence(flat(text.toString()));
                if (!sentence.isEmpty()) {
                    said.putIfAbsent(column.column(), sentence);
                }
            }
        }
    }

    private static void write(Node node, String table, StringBuilder out) {
        if (!(node instanceof Element element)) {
            out.append(node.getTextContent());
        } else if (element.getTagName().equals("ref")) {
            out.append(HtmlProse.referenceName(element, table));
        } else if (element.getTagName().equals("url")
                && element.getTextContent().isBlank()) {
            out.append(element.getAttribute("href"));
        } else {
            TextReader.children(element).forEach(child -> write(child, table, out));
            if (TextReader.BLOCKS.contains(element.getTagName())) {
                out.append(' ');
            }
        }
    }

    private static String flat(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private static String firstSentence(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = sentences.next();
        return end == BreakIterator.DONE ? text : text.substring(0, end).strip();
    }

    /** Return the title of a table, or null. */
    public @Nullable String table(String table) {
        return titles.get(table);
    }

    /** Return the first sentence about a column as a whole, or null. */
    public @Nullable String column(String table, String column) {
        return columns.getOrDefault(table, Map.of()).get(column);
    }
}
