/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of a database. Immutable. The columns {@code _uuid} and {@code _version} are always there. */
public final class TableSchema {

    /** The place of {@code _uuid} in every row. */
    public static final int UUID_COLUMN = 0;

    /** The place of {@code _version} in every row. */
    public static final int VERSION_COLUMN = 1;

    private final String name;
    private final Map<String, ColumnSchema> columns;
    private final ColumnSchema[] byIndex;
    private final boolean mutable;
    private final boolean root;
    private final long maxRows;
    private final List<List<ColumnSchema>> indexes;

    private TableSchema(
            String name,
            Map<String, ColumnSchema> columns,
            boolean mutable,
            boolean root,
            long maxRows,
            List<List<ColumnSchema>> indexes) {
        this.name = name;
        this.columns = columns;
        this.byIndex = columns.values().toArray(new ColumnSchema[0]);
        this.mutable = mutable;
        this.root = root;
        this.maxRows = maxRows;
        this.indexes = indexes;
    }

    static TableSchema parse(Json json, String name) throws OvsdbException {
        MemberParser members = new MemberParser(json, "table schema for table " + name);
        Json.Obj columnsJson = members.requiredObject("columns");
        boolean mutable = members.optionalBoolean("mutable", true);
        Json maxRows = members.optional("maxRows", Kind.INTEGER);
        boolean root = members.optionalBoolean("isRoot", false);
        Json indexesJson = members.optional("indexes", Kind.ARRAY);
        members.finish();
        long max = maxRows instanceof Json.Int i ? i.value() : ColumnType.UNLIMITED;
        if (max <= 0) {
            throw OvsdbException.syntax(json, "maxRows must be at least 1");
        }
        if (columnsJson.members().isEmpty()) {
            throw OvsdbException.syntax(json, "table must have at least one column");
        }
        ColumnType uuid = ColumnType.scalar(AtomicType.UUID);
        Map<String, ColumnSchema> columns = new LinkedHashMap<>();
        columns.put("_uuid", new ColumnSchema("_uuid", UUID_COLUMN, uuid, false, true));
        columns.put("_version", new ColumnSchema("_version", VERSION_COLUMN, uuid, false, false));
        for (Map.Entry<String, Json> member : columnsJson.members().entrySet()) {
            DatabaseSchema.checkName(member.getKey(), json);
            columns.put(member.getKey(), ColumnSchema.parse(member.getValue(), member.getKey(), columns.size()));
        }
        TableSchema table =
                new TableSchema(name, columns, mutable, root, Math.min(max, ColumnType.UNLIMITED), List.of());
        List<List<ColumnSchema>> indexes = new ArrayList<>();
        if (indexesJson instanceof Json.Arr array) {
            for (Json element : array.elements()) {
                indexes.add(table.parseIndex(element, json));
            }
        }
        return new TableSchema(name, columns, mutable, root, table.maxRows, List.copyOf(indexes));
    }

    private List<ColumnSchema> parseIndex(Json element, Json json) throws OvsdbException {
        List<ColumnSchema> index = parseColumns(element);
        if (index.isEmpty()) {
            throw OvsdbException.syntax(json, "index must have at least one column");
        }
        for (ColumnSchema column : index) {
            if (!column.persistent()) {
                throw OvsdbException.syntax(json, "ephemeral columns (such as %s) may not be indexed", column.name());
            }
        }
        return index;
    }

    /** Parse a list of distinct names of columns. */
    public List<ColumnSchema> parseColumns(Json json) throws OvsdbException {
        Map<String, ColumnSchema> result = new LinkedHashMap<>();
        if (json instanceof Json.Arr array) {
            for (Json element : array.elements()) {
                String columnName = element.asString();
                ColumnSchema column = columnName == null ? null : columns.get(columnName);
                if (columnName != null && column == null) {
                    throw OvsdbException.syntax(json, "%s is not a valid column name", columnName);
                }
                if (column != null && result.put(columnName, column) == null) {
                    continue;
                }
                throw OvsdbException.syntax(json, "array of distinct column names expected");
            }
            return List.copyOf(result.values());
        }
        throw OvsdbException.syntax(json, "array of distinct column names expected");
    }

    /** Return this with the flags that only the whole database tells: root, and columns forced to be persistent. */
    TableSchema resolved(boolean isRoot, Set<String> forcedPersistent) {
        Map<String, ColumnSchema> all = new LinkedHashMap<>();
        for (ColumnSchema c : columns.values()) {
            all.put(
                    c.name(),
                    forcedPersistent.contains(c.name())
                            ? new ColumnSchema(c.name(), c.index(), c.type(), c.mutable(), true)
                            : c);
        }
        List<List<ColumnSchema>> newIndexes = new ArrayList<>();
        for (List<ColumnSchema> index : indexes) {
            List<ColumnSchema> newIndex = new ArrayList<>(index.size());
            for (ColumnSchema c : index) {
                newIndex.add(all.getOrDefault(c.name(), c));
            }
            newIndexes.add(List.copyOf(newIndex));
        }
        return new TableSchema(name, all, mutable, isRoot, maxRows, List.copyOf(newIndexes));
    }

    /** Return the table's name. */
    public String name() {
        return name;
    }

    /** Return all columns, {@code _uuid} and {@code _version} first. */
    public Collection<ColumnSchema> columns() {
        return columns.values();
    }

    /** Return a column, or null if there is none. */
    public @Nullable ColumnSchema column(String columnName) {
        return columns.get(columnName);
    }

    /** Return the column at a place of the row. */
    public ColumnSchema column(int index) {
        return byIndex[index];
    }

    /** Return the number of columns. */
    public int width() {
        return byIndex.length;
    }

    /** Return whether rows stay though nothing refers to them. */
    public boolean isRoot() {
        return root;
    }

    /** Return the greatest number of rows. */
    public long maxRows() {
        return maxRows;
    }

    /** Return the lists of columns whose values together must be unique. */
    public List<List<ColumnSchema>> indexes() {
        return indexes;
    }

    Json toJson(boolean withRoot) {
        Json.Obj columnsJson = Json.object();
        for (ColumnSchema column : columns.values()) {
            if (column.index() > VERSION_COLUMN) {
                columnsJson.with(column.name(), column.toJson());
            }
        }
        Json.Obj json = Json.object();
        if (!mutable) {
            json.with("mutable", Json.FALSE);
        }
        if (withRoot && root) {
            json.with("isRoot", Json.TRUE);
        }
        if (maxRows != ColumnType.UNLIMITED) {
            json.with("maxRows", Json.of(maxRows));
        }
        json.with("columns", columnsJson);
        if (!indexes.isEmpty()) {
            List<Json> list = new ArrayList<>();
            for (List<ColumnSchema> index : indexes) {
                list.add(Json.strings(index.stream().map(ColumnSchema::name).toList()));
            }
            json.with("indexes", new Json.Arr(list));
        }
        return json;
    }
}
