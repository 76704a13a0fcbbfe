/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.document.TextReader.TableText;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.TypeWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the HTML pages of one database: an index and a page for each table. */
final class HtmlDocument {

    private final ExtSchema schema;
    private final Facts facts;
    private final TextReader.Text text;
    private final String subtitle;
    private final List<Links.Link> links;
    private final Templates templates = new Templates();

    HtmlDocument(ExtSchema schema, Facts facts, TextReader.Text text, String subtitle) {
        this.schema = schema;
        this.facts = facts;
        this.text = text;
        this.subtitle = subtitle;
        this.links = Links.of(schema);
    }

    /** Return the pages by their names. */
    Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("index.html", index());
        for (Table table : schema.tables().values()) {
            TableText said = text.tables().getOrDefault(table.name(), new TableText(null, List.of()));
            pages.put(
                    Anchors.page(table.name()),
                    templates.fill("table", new TablePage(schema, facts, table, said, links).model()));
        }
        return pages;
    }

    private String index() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", schema.name());
        model.put("version", schema.version());
        model.put("title", orEmpty(text.title()));
        model.put("subtitle", subtitle);
        model.put("up", List.of(Map.of("href", "../index.html", "text", "Databases")));
        model.put("prose", HtmlProse.of(text.prose(), "", schema.tables()::containsKey));
        List<Map<String, Object>> tables = new ArrayList<>();
        Map<String, List<Map<String, Object>>> byFeature = new TreeMap<>();
        for (Table table : schema.tables().values()) {
            TableText said = text.tables().get(table.name());
            String page = Anchors.page(table.name());
            List<String> own = facts.features(table);
            tables.add(Map.of(
                    "name", table.name(),
                    "page", page,
                    "title", orEmpty(said == null ? null : said.title()),
                    "columns", table.columns().size(),
                    "features", own));
            own.forEach(feature -> byFeature
                    .computeIfAbsent(feature, f -> new ArrayList<>())
                    .add(Map.of("href", page, "text", table.name())));
            table.columns().values().forEach(column -> {
                List<String> features = facts.features(table, column);
                if (!features.equals(own)) {
                    features.forEach(feature -> byFeature
                            .computeIfAbsent(feature, f -> new ArrayList<>())
                            .add(Map.of(
                                    "href", page + "#" + column.name(),
                                    "text", table.name() + "." + column.name())));
                }
            });
        }
        model.put("tables", tables);
        model.put("picture", Picture.ofDatabase(List.copyOf(schema.tables().keySet()), links));
        model.put(
                "byFeature",
                byFeature.entrySet().stream()
                        .map(entry -> Map.<String, Object>of("name", entry.getKey(), "entities", entry.getValue()))
                        .toList());
        return templates.fill("index", model);
    }

    static List<Map<String, Object>> type(ColumnType type) {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (TypeWords.Part part : TypeWords.parts(type)) {
            parts.add(Map.of(
                    "text",
                    part.text(),
                    "href",
                    part.sort() == TypeWords.Sort.TABLE ? Anchors.page(part.target()) : "",
                    "code",
                    part.sort() == TypeWords.Sort.VALUE));
        }
        return parts;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
