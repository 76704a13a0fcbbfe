/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumBuilder;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns calls into the operations of a "transact" request. Not safe for use by several threads. */
final class TransactionBuilder implements ReplicaTransaction {

    private final @Nullable ReplicaView replica;
    private final Function<List<Json>, CompletableFuture<Void>> sender;
    private final List<Json> operations = new ArrayList<>();
    private boolean work;

    TransactionBuilder(@Nullable ReplicaView replica, Function<List<Json>, CompletableFuture<Void>> sender) {
        this.replica = replica;
        this.sender = sender;
    }

    private @Nullable TableSchema table(String name) {
        return replica == null ? null : replica.schema().table(name);
    }

    private static Json.Obj operation(String op, TableSchema table) {
        return Json.object().with("op", Json.of(op)).with("table", Json.of(table.name()));
    }

    private static Json where(UUID row) {
        return Json.array(Json.array(Json.of("_uuid"), Json.of("=="), uuid(row)));
    }

    private static Json uuid(UUID uuid) {
        return Json.array(Json.of("uuid"), Json.of(uuid.toString()));
    }

    private void add(Json operation) {
        operations.add(operation);
        work = true;
    }

    @Override
    public UUID insert(String tableName, Map<String, ?> columns) {
        UUID uuid = UUID.randomUUID();
        insert(tableName, uuid, columns);
        return uuid;
    }

    @Override
    public ReplicaTransaction insert(String tableName, UUID uuid, Map<String, ?> columns) {
        TableSchema table = table(tableName);
        if (table != null) {
            add(operation("insert", table)
                    .with("uuid", Json.of(uuid.toString()))
                    .with("row", values(table, null, columns)));
        }
        return this;
    }

    /** Return the columns that the schema has and whose values differ from those of a row. */
    private static Json.Obj values(TableSchema table, @Nullable RowView row, Map<String, ?> columns) {
        Json.Obj json = Json.object();
        columns.forEach((name, value) -> {
            ColumnSchema column = table.column(name);
            if (column != null) {
                Datum datum = datum(name, column.type(), value);
                if (row == null || !datum.equals(row.value(column.index()))) {
                    json.with(name, datum.toJson(column.type()));
                }
            }
        });
        return json;
    }

    @Override
    public ReplicaTransaction update(String tableName, UUID row, Map<String, ?> columns) {
        TableSchema table = table(tableName);
        if (table != null) {
            Json.Obj values = values(table, row(tableName, row), columns);
            if (!values.members().isEmpty()) {
                add(operation("update", table).with("where", where(row)).with("row", values));
            }
        }
        return this;
    }

    private @Nullable RowView row(String table, UUID uuid) {
        return replica != null && replica.row(table, uuid) instanceof RowView view ? view : null;
    }

    @Override
    public ReplicaTransaction delete(String tableName, UUID row) {
        TableSchema table = table(tableName);
        if (table != null) {
            add(operation("delete", table).with("where", where(row)));
        }
        return this;
    }

    @Override
    public ReplicaTransaction mutateInsert(String tableName, UUID row, String columnName, Object value) {
        return mutate(tableName, row, columnName, "insert", value);
    }

    @Override
    public ReplicaTransaction mutateDelete(String tableName, UUID row, String columnName, Object elements) {
        return mutate(tableName, row, columnName, "delete", elements);
    }

    private ReplicaTransaction mutate(String tableName, UUID row, String columnName, String mutator, Object value) {
        TableSchema table = table(tableName);
        ColumnSchema column = table == null ? null : table.column(columnName);
        if (table != null && column != null) {
            ColumnType type = column.type();
            ColumnType given = value instanceof Map ? type : new ColumnType(type.key(), null, 0, ColumnType.UNLIMITED);
            Json argument = datum(columnName, given, value).toJson(given);
            Json mutation = Json.array(Json.of(columnName), Json.of(mutator), argument);
            add(operation("mutate", table).with("where", where(row)).with("mutations", Json.array(mutation)));
        }
        return this;
    }

    @Override
    public ReplicaTransaction verify(String tableName, UUID row, String columnName) {
        TableSchema table = table(tableName);
        ColumnSchema column = table == null ? null : table.column(columnName);
        RowView seen = row(tableName, row);
        Datum value = seen == null || column == null ? null : seen.value(column.index());
        if (table != null && column != null && value != null) {
            Json expected = Json.object().with(columnName, value.toJson(column.type()));
            operations.add(operation("wait", table)
                    .with("timeout", Json.of(0))
                    .with("where", where(row))
                    .with("columns", Json.array(Json.of(columnName)))
                    .with("until", Json.of("=="))
                    .with("rows", Json.array(expected)));
        }
        return this;
    }

    @Override
    public ReplicaTransaction comment(String text) {
        operations.add(Json.object().with("op", Json.of("comment")).with("comment", Json.of(text)));
        return this;
    }

    @Override
    public boolean isEmpty() {
        return !work;
    }

    @Override
    public CompletableFuture<Void> commit() {
        if (replica == null) {
            return CompletableFuture.failedFuture(
                    new OvsdbClientException("there is no replica yet on which a transaction could be based"));
        }
        return operations.isEmpty() ? CompletableFuture.completedFuture(null) : sender.apply(operations);
    }

    private static Datum datum(String column, ColumnType type, Object value) {
        BaseType valueType = type.value();
        Collection<?> elements = value instanceof Map<?, ?> map
                ? map.entrySet()
                : value instanceof Collection<?> collection ? collection : Set.of(value);
        DatumBuilder builder = new DatumBuilder(elements.size(), valueType != null);
        for (Object element : elements) {
            if (valueType == null) {
                builder.add(atom(column, type.key().type(), element), null);
            } else if (element instanceof Map.Entry<?, ?> pair) {
                builder.add(
                        atom(column, type.key().type(), pair.getKey()),
                        atom(column, valueType.type(), pair.getValue()));
            } else {
                throw new IllegalArgumentException("column " + column + " takes a map, not " + element);
            }
        }
        Datum datum = builder.buildSorted();
        if (datum == null) {
            throw new IllegalArgumentException("column " + column + ": an element is given twice");
        }
        return datum;
    }

    private static Object atom(String column, AtomicType type, @Nullable Object value) {
        if (value instanceof Number number && type == AtomicType.INTEGER) {
            return number.longValue();
        } else if (value instanceof Number number && type == AtomicType.REAL) {
            return number.doubleValue() + 0.0;
        } else if (value instanceof String && type == AtomicType.STRING
                || value instanceof Boolean && type == AtomicType.BOOLEAN
                || value instanceof UUID && type == AtomicType.UUID) {
            return value;
        }
        throw new IllegalArgumentException("column " + column + " takes " + type.id() + ", not " + value);
    }
}
