/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.engine.RowChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transactions as the way back: each is written as the rows that it changed <em>as they were before it</em> (null for a
 * row that it inserted). What they were after it follows from the rows of the database, going back from the newest.
 *
 * <p>The last transaction has no name of its own: it is the restart, in which ephemeral columns go back to their
 * defaults. The state after it is named when the database is opened.
 */
final class HistoryCodec {

    private static final String ID = "id";
    private static final String ROWS = "rows";

    private HistoryCodec() {}

    /** Return transactions and the restart after them, oldest first; or null if that is more than so many atoms. */
    static Json.@Nullable Arr encode(Database database, List<ChangeSet> transactions, long maxAtoms) {
        List<Json> reversed = new ArrayList<>();
        Json.Obj restart = Json.object();
        long atoms = ephemeral(database, restart);
        if (atoms > maxAtoms) {
            return null;
        }
        reversed.add(Json.object().with(ROWS, restart));
        for (int i = transactions.size() - 1; i >= 0; i--) {
            ChangeSet changes = transactions.get(i);
            atoms += changes.atoms();
            if (atoms > maxAtoms) {
                break;
            }
            reversed.add(Json.object()
                    .with(ID, Json.of(changes.transactionId().toString()))
                    .with(ROWS, rowsBefore(changes)));
        }
        Collections.reverse(reversed);
        return new Json.Arr(reversed);
    }

    private static Json rowsBefore(ChangeSet changes) {
        Json.Obj tables = Json.object();
        changes.tables().forEach((name, table) -> {
            Json.Obj rows = Json.object();
            for (RowChange change : table.rows()) {
                Row before = change.before();
                rows.with(change.uuid().toString(), before == null ? Json.NULL : toJson(table.schema(), before));
            }
            tables.with(name, rows);
        });
        return tables;
    }

    /** Add the rows with values that a restart loses; returns their number of atoms, about. */
    private static long ephemeral(Database database, Json.Obj tables) {
        long atoms = 0;
        for (TableSchema table : database.schema().tables()) {
            List<ColumnSchema> columns =
                    table.columns().stream().filter(HistoryCodec::isEphemeral).toList();
            if (columns.isEmpty()) {
                continue;
            }
            Json.Obj rows = Json.object();
            for (Row row : database.rows(table.name())) {
                boolean loses = false;
                for (ColumnSchema column : columns) {
                    loses |= !row.datum(column.index()).equals(column.type().defaultDatum());
                }
                if (loses) {
                    rows.with(row.uuid().toString(), toJson(table, row));
                    atoms += 2 * table.width();
                }
            }
            if (!rows.members().isEmpty()) {
                tables.with(table.name(), rows);
            }
        }
        return atoms;
    }

    private static boolean isEphemeral(ColumnSchema column) {
        return column.index() > TableSchema.VERSION_COLUMN && !column.persistent();
    }

    private static Json toJson(TableSchema table, Row row) {
        Json.Obj json = Json.object();
        for (int i = TableSchema.VERSION_COLUMN + 1; i < table.width(); i++) {
            ColumnSchema column = table.column(i);
            Datum datum = row.datum(i);
            if (!datum.equals(column.type().defaultDatum())) {
                json.with(column.name(), datum.toJson(column.type()));
            }
        }
        return json;
    }

    /** Turn transactions back into changes, of which the last leads to the rows of a database. */
    static List<ChangeSet> decode(Database database, Json.Arr transactions) throws OvsdbException {
        Map<String, Map<UUID, @Nullable Row>> later = new HashMap<>();
        List<ChangeSet> result = new ArrayList<>();
        for (int i = transactions.size() - 1; i >= 0; i--) {
            Json.Obj transaction = object(transactions.get(i));
            UUID id = i == transactions.size() - 1 ? database.transactionId() : uuid(transaction.get(ID));
            Map<String, ChangeSet.Changes> tables = new LinkedHashMap<>();
            for (Map.Entry<String, Json> member :
                    object(transaction.get(ROWS)).members().entrySet()) {
                TableSchema table = database.schema().table(member.getKey());
                if (table == null) {
                    throw OvsdbException.syntax(member.getValue(), "no table named %s", member.getKey());
                }
                List<RowChange> changes = new ArrayList<>();
                Map<UUID, @Nullable Row> rows = later.computeIfAbsent(table.name(), name -> new HashMap<>());
                for (Map.Entry<String, Json> row :
                        object(member.getValue()).members().entrySet()) {
                    UUID uuid = uuid(Json.of(row.getKey()));
                    Row before = row.getValue() instanceof Json.Null ? null : row(table, uuid, row.getValue());
                    Row after = rows.containsKey(uuid) ? rows.get(uuid) : database.row(table.name(), uuid);
                    if (before == null && after == null) {
                        throw OvsdbException.syntax(row.getValue(), "row %s was never there", uuid);
                    }
                    changes.add(new RowChange(before, after));
                    rows.put(uuid, before);
                }
                tables.put(table.name(), new ChangeSet.Changes(table, changes));
            }
            result.add(ChangeSet.of(id, "", tables));
        }
        Collections.reverse(result);
        return result;
    }

    private static Row row(TableSchema table, UUID uuid, Json json) throws OvsdbException {
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : object(json).members().entrySet()) {
            ColumnSchema column = table.column(member.getKey());
            if (column == null || column.index() <= TableSchema.VERSION_COLUMN) {
                throw OvsdbException.syntax(json, "no column named %s", member.getKey());
            }
            values.put(column, DatumParser.parse(member.getValue(), column.type(), null));
        }
        return Row.of(table, uuid, values);
    }

    static Json.Obj object(@Nullable Json json) throws OvsdbException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw OvsdbException.syntax(json, "object expected");
    }

    static UUID uuid(@Nullable Json json) throws OvsdbException {
        UUID uuid = Atoms.parseUuid(json);
        if (uuid == null) {
            throw OvsdbException.syntax(json, "UUID expected");
        }
        return uuid;
    }
}
