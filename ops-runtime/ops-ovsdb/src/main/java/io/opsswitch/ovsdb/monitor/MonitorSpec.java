/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be told: tables, columns, kinds of change, conditions. Immutable.
 *
 * @param key is equal for two monitors that are told the same
 */
public record MonitorSpec(MonitorVersion version, String key, Map<String, TableSpec> tables) {

    static final int INITIAL = 1;
    static final int INSERT = 2;
    static final int DELETE = 4;
    static final int MODIFY = 8;

    /** A column and the kinds of change for which it is told. */
    record SelectedColumn(ColumnSchema column, int select) {}

    /**
     * One table of a monitor.
     *
     * @param select the kinds of change told for any column, or for the rows as such where no column is asked for
     */
    public record TableSpec(
            TableSchema schema, int select, List<SelectedColumn> columns, Json.Arr whereJson, Condition where) {}

    /** Return whether the column {@code _version} of any table is told. */
    boolean wantsVersions() {
        for (TableSpec table : tables.values()) {
            for (SelectedColumn column : table.columns()) {
                if (column.column().index() == TableSchema.VERSION_COLUMN) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Parse the requests of a monitor method: an object with a request or an array of requests for each table. */
    public static MonitorSpec parse(MonitorVersion version, DatabaseSchema schema, Json.Obj requests)
            throws OvsdbException {
        Map<String, TableSpec> tables = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : requests.members().entrySet()) {
            TableSchema table = schema.table(member.getKey());
            if (table == null) {
                throw OvsdbException.syntax(null, "no table named %s", member.getKey());
            }
            List<Json> parts =
                    member.getValue() instanceof Json.Arr array ? array.elements() : List.of(member.getValue());
            tables.put(table.name(), parseTable(version, table, parts));
        }
        return of(version, tables);
    }

    private static MonitorSpec of(MonitorVersion version, Map<String, TableSpec> tables) {
        StringBuilder key = new StringBuilder(version.name());
        tables.forEach((name, table) -> {
            key.append('\n')
                    .append(name)
                    .append(' ')
                    .append(table.select())
                    .append(table.whereJson().toSortedString());
            for (SelectedColumn column : table.columns()) {
                key.append(' ').append(column.column().name()).append(':').append(column.select());
            }
        });
        return new MonitorSpec(version, key.toString(), tables);
    }

    private static TableSpec parseTable(MonitorVersion version, TableSchema table, List<Json> parts)
            throws OvsdbException {
        List<SelectedColumn> columns = new ArrayList<>();
        Set<ColumnSchema> seen = new LinkedHashSet<>();
        Json.Arr where = Json.array();
        int all = 0;
        for (Json part : parts) {
            MemberParser members = new MemberParser(part, "table " + table.name());
            Json given = version == MonitorVersion.V1 ? null : members.optional("where", Kind.ARRAY);
            Json columnsJson = members.optional("columns", Kind.ARRAY);
            Json selectJson = members.optional("select", Kind.OBJECT);
            members.finish();
            where = given instanceof Json.Arr array ? array : where;
            int select = selectJson == null ? INITIAL | INSERT | DELETE | MODIFY : parseSelect(table, selectJson);
            all |= select;
            for (ColumnSchema column : parseColumns(table, columnsJson)) {
                if (!seen.add(column)) {
                    throw OvsdbException.syntax(columnsJson, "column %s mentioned more than once", column.name());
                }
                columns.add(new SelectedColumn(column, select));
            }
        }
        return new TableSpec(table, all, List.copyOf(columns), where, Condition.parse(table, where, null));
    }

    private static int parseSelect(TableSchema table, Json json) throws OvsdbException {
        MemberParser members = new MemberParser(json, "table " + table.name() + " select");
        int select = (members.optionalBoolean("initial", true) ? INITIAL : 0)
                | (members.optionalBoolean("insert", true) ? INSERT : 0)
                | (members.optionalBoolean("delete", true) ? DELETE : 0)
                | (members.optionalBoolean("modify", true) ? MODIFY : 0);
        members.finish();
        return select;
    }

    private static List<ColumnSchema> parseColumns(TableSchema table, @Nullable Json json) throws OvsdbException {
        List<ColumnSchema> columns = new ArrayList<>();
        if (!(json instanceof Json.Arr array)) {
            columns.addAll(table.columns());
            columns.removeIf(column -> column.index() == TableSchema.UUID_COLUMN);
            return columns;
        }
        for (Json element : array.elements()) {
            String name = element.asString();
            if (name == null) {
                throw OvsdbException.syntax(json, "array of column names expected");
            }
            ColumnSchema column = table.column(name);
            if (column == null) {
                throw OvsdbException.syntax(json, "%s is not a valid column name", name);
            }
            if (columns.contains(column)) {
                throw OvsdbException.syntax(json, "column %s mentioned more than once", name);
            }
            columns.add(column);
        }
        return columns;
    }

    /** Return this with the conditions that a "monitor_cond_change" request asks for. */
    public MonitorSpec withConditions(DatabaseSchema schema, Json.Obj requests) throws OvsdbException {
        Map<String, TableSpec> changed = new LinkedHashMap<>(tables);
        for (Map.Entry<String, Json> member : requests.members().entrySet()) {
            if (schema.table(member.getKey()) == null) {
                throw OvsdbException.syntax(null, "no table named %s", member.getKey());
            }
            TableSpec table = tables.get(member.getKey());
            if (table == null) {
                throw OvsdbException.syntax(null, "no table named %s in monitor session", member.getKey());
            }
            if (!(member.getValue() instanceof Json.Arr parts)) {
                throw OvsdbException.syntax(null, "table %s no monitor-cond-change JSON array", member.getKey());
            }
            for (Json part : parts.elements()) {
                MemberParser members = new MemberParser(part, "table " + member.getKey());
                Json columns = members.optional("columns", Kind.ARRAY);
                Json where = members.optional("where", Kind.ARRAY);
                members.finish();
                if (columns != null) {
                    throw OvsdbException.syntax(part, "changing columns is unsupported");
                }
                Json.Arr array = where instanceof Json.Arr given ? given : Json.array();
                Condition condition = Condition.parse(table.schema(), array, null);
                changed.put(
                        member.getKey(),
                        new TableSpec(table.schema(), table.select(), table.columns(), array, condition));
            }
        }
        return of(version, changed);
    }
}
