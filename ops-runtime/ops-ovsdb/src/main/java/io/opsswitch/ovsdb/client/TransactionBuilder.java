/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns calls into the operations of a "transact" request. Not safe for use by several threads. */
final class TransactionBuilder implements ReplicaTransaction {

    private final @Nullable ReplicaView replica;
    private final Function<TransactionRequest, CompletableFuture<TransactionResult>> sender;
    private final Verification verification = new Verification();
    private final List<Json> operations = new ArrayList<>();
    private final List<TransactionRequest.Increment> increments = new ArrayList<>();
    private final List<CompletableFuture<Long>> incremented = new ArrayList<>();
    private boolean work;
    private boolean durable;
    private boolean aborted;
    private boolean sent;

    TransactionBuilder(
            @Nullable ReplicaView replica, Function<TransactionRequest, CompletableFuture<TransactionResult>> sender) {
        this.replica = replica;
        this.sender = sender;
    }

    @Override
    public @Nullable ReplicaView replica() {
        return replica;
    }

    private @Nullable TableSchema table(String name) {
        return replica == null ? null : replica.schema().table(name);
    }

    private @Nullable ColumnSchema column(String table, String name) {
        TableSchema found = table(table);
        return found == null ? null : found.column(name);
    }

    private static Json.Obj operation(String op, String table) {
        return Json.object().with("op", Json.of(op)).with("table", Json.of(table));
    }

    /** Return an operation on one row. */
    static Json.Obj operation(String op, String table, UUID row) {
        return operation(op, table)
                .with("where", Json.array(Json.array(Json.of("_uuid"), Json.of("=="), Atoms.toJson(row))));
    }

    private void add(Json operation) {
        operations.add(operation);
        work = true;
    }

    @Override
    public UUID insert(String table, Map<String, ?> columns) {
        UUID uuid = UUID.randomUUID();
        insert(table, uuid, columns);
        return uuid;
    }

    @Override
    public ReplicaTransaction insert(String tableName, UUID uuid, Map<String, ?> columns) {
        TableSchema table = table(tableName);
        if (table != null) {
            add(operation("insert", tableName)
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
                Datum datum = DatumValues.datum(name, column.type(), value);
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
                add(operation("update", tableName, row).with("row", values));
            }
        }
        return this;
    }

    private @Nullable RowView row(String table, UUID uuid) {
        return replica == null ? null : replica.row(table, uuid);
    }

    @Override
    public ReplicaTransaction delete(String table, UUID row) {
        if (table(table) != null) {
            add(operation("delete", table, row));
        }
        return this;
    }

    @Override
    public ReplicaTransaction mutateInsert(String table, UUID row, String column, Object value) {
        return mutate(table, row, column, "insert", value);
    }

    @Override
    public ReplicaTransaction mutateDelete(String table, UUID row, String column, Object elements) {
        return mutate(table, row, column, "delete", elements);
    }

    private ReplicaTransaction mutate(String table, UUID row, String name, String mutator, Object value) {
        ColumnSchema column = column(table, name);
        if (column != null) {
            ColumnType given = DatumValues.mutationType(column.type(), value);
            mutate(
                    table,
                    row,
                    name,
                    mutator,
                    DatumValues.datum(name, given, value).toJson(given));
        }
        return this;
    }

    private void mutate(String table, UUID row, String column, String mutator, Json argument) {
        Json mutation = Json.array(Json.of(column), Json.of(mutator), argument);
        add(operation("mutate", table, row).with("mutations", Json.array(mutation)));
    }

    @Override
    public CompletableFuture<Long> increment(String table, UUID row, String column) {
        CompletableFuture<Long> value = new CompletableFuture<>();
        if (column(table, column) == null) {
            value.completeExceptionally(new OvsdbClientException("the server's schema has no column " + column
                    + " in a table " + table + " that could be incremented"));
            return value;
        }
        mutate(table, row, column, "+=", Json.of(1));
        increments.add(new TransactionRequest.Increment(operations.size(), column, value));
        incremented.add(value);
        add(operation("select", table, row).with("columns", Json.array(Json.of(column))));
        return value;
    }

    @Override
    public ReplicaTransaction verify(String table, UUID row, String column) {
        RowView seen = row(table, row);
        if (seen != null) {
            verification.add(table, seen, column);
        }
        return this;
    }

    @Override
    public ReplicaTransaction verify(String table, UUID row) {
        RowView seen = row(table, row);
        if (seen != null) {
            seen.columns(null).forEach(column -> verification.add(table, seen, column));
        }
        return this;
    }

    @Override
    public @Nullable ReplicaRow read(String table, UUID row) {
        RowView seen = row(table, row);
        return seen == null ? null : new VerifiedRow(seen, column -> verification.add(table, seen, column));
    }

    @Override
    public ReplicaTransaction comment(String text) {
        operations.add(Json.object().with("op", Json.of("comment")).with("comment", Json.of(text)));
        return this;
    }

    @Override
    public ReplicaTransaction durable() {
        durable = true;
        return this;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public boolean isEmpty() {
        return !work;
    }

    @Override
    public CompletableFuture<TransactionResult> submit() {
        if (sent) {
            throw new IllegalStateException("this transaction was sent before: begin a new one");
        }
        sent = true;
        CompletableFuture<TransactionResult> result = send();
        if (incremented.isEmpty()) {
            return result;
        }
        // Whoever has waited for the result finds the numbers settled too.
        return result.thenApply(done -> {
            incremented.forEach(
                    each -> each.completeExceptionally(new OvsdbClientException(done.status(), done.message())));
            return done;
        });
    }

    private CompletableFuture<TransactionResult> send() {
        if (aborted) {
            return CompletableFuture.completedFuture(
                    new TransactionResult(TransactionStatus.ABORTED, "the transaction was given up"));
        } else if (replica == null) {
            return CompletableFuture.completedFuture(new TransactionResult(
                    TransactionStatus.TRY_AGAIN, "there is no replica yet on which a transaction could be based"));
        } else if (!work) {
            return CompletableFuture.completedFuture(TransactionResult.UNCHANGED);
        }
        List<Json> all = verification.operations();
        int before = all.size();
        all.addAll(operations);
        if (durable) {
            all.add(Json.object().with("op", Json.of("commit")).with("durable", Json.TRUE));
        }
        return sender.apply(new TransactionRequest(
                all, increments.stream().map(each -> each.after(before)).toList()));
    }
}
