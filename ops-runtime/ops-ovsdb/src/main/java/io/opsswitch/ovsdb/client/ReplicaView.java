/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One state of a replica. Immutable: tables that do not change are shared with the next state. */
final class ReplicaView implements Replica {

    private final DatabaseSchema schema;
    private final Map<String, Map<UUID, ReplicaRow>> tables;

    ReplicaView(DatabaseSchema schema, Map<String, Map<UUID, ReplicaRow>> tables) {
        this.schema = schema;
        this.tables = tables;
    }

    DatabaseSchema schema() {
        return schema;
    }

    @Override
    public boolean hasTable(String table) {
        return schema.table(table) != null;
    }

    @Override
    public boolean hasColumn(String table, String column) {
        TableSchema found = schema.table(table);
        return found != null && found.column(column) != null;
    }

    @Override
    public Collection<ReplicaRow> rows(String table) {
        return Collections.unmodifiableCollection(
                tables.getOrDefault(table, Map.of()).values());
    }

    @Override
    public @Nullable ReplicaRow row(String table, UUID uuid) {
        return tables.getOrDefault(table, Map.of()).get(uuid);
    }
}
