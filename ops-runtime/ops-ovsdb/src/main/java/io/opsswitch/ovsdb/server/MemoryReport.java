/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of {@code memory/show}, counted as Open vSwitch counts them. Made on the engine's thread, and finished on
 * any: what takes long, to count the values of all rows, does not hold up the engine.
 */
final class MemoryReport {

    private final Map<String, Long> figures = new TreeMap<>();
    private final List<Database.Snapshot> snapshots = new ArrayList<>();

    private MemoryReport() {}

    static MemoryReport start(OvsdbServer server) {
        MemoryReport report = new MemoryReport();
        for (ServedDatabase served : server.databases().byName().values()) {
            report.snapshots.add(served.database().snapshot());
            report.add("cells", served.database().cells());
            report.add("monitors", served.hub().distinct());
            report.add("triggers", served.waitingCount());
            report.add("txn-history", served.hub().history().size());
            report.add("txn-history-atoms", served.hub().history().atoms());
        }
        report.add("sessions", server.sessions().size());
        server.sessions().forEach(session -> report.add("backlog", session.backlog()));
        return report;
    }

    private void add(String name, long value) {
        figures.merge(name, value, Long::sum);
    }

    Map<String, Long> finish() {
        for (Database.Snapshot snapshot : snapshots) {
            for (List<Row> rows : snapshot.tables().values()) {
                add("atoms", rows.stream().mapToLong(Row::atoms).sum());
            }
        }
        return figures;
    }
}
