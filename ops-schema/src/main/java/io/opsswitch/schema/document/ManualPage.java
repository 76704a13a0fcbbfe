/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.document.TextReader.TableText;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.TypeWords;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a manual page of section 5 of one database, in the shape of ovs-vswitchd.conf.db(5): a summary of the tables, their
 * relationships, and for each table a summary and the description of each column.
 */
final class ManualPage {

    private final ExtSchema schema;
    private final Facts facts;
    private final TextReader.Text text;
    private final Troff out = new Troff();

    ManualPage(ExtSchema schema, Facts facts, TextReader.Text text) {
        this.schema = schema;
        this.facts = facts;
        this.text = text;
    }

    /** Return the page's name without its section. */
    static String name(ExtSchema schema, TextReader.Text text) {
        String own = text.name();
        return own == null || own.equals(schema.name()) ? schema.name() + ".conf.db" : own;
    }

    String page() {
        String name = name(schema, text);
        out.heading(name, schema.name() + " " + schema.version());
        out.section("NAME");
        out.text(name + " - " + schema.name() + " database schema");
        out.section("DESCRIPTION");
        String title = text.title();
        out.text((title == null ? "" : title + ". ") + "This page describes the tables of the database " + schema.name()
                + ", schema version " + schema.version() + ", as they are in this product.");
        out.prose(text.prose(), "");
        out.section("TABLE SUMMARY");
        for (Table table : schema.tables().values()) {
            TableText said = text.tables().get(table.name());
            String what = said == null || said.title() == null ? "" : said.title();
            out.item("Table " + table.name(), what + features(facts.features(table)));
        }
        relationships();
        schema.tables().values().forEach(this::table);
        return out.toString();
    }

    private void relationships() {
        List<Links.Link> links = Links.of(schema);
        if (links.isEmpty()) {
            return;
        }
        out.section("TABLE RELATIONSHIPS");
        for (Links.Link link : links) {
            out.item(
                    link.from() + "." + link.column(),
                    (link.weak() ? "weak reference to " : "reference to ")
                            + link.to()
                            + (link.relationship() == null ? "" : ", " + link.relationship()));
        }
    }

    private static String features(List<String> features) {
        return features.isEmpty() ? "" : " (with " + String.join(" or ", features) + ")";
    }

    private void table(Table table) {
        TableText said = text.tables().getOrDefault(table.name(), new TableText(null, List.of()));
        out.section(table.name() + " TABLE");
        out.text(HtmlDocument.orEmpty(said.title()));
        out.paragraph();
        out.text(TableFacts.of(table, schema) + features(facts.features(table)));
        out.subsection("Summary:");
        for (Column column : table.columns().values()) {
            out.item(column.name(), words(column));
        }
        out.subsection("Details:");
        Set<String> described = new HashSet<>();
        pieces(table, said.pieces(), described);
        for (Column column : table.columns().values()) {
            if (!described.contains(column.name())) {
                column(table, column);
            }
        }
    }

    private void pieces(Table table, List<Piece> pieces, Set<String> described) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Prose prose) {
                out.paragraph();
                out.prose(prose.nodes(), table.name());
            } else if (piece instanceof Piece.Group group) {
                if (group.title() != null) {
                    out.subsection(group.title() + ":");
                }
                pieces(table, group.pieces(), described);
            } else if (piece instanceof Piece.ColumnText column) {
                Column found = table.columns().get(column.column());
                if (found == null) {
                    continue;
                }
                described.add(column.column());
                String key = column.key();
                if (key == null) {
                    column(table, found);
                } else {
                    String type =
                            column.type() == null ? "optional string" : "optional string, containing " + column.type();
                    out.item(column.column() + " : " + key, type);
                }
                out.indented(column.nodes(), table.name());
            }
        }
    }

    private void column(Table table, Column column) {
        out.item(column.name(), words(column) + "; " + TableFacts.of(column) + features(facts.features(table, column)));
    }

    private static String words(Column column) {
        return TypeWords.parts(column.type()).stream().map(TypeWords.Part::text).collect(Collectors.joining());
    }
}
