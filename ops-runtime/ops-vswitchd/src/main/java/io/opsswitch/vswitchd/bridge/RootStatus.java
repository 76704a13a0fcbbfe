/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.datapath.DatapathFeature;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Datapath;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import io.opsswitch.vswitchd.db.OpenVSwitchDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Open_vSwitch row says about the switch itself. Stateless. */
final class RootStatus {

    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    private RootStatus() {}

    /** Write what is so from the start. */
    static void write(OpenVSwitch root, Datapaths datapaths, TypedTransaction transaction) {
        root.edit(transaction)
                .ovsVersion(ProgramVersion.OPEN_VSWITCH)
                .dbVersion(OpenVSwitchDatabase.VERSION)
                .ifaceTypes(datapaths.interfaceTypes())
                .datapathTypes(datapaths.types())
                .dpdkInitialized(false);
    }

    /**
     * Write what the datapaths can do that somebody has made rows for; of a type that no bridge has nothing is known. A key
     * that nobody here knows stays.
     */
    static void writeCapabilities(OpenVSwitch root, List<Backer> backers, TypedTransaction transaction) {
        for (Backer backer : backers) {
            Datapath row = root.datapaths().get(backer.datapath().type());
            if (row == null || !row.hasCapabilities()) {
                continue;
            }
            Map<String, String> written = row.capabilities();
            DatapathFeature.capabilities(backer.datapath().abilities()).forEach((name, value) -> {
                if (!value.equals(written.get(name))) {
                    row.edit(transaction).putInCapabilities(name, value);
                }
            });
        }
    }

    /**
     * Write what system this is, unless something is there already: what start scripts and administrators have set wins,
     * also when they do so right now.
     */
    static void writeSystem(OpenVSwitch root, TypedTransaction transaction) {
        Map<String, String> system = systemRelease();
        if (root.hasSystemType() && root.systemType() == null) {
            root.edit(transaction).verifySystemType().systemType(system.getOrDefault("ID", "unknown"));
        }
        if (root.hasSystemVersion() && root.systemVersion() == null) {
            root.edit(transaction).verifySystemVersion().systemVersion(system.getOrDefault("VERSION_ID", "unknown"));
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
