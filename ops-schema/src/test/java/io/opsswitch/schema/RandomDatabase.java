/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.io.StringReader;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * A random database, and its two files. It is drawn as its documentation, with groups; the schema, which has none, tags a
 * column with what is in force on it inside its table. An empty list of features is no tag.
 */
record RandomDatabase(List<RandomDatabase.Table> tables) {

    sealed interface Item {}

    record Table(List<String> tag, List<Item> items) {}

    record Group(List<String> tag, List<Item> items) implements Item {}

    /**
     * A column; with values, each of which has a tag, its keys are an enum; with mapped values it is a map to another enum.
     * The last list has the tags of the keys that the documentation tells of.
     */
    record Column(List<String> tag, List<List<String>> values, List<List<String>> mapped, List<List<String>> keys)
            implements Item {}

    static Arbitrary<List<Table>> any() {
        Arbitrary<List<String>> tag = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(List.<String>of())),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of("A", "B", "C")
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(3)));
        Arbitrary<Item> column = Combinators.combine(
                        tag,
                        tag.list().ofMaxSize(3),
                        tag.list().ofMaxSize(2),
                        tag.list().ofMaxSize(2))
                .as(Column::new);
        Arbitrary<Item> item = Arbitraries.recursive(
                () -> column,
                inner -> Arbitraries.oneOf(
                        column,
                        Combinators.combine(tag, inner.list().ofMaxSize(3)).as(Group::new)),
                0,
                3);
        return Combinators.combine(tag, item.list().ofMinSize(1).ofMaxSize(4))
                .as(Table::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    String json() {
        StringBuilder text = new StringBuilder("{\"name\": \"R\", \"version\": \"1.0.0\", \"tables\": {");
        for (int t = 0; t < tables.size(); t++) {
            text.append(t == 0 ? "" : ",")
                    .append("\"T" + t + "\": {" + jsonTag(tables.get(t).tag()) + "\"columns\": {");
            StringBuilder columns = new StringBuilder();
            jsonColumns(tables.get(t).items(), "", List.of(), columns);
            text.append(columns.isEmpty() ? "" : columns.substring(1)).append("}}");
        }
        return text.append("}}").toString();
    }

    private static void jsonColumns(List<Item> items, String path, List<String> groupTag, StringBuilder text) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Group group) {
                jsonColumns(group.items(), path + "_" + i, group.tag().isEmpty() ? groupTag : group.tag(), text);
            } else if (items.get(i) instanceof Column column) {
                text.append(",\"c" + path + "_" + i + "\": {")
                        .append(jsonTag(column.tag().isEmpty() ? groupTag : column.tag()))
                        .append("\"type\": ")
                        .append(jsonType(column))
                        .append("}");
            }
        }
    }

    private static String jsonType(Column column) {
        String value = column.mapped().isEmpty() ? "" : ", \"value\": " + jsonEnum(column.mapped());
        return "{\"key\": " + jsonEnum(column.values()) + value + "}";
    }

    private static String jsonEnum(List<List<String>> values) {
        if (values.isEmpty()) {
            return "\"string\"";
        }
        StringBuilder text = new StringBuilder();
        for (int v = 0; v < values.size(); v++) {
            String value = "\"v" + v + "\"";
            text.append(v == 0 ? "" : ", ")
                    .append(values.get(v).isEmpty() ? value : "{" + jsonTag(values.get(v)) + "\"val\": " + value + "}");
        }
        return "{\"type\": \"string\", \"enum\": [\"set\", [" + text + "]]}";
    }

    private static String jsonTag(List<String> tag) {
        return tag.isEmpty()
                ? ""
                : "\"feature_list\": [" + tag.stream().map(f -> '"' + f + '"').collect(Collectors.joining(", "))
                        + "], ";
    }

    String xml() {
        StringBuilder text = new StringBuilder("<database name=\"R\">\n");
        for (int t = 0; t < tables.size(); t++) {
            text.append("<table name=\"T" + t + "\">" + xmlTag(tables.get(t).tag()) + "\n");
            xmlItems(tables.get(t).items(), "", text);
            text.append("</table>\n");
        }
        return text.append("</database>\n").toString();
    }

    private static void xmlItems(List<Item> items, String path, StringBuilder text) {
        for (int i = 0; i < items.size(); i++) {
            String name = path + "_" + i;
            if (items.get(i) instanceof Group group) {
                text.append("<group title=\"g" + name + "\">" + xmlTag(group.tag()));
                xmlItems(group.items(), name, text);
                text.append("</group>\n");
            } else if (items.get(i) instanceof Column column) {
                text.append(
                        "<column name=\"c" + name + "\">words <b>and</b> " + xmlTag(column.tag()) + "words</column>");
                for (int k = 0; k < column.keys().size(); k++) {
                    text.append("\n<column name=\"c" + name + "\" key=\"k" + k + "\">"
                            + xmlTag(column.keys().get(k)) + "of a key</column>");
                }
            }
        }
    }

    private static String xmlTag(List<String> tag) {
        return tag.isEmpty()
                ? ""
                : "<feature_list>"
                        + tag.stream().map(f -> "<feature>" + f + "</feature>").collect(Collectors.joining())
                        + "</feature_list>\n";
    }

    /** List {@code T}, {@code T.c}, {@code T.c=v} and {@code T.c>v} (a map's value) of a schema. */
    static TreeSet<String> pathsOfJson(String json) {
        TreeSet<String> paths = new TreeSet<>();
        Product.json(json.getBytes()).get("tables").properties().forEach(table -> {
            paths.add(table.getKey());
            table.getValue().get("columns").properties().forEach(column -> {
                String path = table.getKey() + "." + column.getKey();
                paths.add(path);
                column.getValue().at("/type/key/enum/1").forEach(value -> paths.add(path + "=" + value.asText()));
                column.getValue().at("/type/value/enum/1").forEach(value -> paths.add(path + ">" + value.asText()));
            });
        });
        return paths;
    }

    /** List {@code T}, {@code T.c}, {@code T.c[k]} and {@code T.g} of a documentation. */
    static TreeSet<String> pathsOfXml(String xml) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        TreeSet<String> paths = new TreeSet<>();
        collect(root, "", paths);
        return paths;
    }

    private static void collect(Node node, String table, TreeSet<String> paths) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                String name = element.getAttribute(element.getTagName().equals("group") ? "title" : "name");
                String within = table.isEmpty() ? name : table;
                if (!name.isEmpty()) {
                    String key = element.getAttribute("key");
                    paths.add((table.isEmpty() ? name : table + "." + name) + (key.isEmpty() ? "" : "[" + key + "]"));
                }
                collect(element, within, paths);
            }
        }
    }

    /** Keep tables and columns of a list of paths. */
    static TreeSet<String> columns(TreeSet<String> paths) {
        return paths.stream()
                .filter(path -> !path.matches(".*(=|>|\\.g|\\[).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
