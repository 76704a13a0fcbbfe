/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.HashOrder;
import java.util.Map;

/** Schemas as clusters can have them: the servers would differ in ephemeral columns. Stateless. */
public final class ClusterSchema {

    private static final Vlog VLOG = Vlog.module("ovsdb");

    private ClusterSchema() {}

    /** Return a schema as JSON without ephemeral columns; that there were some is logged with the file's name. */
    public static Json.Obj of(DatabaseSchema schema, String file) {
        Json.Obj json = schema.toJson();
        int count = 0;
        String example = "";
        Map<String, Json> tables = json.get("tables") instanceof Json.Obj object ? object.members() : Map.of();
        for (String table : HashOrder.of(tables.keySet())) {
            Map<String, Json> columns =
                    tables.get(table) instanceof Json.Obj object && object.get("columns") instanceof Json.Obj members
                            ? members.members()
                            : Map.of();
            for (String name : HashOrder.of(columns.keySet())) {
                if (columns.get(name) instanceof Json.Obj column
                        && column.members().remove("ephemeral") instanceof Json.Bool) {
                    count++;
                    example = "'" + name + "' column in '" + table + "' table";
                }
            }
        }
        if (count > 0) {
            VLOG.warn(
                    "%s: changed %d columns in '%s' database from ephemeral to persistent, including %s, because"
                            + " clusters do not support ephemeral columns",
                    file, count, schema.name(), example);
        }
        return json;
    }
}
