/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import java.util.Map;
import java.util.TreeMap;

/** The figures of {@code memory/show}, counted as Open vSwitch counts them. For the engine's thread. */
final class MemoryReport {

    private final Map<String, Long> figures = new TreeMap<>();

    private MemoryReport() {}

    static Map<String, Long> of(OvsdbServer server) {
        MemoryReport report = new MemoryReport();
        for (ServedDatabase served : server.databases().byName().values()) {
            report.add("atoms", served.database().atoms());
            report.add("cells", served.database().cells());
            report.add("monitors", served.hub().distinct());
            report.add("triggers", served.waitingCount());
            report.add("txn-history", served.hub().history().size());
            report.add("txn-history-atoms", served.hub().history().atoms());
        }
        report.add("sessions", server.sessions().size());
        server.sessions().forEach(session -> report.add("backlog", session.backlog()));
        return report.figures;
    }

    private void add(String name, long value) {
        figures.merge(name, value, Long::sum);
    }
}
