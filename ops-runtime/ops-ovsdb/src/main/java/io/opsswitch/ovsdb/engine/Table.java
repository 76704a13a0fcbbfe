/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of one table with their indexes and references. Owned by the engine's thread. */
final class Table {

    /** A weak reference's row: table and UUID. */
    record Source(Table table, UUID row) {}

    /** A row and who refers to it. */
    static final class Node {
        Row row;
        long strongRefs;

        @Nullable
        Set<Source> weakSources;

        Node(Row row) {
            this.row = row;
        }
    }

    private final TableSchema schema;
    private final Map<UUID, Node> nodes = new HashMap<>();
    private final List<Map<IndexKey, Node>> indexes = new ArrayList<>();
    private final List<ColumnSchema> strong = new ArrayList<>();
    private final List<ColumnSchema> weak = new ArrayList<>();

    Table(TableSchema schema) {
        this.schema = schema;
        for (int i = 0; i < schema.indexes().size(); i++) {
            indexes.add(new HashMap<>());
        }
        for (ColumnSchema column : schema.columns()) {
            if (column.type().hasStrongRefs()) {
                strong.add(column);
            }
            if (column.type().hasWeakRefs()) {
                weak.add(column);
            }
        }
    }

    TableSchema schema() {
        return schema;
    }

    List<ColumnSchema> strongColumns() {
        return strong;
    }

    List<ColumnSchema> weakColumns() {
        return weak;
    }

    int size() {
        return nodes.size();
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    @Nullable
    Node node(UUID uuid) {
        return nodes.get(uuid);
    }

    @Nullable
    Row row(UUID uuid) {
        Node node = nodes.get(uuid);
        return node == null ? null : node.row;
    }

    /** Return the row with these values in an index's columns, or null. */
    @Nullable
    Row lookup(int index, IndexKey key) {
        Node node = indexes.get(index).get(key);
        return node == null ? null : node.row;
    }

    /** Put a checked change into effect. Index entries of the old version go first: see {@link #applyIndexes}. */
    void apply(UUID uuid, @Nullable Row after, long strongRefs) {
        if (after == null) {
            nodes.remove(uuid);
            return;
        }
        Node node = nodes.get(uuid);
        if (node == null) {
            node = new Node(after);
            nodes.put(uuid, node);
        }
        node.row = after;
        node.strongRefs = strongRefs;
    }

    void unindex(Row before) {
        for (int i = 0; i < indexes.size(); i++) {
            indexes.get(i).remove(IndexKey.of(before, schema.indexes().get(i)));
        }
    }

    void index(Row after) {
        Node node = nodes.get(after.uuid());
        for (int i = 0; node != null && i < indexes.size(); i++) {
            indexes.get(i).put(IndexKey.of(after, schema.indexes().get(i)), node);
        }
    }

    void addWeakSource(UUID target, Source source) {
        Node node = nodes.get(target);
        if (node != null) {
            if (node.weakSources == null) {
                node.weakSources = new HashSet<>(4);
            }
            node.weakSources.add(source);
        }
    }

    void removeWeakSource(UUID target, Source source) {
        Node node = nodes.get(target);
        if (node != null && node.weakSources != null) {
            node.weakSources.remove(source);
            if (node.weakSources.isEmpty()) {
                node.weakSources = null;
            }
        }
    }

    /** Return the rows as of now. */
    List<Row> snapshot() {
        List<Row> rows = new ArrayList<>(nodes.size());
        for (Node node : nodes.values()) {
            rows.add(node.row);
        }
        return rows;
    }
}
