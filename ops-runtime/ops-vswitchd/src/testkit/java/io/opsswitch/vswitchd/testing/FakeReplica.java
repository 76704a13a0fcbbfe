/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;

/** What a client of a {@link FakeDatabase} sees: a copy of its tables. */
final class FakeReplica implements Replica {

    private final BiPredicate<String, String> exists;
    private final Map<String, Map<UUID, FakeRow>> rows = new HashMap<>();

    FakeReplica(Map<String, Map<UUID, Map<String, Object>>> tables, BiPredicate<String, String> exists) {
        this.exists = exists;
        tables.forEach((table, all) -> {
            Map<UUID, FakeRow> copy = new HashMap<>();
            all.forEach((uuid, columns) -> copy.put(
                    uuid,
                    new FakeRow(uuid, Map.copyOf(columns), column -> exists.test(table, column), column -> {})));
            rows.put(table, copy);
        });
    }

    @Override
    public boolean hasTable(String table) {
        return exists.test(table, "");
    }

    @Override
    public boolean hasColumn(String table, String column) {
        return exists.test(table, column);
    }

    @Override
    public Collection<ReplicaRow> rows(String table) {
        return Map.<UUID, ReplicaRow>copyOf(rows.getOrDefault(table, Map.of())).values();
    }

    @Override
    public FakeRow row(String table, UUID uuid) {
        return rows.getOrDefault(table, Map.of()).get(uuid);
    }

    @Override
    public ReplicaRow find(String table, Map<String, ?> columns) {
        return rows.getOrDefault(table, Map.of()).values().stream()
                .filter(row -> columns.entrySet().stream()
                        .allMatch(each -> FakeEdit.normal(each.getValue())
                                .equals(row.columns().get(each.getKey()))))
                .findFirst()
                .orElse(null);
    }
}
