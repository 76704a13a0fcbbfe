/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a "transact" request (RFC 7047 section 5.2), executed one after another on one transaction. Each
 * returns its result or throws its error. Owned by the engine's thread, for one execution.
 */
final class Operations implements DatumParser.NamedUuids {

    private static final class Symbol {
        UUID uuid;
        boolean created;

        Symbol(UUID uuid) {
            this.uuid = uuid;
        }
    }

    private final Database database;
    private final Transaction transaction;
    private final Predicate<String> holdsLock;
    private final Access access;
    private final long elapsedMs;
    private final Map<String, Symbol> symbols = new HashMap<>();
    private boolean durable;
    private boolean waiting;
    private long timeoutMs = Long.MAX_VALUE;

    Operations(Database database, Transaction transaction, Predicate<String> holdsLock, Access access, long elapsedMs) {
        this.database = database;
        this.transaction = transaction;
        this.holdsLock = holdsLock;
        this.access = access;
        this.elapsedMs = elapsedMs;
    }

    boolean durable() {
        return durable;
    }

    /** Return whether the last operation was a "wait" that has to be tried again later. */
    boolean waiting() {
        return waiting;
    }

    long timeoutMs() {
        return timeoutMs;
    }

    @Override
    public UUID resolve(String name) {
        return symbols.computeIfAbsent(name, n -> new Symbol(database.newUuid())).uuid;
    }

    /** Return whether an operation leaves the database as it is. */
    static boolean isReadOnly(String op) {
        return switch (op) {
            case "select", "wait", "comment", "abort", "commit", "assert" -> true;
            default -> false;
        };
    }

    /** Execute one operation; {@code members} has taken "op" already and is finished here. */
    Json.Obj execute(String op, MemberParser members) throws OvsdbException {
        Json.Obj result = Json.object();
        switch (op) {
            case "insert" -> insert(members, result);
            case "select" -> select(members, result);
            case "update" -> update(members, result);
            case "mutate" -> mutate(members, result);
            case "delete" -> delete(members, result);
            case "wait" -> waitFor(members);
            case "commit" -> {
                durable |= Json.TRUE.equals(members.required("durable", Kind.BOOLEAN));
                members.finish();
            }
            case "abort" -> {
                members.finish();
                throw OvsdbException.of("aborted", "aborted by request");
            }
            case "comment" -> {
                String text = members.requiredString("comment", Kind.STRING);
                members.finish();
                transaction.comment(text);
            }
            case "assert" -> {
                String lock = members.requiredString("lock", Kind.ID);
                members.finish();
                if (!holdsLock.test(lock)) {
                    throw OvsdbException.of("not owner", "Asserted lock %s not held.", lock);
                }
            }
            default -> {
                members.raise("No operation \"" + op + "\"");
                members.check();
            }
        }
        return result;
    }

    private @Nullable Table table(MemberParser members) {
        String name = members.requiredString("table", Kind.ID);
        Table table = database.findTable(name);
        if (table == null && !name.isEmpty()) {
            members.raise("No table named " + name + ".");
        }
        return table;
    }

    /** Finish the members, and return the table, which is there then. */
    private static Table finish(MemberParser members, @Nullable Table table) throws OvsdbException {
        members.finish();
        if (table == null) {
            throw new IllegalStateException("no table and no error");
        }
        return table;
    }

    private Row parseRow(Table table, Row base, Json.Obj json, @Nullable Set<ColumnSchema> given)
            throws OvsdbException {
        Row.Edit edit = new Row.Edit(base);
        for (Map.Entry<String, Json> member : json.members().entrySet()) {
            ColumnSchema column = table.schema().column(member.getKey());
            if (column == null) {
                throw OvsdbException.at(
                        json,
                        "unknown column",
                        "No column %s in table %s.",
                        member.getKey(),
                        table.schema().name());
            }
            Datum datum = DatumParser.parse(member.getValue(), column.type(), this);
            if (given != null) {
                given.add(column);
            }
            if (column.index() > TableSchema.VERSION_COLUMN) {
                edit.set(column.index(), datum);
            }
        }
        return edit.row();
    }

