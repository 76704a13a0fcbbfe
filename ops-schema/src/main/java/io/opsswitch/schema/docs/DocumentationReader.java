/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the documentation XML of a database. */
public final class DocumentationReader {

    private static final Set<String> OWN_ELEMENTS = Set.of("table", "group", "column", "feature_list", "feature");

    private final SourceText source;
    private final List<Span> spans;
    private final Problems problems = new Problems();
    private final Set<Integer> bound = new HashSet<>();
    private final List<Span> tags = new ArrayList<>();

    private DocumentationReader(SourceText source, List<Span> spans) {
        this.source = source;
        this.spans = spans;
    }

    /** Read a documentation file. */
    public static SchemaDocumentation read(SourceText source) throws SchemaException {
        Elements.Database database = Binding.unmarshal(source);
        DocumentationReader reader = new DocumentationReader(source, Spans.of(source.text()));
        SchemaDocumentation documentation = reader.database(database);
        reader.problems.throwIfAny();
        return documentation;
    }

    private SchemaDocumentation database(Elements.Database database) {
        Span root = spans.get(0);
        if (!root.name().equals("database")) {
            form(root, Subject.DATABASE, "the root element is <" + root.name() + ">", "write <database name=\"...\">");
            return new SchemaDocumentation(source, null, null, List.of(), List.of());
        }
        List<DocNode.DocTable> tables = new ArrayList<>();
        for (Elements.Table table : database.tables) {
            Span span = span(table);
            String name = table.name;
            if (name == null) {
                form(span, Subject.DATABASE, "<table> has no name", "add the attribute name=\"...\"");
                name = "";
            }
            Subject subject = new Subject(name, null, null);
            tables.add(new DocNode.DocTable(
                    name, table.title, tag(table, subject), items(table.items, name), span, position(span)));
        }
        reportStrayElements();
        return new SchemaDocumentation(source, database.name, database.title, tables, tags);
    }

    private List<DocNode> items(List<Elements.Taggable> elements, String table) {
        List<DocNode> items = new ArrayList<>();
        for (Elements.Taggable element : elements) {
            Span span = span(element);
            if (element instanceof Elements.Group group) {
                Tag tag = tag(group, new Subject(table, null, null));
                items.add(new DocNode.DocGroup(group.title, tag, items(group.items, table), span, position(span)));
            } else if (element instanceof Elements.Column column) {
                String name = column.name;
                if (name == null) {
                    form(
                            span,
                            new Subject(table, null, null),
                            "<column> has no name",
                            "add the attribute name=\"...\"");
                    name = "";
                }
                Tag tag = tag(column, new Subject(table, name, null));
                items.add(new DocNode.DocColumn(name, column.key, column.type, tag, span, position(span)));
            }
        }
        return items;
    }

    private @Nullable Tag tag(Elements.Taggable element, Subject subject) {
        Tag tag = null;
        for (Elements.FeatureList list : element.tags) {
            Span span = span(list);
            tags.add(span);
            List<Tag.Feature> features = features(list, span, subject);
            if (list.features.isEmpty()) {
                form(span, subject, "<feature_list> is empty", "name at least one <feature>, or remove the tag");
            } else if (tag != null) {
                form(span, subject, "there is a second <feature_list>", "join the two");
            } else {
                tag = new Tag(features, position(span));
            }
        }
        return tag;
    }

    /** JAXB gives the features' text but not their places: those are the elements directly inside the list. */
    private List<Tag.Feature> features(Elements.FeatureList list, Span span, Subject subject) {
        List<Tag.Feature> features = new ArrayList<>();
        Iterator<String> symbols = list.features.iterator();
        int passed = span.contentStart();
        for (int i = list.index + 1; i < spans.size() && spans.get(i).start() < span.contentEnd(); i++) {
            Span at = spans.get(i);
            if (at.start() < passed) {
                continue;
            }
            passed = at.end();
            if (!at.name().equals("feature") || !symbols.hasNext()) {
                form(at, subject, "<" + at.name() + "> has no meaning in a tag", "write <feature> or remove it");
                continue;
            }
            bound.add(i);
            String symbol = symbols.next().strip();
            if (symbol.isEmpty()) {
                form(at, subject, "<feature> is empty", "write the name of a symbol into it");
            } else {
                features.add(new Tag.Feature(symbol, position(at)));
            }
        }
        return features;
    }

    /** A tag or column in a place that is not bound would be passed over silently, so it is an error. */
    private void reportStrayElements() {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (OWN_ELEMENTS.contains(span.name()) && !bound.contains(i)) {
                String advice = switch (span.name()) {
                    case "table" -> "put it directly into <database>";
                    case "feature" -> "put it directly into <feature_list>";
                    case "feature_list" -> "put it directly into <table>, <group> or <column>";
                    default -> "put it directly into <table> or <group>";
                };
                form(span, Subject.DATABASE, "<" + span.name() + "> has no meaning here", advice);
            }
        }
    }

    private Span span(Elements.Bound element) {
        bound.add(element.index);
        return spans.get(element.index);
    }

    private Position position(Span span) {
        return source.positionAt(span.start());
    }

    private void form(Span span, Subject subject, String what, String advice) {
        problems.error(Kind.FORM, position(span), subject, what, advice);
    }
}
