/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Open_vSwitch row says about the switch itself. Stateless. */
final class RootStatus {

    /**
     * The version of Open vSwitch whose contract this switch keeps. A plain number, since deployment tools split it at
     * the dots and compare.
     */
    static final String OVS_VERSION = "3.7.1";
    /** The version of the schema whose tables and columns the switch knows. */
    static final String DB_VERSION = "8.8.0";

    private static final String TABLE = "Open_vSwitch";
    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    private RootStatus() {}

    /** Write what is so from the start. */
    static void write(ReplicaRow root, Datapaths datapaths, ReplicaTransaction transaction) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("ovs_version", OVS_VERSION);
        columns.put("db_version", DB_VERSION);
        columns.put("iface_types", datapaths.interfaceTypes());
        columns.put("datapath_types", datapaths.types());
        columns.put("dpdk_initialized", false);
        transaction.update(TABLE, root.uuid(), columns);
    }

    /**
     * Write what system this is, unless something is there already: what start scripts and administrators have set wins,
     * also when they do so right now.
     */
    static void writeSystem(ReplicaRow root, ReplicaTransaction transaction) {
        Map<String, String> system = systemRelease();
        writeOnce(root, "system_type", system.getOrDefault("ID", "unknown"), transaction);
        writeOnce(root, "system_version", system.getOrDefault("VERSION_ID", "unknown"), transaction);
    }

    private static void writeOnce(ReplicaRow root, String column, String value, ReplicaTransaction transaction) {
        if (root.has(column) && root.string(column) == null) {
            transaction.verify(TABLE, root.uuid(), column);
            transaction.update(TABLE, root.uuid(), Map.of(column, value));
        }
    }

    private static Map<String, String> systemRelease() {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines;
        try {
            lines = Files.isReadable(OS_RELEASE)
                    ? Files.readAllLines(OS_RELEASE, StandardCharsets.UTF_8)
                    : List.of("ID=" + System.getProperty("os.name"), "VERSION_ID=" + System.getProperty("os.version"));
        } catch (IOException e) {
            return values;
        }
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
            }
        }
        return values;
    }
}