    private void insert(MemberParser members, Json.Obj result) throws OvsdbException {
        Table found = table(members);
        Json uuidJson = members.optional("uuid", Kind.STRING);
        Json nameJson = members.optional("uuid-name", Kind.ID);
        Json.Obj rowJson = members.requiredObject("row");
        Table table = finish(members, found);
        UUID uuid = null;
        if (uuidJson != null) {
            uuid = Atoms.parseUuid(String.valueOf(uuidJson.asString()));
            if (uuid == null) {
                throw OvsdbException.syntax(uuidJson, "bad uuid");
            }
            if (!transaction.mayInsert(table, uuid)) {
                throw OvsdbException.at(
                        uuidJson,
                        "duplicate uuid",
                        "This UUID would duplicate a UUID already present within the \"%s\" table or deleted from this"
                                + " table within the same transaction.",
                        table.schema().name());
            }
        }
        if (nameJson != null) {
            uuid = name(nameJson, uuid);
        }
        if (uuid == null) {
            uuid = database.newUuid();
        }
        Row row = parseRow(table, Row.defaults(table.schema(), uuid).withVersion(database.newUuid()), rowJson, null);
        for (ColumnSchema column : table.columnsWithBadDefault()) {
            column.type().checkAtoms(row.datum(column.index()));
        }
        access.checkInsert(table.schema(), row);
        transaction.insert(table, row);
        result.with("uuid", Atoms.toJson(uuid));
    }

    private UUID name(Json nameJson, @Nullable UUID uuid) throws OvsdbException {
        String name = String.valueOf(nameJson.asString());
        Symbol symbol = symbols.get(name);
        if (symbol == null) {
            symbol = new Symbol(uuid != null ? uuid : database.newUuid());
            symbols.put(name, symbol);
        }
        if (symbol.created) {
            throw OvsdbException.at(
                    nameJson, "duplicate uuid-name", "This \"uuid-name\" appeared on an earlier \"insert\" operation.");
        }
        symbol.created = true;
        if (uuid != null) {
            symbol.uuid = uuid;
        }
        return symbol.uuid;
    }

    private List<ColumnSchema> columns(Table table, @Nullable Json json) throws OvsdbException {
        return json == null
                ? List.copyOf(table.schema().columns())
                : table.schema().parseColumns(json);
    }

