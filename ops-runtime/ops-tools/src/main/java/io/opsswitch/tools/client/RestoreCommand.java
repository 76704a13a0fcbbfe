/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The command restore: replaces all rows of a database by those of a database file, in one transaction. */
final class RestoreCommand {

    private static final Vlog VLOG = Vlog.module("ovsdb_client");
    private static final String STDIN = "/dev/stdin";

    private RestoreCommand() {}

    static void restore(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        if (Terminal.is(0)) {
            throw new ExitException("not reading backup from a terminal; please redirect stdin from a file");
        }
        Database backup = read();
        checkSchema(context, backup.schema(), SchemaCommands.schema(context, target.server(), target.database()));
        List<Json> transaction = new ArrayList<>(List.of(Json.of(backup.schema().name())));
        for (TableSchema table : backup.schema().tables()) {
            transaction.add(Json.object()
                    .with("op", Json.of("delete"))
                    .with("table", Json.of(table.name()))
                    .with("where", Json.array()));
            for (Row row : backup.rows(table.name())) {
                transaction.add(insert(table, row));
            }
        }
        TransactCommands.check(target.server().call(context.out(), "transact", new Json.Arr(transaction)));
    }

    /** Read the whole of standard input; a journal's reader needs a file with a length. */
    private static Database read() throws ExitException {
        Path copy = null;
        try {
            copy = Files.createTempFile("ovsdb-client-restore", ".db");
            Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            return DatabaseFile.readOnly(copy);
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()).replace(String.valueOf(copy), STDIN));
        } catch (IOException e) {
            throw new ExitException(STDIN + ": read failed (" + e.getMessage() + ")");
        } finally {
            delete(copy);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            VLOG.warn("%s: could not delete this temporary file (%s)", file, e.getMessage());
        }
    }

    private static void checkSchema(ClientContext context, DatabaseSchema backup, DatabaseSchema online)
            throws ExitException {
        if (!Conversion.isNeeded(backup, online)) {
            return;
        }
        String difference = backup.version().equals(online.version())
                ? "backup schema and database schema are both version " + backup.version() + " but still differ"
                : "backup schema has version \"" + backup.version() + "\" but database schema has version \""
                        + online.version() + "\"";
        if (!context.force()) {
            throw new ExitException(difference + " (use --force to override differences, or \"ovsdb-client convert\" to"
                    + " change the schema)");
        }
        VLOG.info("%s", difference);
    }

    private static Json insert(TableSchema table, Row row) {
        Json.Obj columns = Json.object();
        for (ColumnSchema column : table.columns()) {
            Datum datum = row.datum(column.index());
            if (column.persistent()
                    && column.index() > TableSchema.VERSION_COLUMN
                    && !datum.equals(column.type().defaultDatum())) {
                columns.with(column.name(), withNames(datum.toJson(column.type()), column.type()));
            }
        }
        return Json.object()
                .with("op", Json.of("insert"))
                .with("table", Json.of(table.name()))
                .with("uuid-name", Json.of(name(row.uuid().toString())))
                .with("row", columns);
    }

    private static String name(String uuid) {
        return "row" + uuid.replace('-', '_');
    }

    /** Return a value with the names of rows in the place of references, as rows get new UUIDs. */
    private static Json withNames(Json json, ColumnType type) {
        BaseType value = type.value();
        if (type.key().refTable() == null && (value == null || value.refTable() == null)) {
            return json;
        }
        if (!(json instanceof Json.Arr array) || array.size() != 2 || !(array.get(1) instanceof Json.Arr elements)) {
            return withName(json, type.key());
        }
        List<Json> named = new ArrayList<>(elements.size());
        for (Json element : elements.elements()) {
            named.add(
                    value != null && element instanceof Json.Arr pair
                            ? Json.array(withName(pair.get(0), type.key()), withName(pair.get(1), value))
                            : withName(element, type.key()));
        }
        return Json.array(array.get(0), new Json.Arr(named));
    }

    private static Json withName(Json atom, BaseType type) {
        if (type.refTable() == null || !(atom instanceof Json.Arr pair)) {
            return atom;
        }
        UUID uuid = UUID.fromString(String.valueOf(pair.get(1).asString()));
        return Json.array(Json.of("named-uuid"), Json.of(name(uuid.toString())));
    }
}
