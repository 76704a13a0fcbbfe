/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.TypeWords;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads the text of a pruned documentation. What it may consist of is fixed here, so that an element that the writers would
 * not know is an error rather than a hole in the text.
 */
final class TextReader {

    /** Elements that make paragraphs. */
    static final Set<String> BLOCKS = Set.of("p", "ul", "ol", "li", "dl", "dt", "dd", "pre", "h2", "h3", "h4");

    /** Elements that make a paragraph and hold lines only. */
    private static final Set<String> LINES = Set.of("p", "pre", "dt", "h2", "h3", "h4");

    /** Elements inside a line. */
    static final Set<String> INLINES =
            Set.of("code", "var", "em", "b", "i", "env", "option", "dfn", "url", "ref", "literal");

    private final SourceText source;
    private final Problems problems = new Problems();

    private TextReader(SourceText source) {
        this.source = source;
    }

    /**
     * A documentation as text.
     *
     * @param name what the document calls itself, or null
     * @param title or null
     * @param prose what is said of the database as a whole
     * @param tables by the table's name
     */
    record Text(@Nullable String name, @Nullable String title, List<Node> prose, Map<String, TableText> tables) {}

    /** What is said of a table. */
    record TableText(@Nullable String title, List<Piece> pieces) {}

    /** A documentation that says nothing. */
    static Text none() {
        return new Text(null, null, List.of(), Map.of());
    }

    /**
     * Read a text.
     *
     * @param source the documentation before pruning, for the places of errors
     * @param xml the documentation after pruning
     */
    static Text read(SourceText source, String xml) throws SchemaException {
        TextReader reader = new TextReader(source);
        Element root = parse(xml);
        Map<String, TableText> tables = new LinkedHashMap<>();
        List<Node> prose = new ArrayList<>();
        for (Node node : children(root)) {
            if (node instanceof Element element && element.getTagName().equals("table")) {
                String name = element.getAttribute("name");
                Subject subject = new Subject(name, null, null);
                tables.put(name, new TableText(attribute(element, "title"), reader.pieces(element, subject, 1)));
            } else {
                prose.add(node);
            }
        }
        reader.checkProse(prose, Subject.DATABASE);
        reader.problems.throwIfAny();
        return new Text(attribute(root, "name"), attribute(root, "title"), prose, tables);
    }

    /** The text was read once before, so that what is wrong here is wrong with this program. */
    private static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setCoalescing(true);
            factory.setIgnoringComments(true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the pruned documentation is not well-formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private List<Piece> pieces(Element parent, Subject subject, int depth) throws SchemaException {
        List<Piece> pieces = new ArrayList<>();
        List<Node> prose = new ArrayList<>();
        for (Node node : children(parent)) {
            String name = node instanceof Element element ? element.getTagName() : "";
            if (!name.equals("group") && !name.equals("column")) {
                prose.add(node);
                continue;
            }
            flush(prose, pieces, subject);
            Element element = (Element) node;
            if (name.equals("group")) {
                pieces.add(new Piece.Group(attribute(element, "title"), depth, pieces(element, subject, depth + 1)));
            } else {
                pieces.add(column(element, subject));
            }
        }
        flush(prose, pieces, subject);
        return pieces;
    }

    private void flush(List<Node> prose, List<Piece> pieces, Subject subject) {
        if (prose.stream()
                .anyMatch(node ->
                        node instanceof Element || !node.getTextContent().isBlank())) {
            checkProse(prose, subject);
            pieces.add(new Piece.Prose(prose));
        }
        prose.clear();
    }

    private Piece column(Element element, Subject table) throws SchemaException {
        String name = element.getAttribute("name");
        Subject subject = new Subject(table.table(), name, null);
        List<Node> nodes = children(element);
        checkProse(nodes, subject);
        String type = attribute(element, "type");
        return new Piece.ColumnText(
                name, attribute(element, "key"), type == null ? null : typeWords(type, subject), nodes);
    }

    private static String typeWords(String json, Subject subject) throws SchemaException {
        ColumnType type = SchemaReader.readType(json, subject);
        return TypeWords.text(type);
    }

    private void checkProse(List<Node> nodes, Subject subject) {
        checkProse(nodes, "", subject);
    }

    /** Check that elements are known, and that none which makes a paragraph stands inside a line. */
    private void checkProse(List<Node> nodes, String inline, Subject subject) {
        for (Node node : nodes) {
            if (!(node instanceof Element element)) {
                continue;
            }
            String name = element.getTagName();
            boolean block = BLOCKS.contains(name);
            if (!block && !INLINES.contains(name)) {
                problem(
                        name,
                        subject,
                        "<" + name + "> has no meaning in a description",
                        "use one of " + names(BLOCKS) + ", " + names(INLINES));
            } else if (block && !inline.isEmpty()) {
                problem(name, subject, "<" + name + "> stands inside <" + inline + ">", "end <" + inline + "> before it");
            }
            boolean line = INLINES.contains(name) || LINES.contains(name);
            checkProse(children(element), line ? name : inline, subject);
        }
    }

    private void problem(String element, Subject subject, String what, String advice) {
        // Pruning moves text, and a parsed tree has no places: the first such element of the file it is.
        Matcher matcher = Pattern.compile("<" + Pattern.quote(element) + "[\\s/>]").matcher(source.text());
        Position position = source.positionAt(matcher.find() ? matcher.start() : 0);
        problems.error(Kind.FORM, position, subject, what, advice);
    }

    private static String names(Set<String> elements) {
        return String.join(", ", elements.stream().sorted().toList());
    }

    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element || child.getNodeType() == Node.TEXT_NODE) {
                children.add(child);
            }
        }
        return children;
    }

    static @Nullable String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
