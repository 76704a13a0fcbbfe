/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.DirectChange;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.engine.RowChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Transactions as the journal has them: an object with a member for each table, in it one for each row: null for a
 * deleted row, else the columns. In a record with {@code "_is_diff":true} the columns of a row that was there before are
 * differences, see {@link Datum#diff}; without it they are whole values.
 */
final class RecordCodec {

    private static final int PIECE = 1 << 20;

    private RecordCodec() {}

    /** Return the record of a transaction; {@code diff} tells whether columns are differences or whole values. */
    static byte[] encode(ChangeSet changes, long dateMs, boolean diff) {
        JsonWriter out = start(dateMs, changes.comment(), diff);
        changes.tables().forEach((name, table) -> {
            boolean first = true;
            for (RowChange change : table.rows()) {
                first = row(out, table.schema(), change, first, diff);
            }
            out.raw(first ? "" : "}");
        });
        return RecordFormat.frame(out.raw('}'));
    }

    /** Return the record that makes an empty database hold these rows, in pieces: it may be long. */
    static List<byte[]> encode(Database.Snapshot snapshot, long dateMs, String comment, boolean diff) {
        List<byte[]> pieces = new ArrayList<>();
        JsonWriter out = start(dateMs, comment, diff);
        for (TableSchema table : snapshot.schema().tables()) {
            boolean first = true;
            for (Row row : snapshot.tables().getOrDefault(table.name(), List.of())) {
                first = row(out, table, new RowChange(null, row), first, diff);
                if (out.length() > PIECE) {
                    pieces.add(out.toBytes());
                    out.clear();
                }
            }
            out.raw(first ? "" : "}");
        }
        pieces.add(out.raw('}').raw('\n').toBytes());
        pieces.add(0, RecordFormat.header(RecordFormat.STANDALONE, pieces));
        return pieces;
    }

    private static JsonWriter start(long dateMs, String comment, boolean diff) {
        JsonWriter out = new JsonWriter(false).raw("{\"_date\":").integer(dateMs);
        if (!comment.isEmpty()) {
            out.raw(",\"_comment\":").string(comment);
        }
        return diff ? out.raw(",\"_is_diff\":true") : out;
    }

    /** Write a row's member unless nothing persistent changed; returns whether the table's member is still to open. */
    private static boolean row(JsonWriter out, TableSchema table, RowChange change, boolean first, boolean diff) {
        Row before = change.before();
        Row after = change.after();
        boolean opened = after == null || before == null;
        if (opened) {
            open(out, table, change.uuid(), first);
        }
        if (after == null) {
            out.raw("null");
            return false;
        }
        String separator = "";
        if (before == null) {
            out.raw('{');
        }
        for (int i = TableSchema.VERSION_COLUMN + 1; i < table.width(); i++) {
            ColumnSchema column = table.column(i);
            Datum value = column.persistent() ? value(before, after, column, diff) : null;
            if (value != null) {
                if (!opened) {
                    opened = true;
                    open(out, table, change.uuid(), first);
                    out.raw('{');
                }
                out.raw(separator).string(column.name()).raw(':');
                value.write(out, column.type());
                separator = ",";
            }
        }
        if (opened) {
            out.raw('}');
        }
        return first && !opened;
    }

    private static @Nullable Datum value(@Nullable Row before, Row after, ColumnSchema column, boolean diff) {
        Datum now = after.datum(column.index());
        if (before == null) {
            return now.equals(column.type().defaultDatum()) ? null : now;
        }
        Datum old = before.datum(column.index());
        if (old.equals(now)) {
            return null;
        }
        return diff ? old.diff(now, column.type()) : now;
    }

    private static void open(JsonWriter out, TableSchema table, UUID uuid, boolean first) {
        if (first) {
            out.raw(',').string(table.name()).raw(":{");
        } else {
            out.raw(',');
        }
        out.raw('"').raw(uuid.toString()).raw("\":");
    }

    /** Turn a record into a change of a database. */
    static DirectChange decode(Database database, Json.Obj record) throws OvsdbException {
        DirectChange change = database.change();
        decode(database.schema(), record, change::has, new RowSink() {
            @Override
            public void insert(String table, UUID uuid, Map<ColumnSchema, Datum> values) {
                change.insert(table, uuid, values);
            }

            @Override
            public void update(String table, UUID uuid, Map<ColumnSchema, Datum> values, boolean diff)
                    throws OvsdbException {
                change.update(table, uuid, values, diff);
            }

            @Override
            public void delete(String table, UUID uuid) throws OvsdbException {
                change.delete(table, uuid);
            }
        });
        return change;
    }

    /** Takes the rows of a record. */
    interface RowSink {
        void insert(String table, UUID uuid, Map<ColumnSchema, Datum> values) throws OvsdbException;

        void update(String table, UUID uuid, Map<ColumnSchema, Datum> values, boolean diff) throws OvsdbException;

        void delete(String table, UUID uuid) throws OvsdbException;
    }

    static void decode(DatabaseSchema schema, Json.Obj record, BiFunction<String, UUID, Boolean> exists, RowSink sink)
            throws OvsdbException {
        boolean diff = Json.TRUE.equals(record.get("_is_diff"));
        for (Map.Entry<String, Json> member : record.members().entrySet()) {
            TableSchema table = schema.table(member.getKey());
            if (table == null) {
                switch (member.getKey()) {
                    case "_date", "_is_diff", "_comment" -> {}
                    default -> throw OvsdbException.at(record, "unknown table", "No table named %s.", member.getKey());
                }
                continue;
            }
            if (!(member.getValue() instanceof Json.Obj rows)) {
                throw OvsdbException.syntax(member.getValue(), "object expected");
            }
            for (Map.Entry<String, Json> row : rows.members().entrySet()) {
                decodeRow(table, row.getKey(), row.getValue(), diff, exists, sink);
            }
        }
    }

    private static void decodeRow(
            TableSchema table,
            String uuidText,
            Json json,
            boolean diff,
            BiFunction<String, UUID, Boolean> exists,
            RowSink sink)
            throws OvsdbException {
        UUID uuid = Atoms.parseUuid(uuidText);
        if (uuid == null) {
            throw OvsdbException.syntax(json, "\"%s\" is not a valid UUID", uuidText);
        }
        if (json instanceof Json.Null) {
            sink.delete(table.name(), uuid);
        } else if (exists.apply(table.name(), uuid)) {
            sink.update(table.name(), uuid, values(table, json, diff), diff);
        } else {
            sink.insert(table.name(), uuid, values(table, json, false));
        }
    }

    private static Map<ColumnSchema, Datum> values(TableSchema table, Json json, boolean diff) throws OvsdbException {
        if (!(json instanceof Json.Obj object)) {
            throw OvsdbException.syntax(json, "row must be JSON object");
        }
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            ColumnSchema column = table.column(member.getKey());
            if (column == null) {
                throw OvsdbException.at(
                        json, "unknown column", "No column %s in table %s.", member.getKey(), table.name());
            }
            // A difference has any number of elements: two of a set of at most one are "out with the old".
            ColumnType type = diff ? column.type().withCount(0, ColumnType.UNLIMITED) : column.type();
            values.put(column, DatumParser.parse(member.getValue(), type, null));
        }
        return values;
    }
}
