/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.storage.RecordFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The command backup: prints a database as a file that a server could serve. */
final class BackupCommand {

    private BackupCommand() {}

    static void backup(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        if (Terminal.is(1)) {
            throw new ExitException("not writing backup to a terminal; please redirect stdout to a file");
        }
        DatabaseSchema schema = SchemaCommands.schema(context, target.server(), target.database());
        List<TableSchema> tables = List.copyOf(schema.tables());
        List<Json> transaction = new ArrayList<>(List.of(Json.of(target.database())));
        // Also tables with ephemeral columns only are asked for: other tables may refer to their rows.
        for (TableSchema table : tables) {
            transaction.add(DumpCommand.select(
                    table,
                    table.columns().stream().filter(ColumnSchema::persistent).toList()));
        }
        Json result = target.server().call(context.out(), "transact", new Json.Arr(transaction));
        List<Json.Arr> rows = DumpCommand.rows(result, tables);
        Json.Obj record = Json.object();
        for (int i = 0; i < tables.size(); i++) {
            if (rows.get(i).size() > 0) {
                record.with(tables.get(i).name(), rows(tables.get(i).name(), rows.get(i)));
            }
        }
        record.with("_comment", Json.of("produced by \"ovsdb-client backup\""))
                .with("_date", Json.of(System.currentTimeMillis()));
        print(context, schema.toJson());
        print(context, record);
    }

    private static void print(ClientContext context, Json record) throws ExitException {
        context.out().bytes(RecordFormat.frame(new JsonWriter(false).value(record)));
    }

    /** Return rows by their UUIDs, as the journal has them. */
    private static Json rows(String table, Json.Arr rows) throws ExitException {
        Json.Obj byUuid = Json.object();
        for (Json each : rows.elements()) {
            if (!(each instanceof Json.Obj row)) {
                throw new ExitException(table + " table reply row is not an object: " + each.toSortedString());
            }
            Map<String, Json> columns = new LinkedHashMap<>(row.view());
            UUID uuid = uuid(columns.remove("_uuid"));
            if (uuid == null) {
                throw new ExitException(table + " table reply row lacks _uuid member: " + each.toSortedString());
            }
            byUuid.with(uuid.toString(), new Json.Obj(columns));
        }
        return byUuid;
    }

    private static @Nullable UUID uuid(@Nullable Json json) {
        return json instanceof Json.Arr pair && pair.size() == 2 ? Atoms.parseUuid(pair.get(1)) : null;
    }
}