    private void select(MemberParser members, Json.Obj result) throws OvsdbException {
        Table found = table(members);
        Json.Arr where = members.requiredArray("where");
        Json columnsJson = members.optional("columns", Kind.ARRAY);
        Json sortJson = members.optional("sort", Kind.ARRAY);
        Table table = finish(members, found);
        Condition condition = Condition.parse(table.schema(), where, this);
        List<ColumnSchema> columns = columns(table, columnsJson);
        List<ColumnSchema> sort = sortJson == null ? List.of() : columns(table, sortJson);
        List<Row> rows = transaction.query(table, condition);
        boolean distinctAlready = columns.stream().anyMatch(c -> c.index() == TableSchema.UUID_COLUMN);
        if (!distinctAlready) {
            Set<IndexKey> seen = new HashSet<>();
            rows.removeIf(row -> !seen.add(IndexKey.of(row, columns)));
        }
        if (!sort.isEmpty()) {
            rows.sort(order(sort));
        }
        List<Json> list = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Json.Obj json = Json.object();
            for (ColumnSchema column : columns) {
                json.with(column.name(), row.datum(column.index()).toJson(column.type()));
            }
            list.add(json);
        }
        result.with("rows", new Json.Arr(list));
    }

    private static Comparator<Row> order(List<ColumnSchema> sort) {
        return (a, b) -> {
            for (ColumnSchema column : sort) {
                int order = a.datum(column.index()).compareTo(b.datum(column.index()));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private void update(MemberParser members, Json.Obj result) throws OvsdbException {
        Table found = table(members);
        Json.Arr where = members.requiredArray("where");
        Json.Obj rowJson = members.requiredObject("row");
        Table table = finish(members, found);
        Set<ColumnSchema> given = new LinkedHashSet<>();
        Row values = parseRow(table, Row.defaults(table.schema(), Atoms.ZERO_UUID), rowJson, given);
        for (ColumnSchema column : given) {
            if (!column.mutable()) {
                throw OvsdbException.at(
                        members.json(),
                        "constraint violation",
                        "Cannot update immutable column %s in table %s.",
                        column.name(),
                        table.schema().name());
            }
        }
        List<Row> rows = transaction.query(table, Condition.parse(table.schema(), where, this));
        access.checkModify(table.schema(), rows, given, "modification of");
        for (Row row : rows) {
            Row.Edit edit = new Row.Edit(row);
            for (ColumnSchema column : given) {
                if (!row.sameDatum(values, column.index())) {
                    edit.set(column.index(), values.datum(column.index()));
                }
            }
            Row updated = edit.row();
            if (updated != row) {
                transaction.replace(table, updated);
            }
        }
        result.with("count", Json.of(rows.size()));
    }

    private void mutate(MemberParser members, Json.Obj result) throws OvsdbException {
        Table found = table(members);
        Json.Arr where = members.requiredArray("where");
        Json.Arr mutationsJson = members.requiredArray("mutations");
        Table table = finish(members, found);
        List<Mutation> mutations = new ArrayList<>();
        for (Json mutation : mutationsJson.elements()) {
            mutations.add(Mutation.parse(table.schema(), mutation, this));
        }
        List<Row> rows = transaction.query(table, Condition.parse(table.schema(), where, this));
        if (access != Access.ALL && !mutations.isEmpty()) { // without mutations it only counts
            List<ColumnSchema> columns =
                    mutations.stream().map(Mutation::column).toList();
            access.checkModify(table.schema(), rows, columns, "mutate operation on");
        }
        for (Row row : rows) {
            Row mutated = row;
            for (Mutation mutation : mutations) {
                mutated = mutation.apply(mutated);
            }
            if (mutated != row) {
                transaction.replace(table, mutated);
            }
        }
        result.with("count", Json.of(rows.size()));
    }

    private void delete(MemberParser members, Json.Obj result) throws OvsdbException {
        Json.Arr where = members.requiredArray("where");
        Table found = table(members);
        Table table = finish(members, found);
        List<Row> rows = transaction.query(table, Condition.parse(table.schema(), where, this));
        access.checkDelete(table.schema(), rows);
        for (Row row : rows) {
            transaction.delete(table, row.uuid());
        }
        result.with("count", Json.of(rows.size()));
    }

    private void waitFor(MemberParser members) throws OvsdbException {
        Json timeoutJson = members.optional("timeout", Kind.INTEGER);
        Json.Arr where = members.requiredArray("where");
        Json columnsJson = members.optional("columns", Kind.ARRAY);
        String until = members.requiredString("until", Kind.STRING);
        Json.Arr rowsJson = members.requiredArray("rows");
        Table found = table(members);
        Table table = finish(members, found);
        Condition condition = Condition.parse(table.schema(), where, this);
        List<ColumnSchema> columns = columns(table, columnsJson);
        long timeout = Long.MAX_VALUE;
        if (timeoutJson instanceof Json.Int given) {
            timeout = given.value();
            if (timeout < 0) {
                throw OvsdbException.syntax(timeoutJson, "timeout must be nonnegative");
            }
            timeoutMs = Math.min(timeoutMs, timeout);
        }
        if (!until.equals("==") && !until.equals("!=")) {
            throw OvsdbException.syntax(Json.of(until), "\"until\" must be \"==\" or \"!=\"");
        }
        Set<IndexKey> expected = new HashSet<>();
        for (Json json : rowsJson.elements()) {
            if (!(json instanceof Json.Obj object)) {
                throw OvsdbException.syntax(json, "row must be JSON object");
            }
            expected.add(expectedKey(table, columns, object));
        }
        Set<IndexKey> actual = new HashSet<>();
        for (Row row : transaction.query(table, condition)) {
            actual.add(IndexKey.of(row, columns));
        }
        if (expected.equals(actual) == until.equals("==")) {
            return;
        }
        if (timeoutJson != null && elapsedMs >= timeout) {
            throw elapsedMs > 0
                    ? OvsdbException.of("timed out", "\"wait\" timed out after %d ms", elapsedMs)
                    : OvsdbException.of("timed out", "\"where\" clause test failed");
        }
        waiting = true;
        throw OvsdbException.of("not supported", "triggers not supported");
    }

    private IndexKey expectedKey(Table table, List<ColumnSchema> columns, Json.Obj json) throws OvsdbException {
        Row row = parseRow(table, Row.defaults(table.schema(), Atoms.ZERO_UUID), json, null);
        Datum[] values = new Datum[columns.size()];
        for (int i = 0; i < values.length; i++) {
            ColumnSchema column = columns.get(i);
            Json given = json.get(column.name());
            boolean standard = column.index() <= TableSchema.VERSION_COLUMN;
            values[i] = standard && given != null
                    ? DatumParser.parse(given, column.type(), this)
                    : row.datum(column.index());
        }
        return new IndexKey(values);
    }
}
