/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that a monitor watches.
 *
 * @param columns those that are printed, in the order of the command line
 * @param requests the {@code <monitor-request>} objects of RFC 7047 section 4.1.5
 */
record MonitoredTable(TableSchema table, List<ColumnSchema> columns, Json.Arr requests) {

    private static final Set<String> KINDS = Set.of("!initial", "!insert", "!delete", "!modify");

    /**
     * Read the groups of columns on a command line.
     *
     * @param where server and database as messages name them
     * @param groups words of names and kinds of changes between commas; without any the whole table is meant
     */
    static MonitoredTable parse(Where where, TableSchema table, List<String> groups, @Nullable Json condition)
            throws ExitException {
        List<ColumnSchema> columns = new ArrayList<>();
        List<Json> requests = new ArrayList<>();
        for (String group : groups.isEmpty() ? List.of("") : groups) {
            Json.Obj request = request(where, table, group, columns);
            if (condition != null && requests.isEmpty()) {
                request.with("where", condition);
            }
            requests.add(request);
        }
        return new MonitoredTable(table, List.copyOf(columns), new Json.Arr(requests));
    }

    /** Server and database as messages name them. */
    record Where(String server, String database) {}

    private static Json.Obj request(Where where, TableSchema table, String group, List<ColumnSchema> all)
            throws ExitException {
        List<String> kinds = new ArrayList<>();
        List<ColumnSchema> columns = new ArrayList<>();
        for (String word : group.split(",")) {
            if (KINDS.contains(word)) {
                kinds.add(word.substring(1));
            } else if (!word.isEmpty()) {
                ColumnSchema column = table.column(word);
                if (column == null) {
                    throw new ExitException(where.server() + ": table \"" + table.name() + "\" in " + where.database()
                            + " does not have a column named \"" + word + "\"");
                }
                add(where, column, columns, all);
            }
        }
        if (columns.isEmpty()) {
            for (ColumnSchema column : wholeTable(table)) {
                add(where, column, columns, all);
            }
        }
        Json.Obj request = Json.object()
                .with(
                        "columns",
                        Json.strings(columns.stream().map(ColumnSchema::name).toList()));
        if (!kinds.isEmpty()) {
            Json.Obj select = Json.object();
            for (String kind : List.of("initial", "insert", "delete", "modify")) {
                select.with(kind, Json.of(!kinds.contains(kind)));
            }
            request.with("select", select);
        }
        return request;
    }

    private static void add(Where where, ColumnSchema column, List<ColumnSchema> columns, List<ColumnSchema> all)
            throws ExitException {
        if (all.contains(column)) {
            throw new ExitException(where.server() + ": column \"" + column.name() + "\" mentioned multiple times");
        }
        columns.add(column);
        all.add(column);
    }

    private static List<ColumnSchema> wholeTable(TableSchema table) {
        List<ColumnSchema> columns = new ArrayList<>(table.columns());
        columns.removeIf(column -> column.index() <= TableSchema.VERSION_COLUMN);
        columns.sort(Comparator.comparing(ColumnSchema::name));
        columns.add(table.column(TableSchema.VERSION_COLUMN));
        return columns;
    }
}
