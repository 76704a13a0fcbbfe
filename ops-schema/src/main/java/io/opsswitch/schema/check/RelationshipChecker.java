/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Relationship;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the relationships of a schema form trees of parents and children, as clients that walk them expect.
 *
 * <ul>
 *   <li>A table is the child of one parent at most: one column of the whole schema names it {@code 1:m}.
 *   <li>No table is its own ancestor.
 *   <li>{@code 1:m} keeps children alive: it is a strong reference, or its child is a root table.
 *   <li>{@code m:1} is the child's view of the same relationship: one column at most has it, it holds one row at most, and
 *       what it names is the table that names the child {@code 1:m}, if any does.
 *   <li>The two views of one relationship are not both strong: such rows would keep each other for ever.
 * </ul>
 */
public final class RelationshipChecker {

    private final ExtSchema before;
    private final ExtSchema schema;
    private final Problems problems;
    private final Map<String, Edge> parents = new LinkedHashMap<>();

    private record Edge(Table table, Column column, BaseType base, Relationship relationship, Position position) {

        String child() {
            BaseType.Reference reference = base.reference();
            return reference == null ? "" : reference.table();
        }

        boolean isStrong() {
            BaseType.Reference reference = base.reference();
            return reference != null && !reference.weak();
        }

        @Override
        public String toString() {
            return table.name() + "." + column.name();
        }
    }

    /**
     * Check a schema.
     *
     * @param before the schema before pruning, which has the tags
     */
    public RelationshipChecker(ExtSchema before, ExtSchema schema, Problems problems) {
        this.before = before;
        this.schema = schema;
        this.problems = problems;
    }

    /** Report every relationship that does not fit the others. */
    public void check() {
        List<Edge> toParents = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            for (Column column : table.columns().values()) {
                for (Edge edge : edges(table, column)) {
                    if (edge.relationship() == Relationship.PARENT_TO_CHILDREN) {
                        parent(edge);
                    } else if (edge.relationship() == Relationship.CHILD_TO_PARENT) {
                        toParents.add(edge);
                    }
                }
            }
        }
        circles();
        Map<String, Edge> seen = new HashMap<>();
        for (Edge edge : toParents) {
            child(edge, seen.putIfAbsent(edge.table().name(), edge));
        }
    }

    private static List<Edge> edges(Table table, Column column) {
        List<Edge> edges = new ArrayList<>();
        for (BaseType base : column.type().bases()) {
            Relationship own = base.annotations().relationship();
            Relationship relationship = own == null ? column.annotations().relationship() : own;
            Position position = own == null
                    ? column.annotations().relationshipPosition()
                    : base.annotations().relationshipPosition();
            if (relationship != null && base.reference() != null) {
                edges.add(new Edge(table, column, base, relationship, position == null ? column.position() : position));
            }
        }
        return edges;
    }

    private void parent(Edge edge) {
        Edge other = parents.putIfAbsent(edge.child(), edge);
        if (other != null) {
            wrong(
                    edge,
                    "it is 1:m with table " + edge.child() + ", which " + other + " (" + other.position()
                            + ") is 1:m with already, and a child has one parent",
                    "write \"reference\" in one of the two");
        }
        Table child = schema.tables().get(edge.child());
        if (!edge.isStrong() && child != null && !child.root()) {
            wrong(
                    edge,
                    "it is 1:m with table " + edge.child()
                            + ", but a weak reference keeps no row alive and the table is no root",
                    "remove \"refType\", or set \"isRoot\" in table " + edge.child());
        }
    }

    private void circles() {
        for (Edge start : parents.values()) {
            Set<String> passed = new LinkedHashSet<>(List.of(start.child()));
            @Nullable Edge up = start;
            while (up != null && passed.add(up.table().name())) {
                up = parents.get(up.table().name());
            }
            // Told once, at the circle's first edge in the file, and for the circle itself, not for what hangs on it.
            if (up != null
                    && up.table().name().equals(start.child())
                    && passed.stream()
                            .map(parents::get)
                            .allMatch(edge -> edge == null || !isBefore(edge.position(), start.position()))) {
                wrong(
                        start,
                        "it is 1:m with table " + start.child() + ", which makes the table its own "
                                + (passed.size() == 1 ? "parent" : "ancestor (" + String.join(", ", passed) + ")"),
                        "write \"reference\" instead");
            }
        }
    }

    private static boolean isBefore(Position a, Position b) {
        return a.line() != b.line() ? a.line() < b.line() : a.column() < b.column();
    }

    private void child(Edge edge, @Nullable Edge other) {
        if (other != null) {
            wrong(
                    edge,
                    "it is m:1 with table " + edge.child() + ", but " + other + " (" + other.position()
                            + ") is m:1 already, and a child has one parent",
                    "write \"reference\" in one of the two");
        }
        if (edge.column().type().max() > 1) {
            wrong(edge, "it is m:1, but may name several rows, and a child has one parent", "remove \"max\"");
        }
        Edge parent = parents.get(edge.table().name());
        if (parent == null) {
            return;
        }
        if (!parent.table().name().equals(edge.child())) {
            wrong(
                    edge,
                    "it is m:1 with table " + edge.child() + ", but the table's parent is "
                            + parent.table().name() + " by " + parent + " (" + parent.position() + ")",
                    "let both name the same parent, or write \"reference\" in one of the two");
        } else if (parent.isStrong() && edge.isStrong()) {
            wrong(
                    edge,
                    "it is m:1 with table " + edge.child() + ", and like " + parent + " (" + parent.position()
                            + ") a strong reference, so that parent and child keep each other for ever",
                    "add \"refType\": \"weak\" here");
        }
    }

    private void wrong(Edge edge, String what, String advice) {
        Table table = before.tables().getOrDefault(edge.table().name(), edge.table());
        Column column = table.columns().getOrDefault(edge.column().name(), edge.column());
        Tag tag = Selection.effective(column.tag(), table.tag());
        Subject subject = new Subject(table.name(), column.name(), tag);
        problems.error(Kind.RELATIONSHIP, edge.position(), subject, what, advice);
    }
}
