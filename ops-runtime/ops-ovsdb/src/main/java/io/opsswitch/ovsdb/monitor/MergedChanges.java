/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.RowChange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Several transactions as one, as far as a monitor looks at their tables: each row from its version before the first to
 * that after the last; what was inserted and deleted leaves nothing. Not safe for use by several threads.
 */
final class MergedChanges {

    private final MonitorSpec spec;
    private final Map<String, Map<UUID, RowChange>> tables = new LinkedHashMap<>();

    MergedChanges(MonitorSpec spec) {
        this.spec = spec;
    }

    MonitorSpec spec() {
        return spec;
    }

    void add(ChangeSet changes) {
        changes.tables().forEach((name, table) -> {
            if (spec.tables().containsKey(name)) {
                Map<UUID, RowChange> rows = tables.computeIfAbsent(name, n -> new LinkedHashMap<>());
                for (RowChange change : table.rows()) {
                    rows.merge(change.uuid(), change, RowChange::then);
                }
            }
        });
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    void forEach(BiConsumer<String, Collection<RowChange>> action) {
        tables.forEach((name, rows) -> action.accept(name, rows.values()));
    }
}
