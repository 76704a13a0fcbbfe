/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.follow;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.List;

/** Makes the requests of monitor methods. */
public final class MonitorRequests {

    private MonitorRequests() {}

    /** Return the requests for all columns of all tables, but not for {@code _version}, which is each server's own. */
    public static Json.Obj everything(DatabaseSchema schema) {
        Json.Obj requests = Json.object();
        for (TableSchema table : schema.tables()) {
            requests.with(table.name(), Json.array(columns(columns(table))));
        }
        return requests;
    }

    /** Return a table's columns that can be copied: all but {@code _uuid} and {@code _version}. */
    public static List<ColumnSchema> columns(TableSchema table) {
        return table.columns().stream()
                .filter(column -> column.index() > TableSchema.VERSION_COLUMN)
                .toList();
    }

    /** Return the request for some columns of a table. */
    public static Json.Obj columns(List<ColumnSchema> columns) {
        return Json.object()
                .with(
                        "columns",
                        Json.strings(columns.stream().map(ColumnSchema::name).toList()));
    }
}
