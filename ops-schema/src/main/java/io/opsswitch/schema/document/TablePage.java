/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.document.TextReader.TableText;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the page of one table says, as the template wants it. */
final class TablePage {

    private static final int DEEPEST = 5;

    private final ExtSchema schema;
    private final Facts facts;
    private final Table table;
    private final TableText text;
    private final List<Links.Link> links;
    private final Set<String> described = new HashSet<>();
    private final Set<String> anchors = new HashSet<>();

    TablePage(ExtSchema schema, Facts facts, Table table, TableText text, List<Links.Link> links) {
        this.schema = schema;
        this.facts = facts;
        this.table = table;
        this.text = text;
        this.links = links;
    }

    Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", table.name());
        model.put("title", HtmlDocument.orEmpty(text.title()));
        model.put(
                "up",
                List.of(
                        Map.of("href", "../index.html", "text", "Databases"),
                        Map.of("href", "index.html", "text", schema.name())));
        model.put("facts", TableFacts.of(table, schema));
        model.put("features", facts.features(table));
        model.put("picture", Picture.ofTable(table.name(), links));
        List<Map<String, Object>> columns = new ArrayList<>();
        for (Column column : table.columns().values()) {
            columns.add(Map.of(
                    "name", column.name(),
                    "type", HtmlDocument.type(column.type()),
                    "default", Facts.defaultOf(column),
                    "category", Facts.category(column.annotations().category()),
                    "relationship", Facts.relationship(column),
                    "features", facts.features(table, column)));
        }
        model.put("columns", columns);
        List<Map<String, Object>> description = pieces(text.pieces());
        List<Map<String, Object>> undescribed = new ArrayList<>();
        for (Column column : table.columns().values()) {
            if (!described.contains(column.name())) {
                undescribed.add(column(column, null, null, ""));
            }
        }
        if (!undescribed.isEmpty()) {
            description.add(Map.of("sort", "group", "title", "Not described", "level", 3, "pieces", undescribed));
        }
        model.put("description", description);
        return model;
    }

    private List<Map<String, Object>> pieces(List<Piece> pieces) {
        List<Map<String, Object>> result = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Prose prose) {
                result.add(Map.of("sort", "prose", "html", html(prose.nodes())));
            } else if (piece instanceof Piece.Group group) {
                result.add(Map.of(
                        "sort", "group",
                        "title", HtmlDocument.orEmpty(group.title()),
                        "level", Math.min(group.depth() + 2, DEEPEST),
                        "pieces", pieces(group.pieces())));
            } else if (piece instanceof Piece.ColumnText column) {
                Column found = table.columns().get(column.column());
                if (found != null) {
                    boolean first = described.add(column.column());
                    Map<String, Object> section = column(found, column.key(), column.type(), html(column.nodes()));
                    if (first && column.key() != null && !isDescribedAsAWhole(column.column(), text.pieces())) {
                        // Links to the column lead to the first of its keys then.
                        section.put("also", column.column());
                    }
                    result.add(section);
                }
            }
        }
        return result;
    }

    private String html(List<org.w3c.dom.Node> nodes) {
        return HtmlProse.of(nodes, table.name(), schema.tables()::containsKey);
    }

    private static boolean isDescribedAsAWhole(String column, List<Piece> pieces) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Piece.Group group
                        ? isDescribedAsAWhole(column, group.pieces())
                        : piece instanceof Piece.ColumnText said
                                && said.key() == null
                                && said.column().equals(column));
    }

    private Map<String, Object> column(Column column, @Nullable String key, @Nullable String keyType, String html) {
        Map<String, Object> piece = new LinkedHashMap<>();
        piece.put("sort", "column");
        String anchor = Anchors.of(column.name(), key);
        for (int i = 2; !anchors.add(anchor); i++) {
            anchor = Anchors.of(column.name(), key) + "-" + i; // described more than once
        }
        piece.put("anchor", anchor);
        piece.put("also", "");
        piece.put("name", column.name() + (key == null ? "" : " : " + key));
        piece.put(
                "type",
                key == null
                        ? HtmlDocument.type(column.type())
                        : List.of(Map.of("text", keyType == null ? "string" : keyType, "href", "", "code", false)));
        piece.put("facts", key == null ? TableFacts.of(column) : "");
        piece.put("features", key == null ? facts.features(table, column) : facts.features(table, column, key));
        piece.put("html", html);
        return piece;
    }
}
