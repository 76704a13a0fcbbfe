/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.VlanMode;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration out of a replica. What contradicts itself is left out with a warning: a switch goes on with
 * the rest. Used once for one replica.
 */
final class ConfigReader {

    private static final int MAX_VLAN = 4095;

    private final Replica replica;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> bridgeNames = new HashSet<>();
    private final Set<String> interfaceNames = new HashSet<>();

    private ConfigReader(Replica replica) {
        this.replica = replica;
    }

    /** The columns that the core reads or writes, by table. */
    static Map<String, Set<String>> columns() {
        return Map.of(
                "Open_vSwitch",
                Set.of(
                        "bridges",
                        "next_cfg",
                        "cur_cfg",
                        "other_config",
                        "ovs_version",
                        "db_version",
                        "iface_types",
                        "datapath_types",
                        "dpdk_initialized",
                        "system_type",
                        "system_version"),
                "Bridge",
                Set.of(
                        "name",
                        "ports",
                        "datapath_type",
                        "datapath_id",
                        "datapath_version",
                        "controller",
                        "fail_mode",
                        "flood_vlans",
                        "other_config",
                        "status"),
                "Port",
                Set.of("name", "interfaces", "tag", "trunks", "vlan_mode", "protected", "status", "other_config"),
                "Interface",
                Set.of(
                        "name",
                        "type",
                        "options",
                        "mac",
                        "mac_in_use",
                        "mtu",
                        "mtu_request",
                        "ofport",
                        "ofport_request",
                        "error",
                        "admin_state",
                        "link_state",
                        "link_speed",
                        "duplex",
                        "link_resets",
                        "ifindex",
                        "statistics",
                        "status"));
    }

    /** Return the configuration, or null if the database has no Open_vSwitch row yet. */
    static @Nullable SwitchConfig read(Replica replica) {
        Collection<ReplicaRow> roots = replica.rows("Open_vSwitch");
        return roots.isEmpty()
                ? null
                : new ConfigReader(replica).readSwitch(roots.iterator().next());
    }

    private SwitchConfig readSwitch(ReplicaRow root) {
        List<BridgeConfig> bridges = new ArrayList<>();
        for (ReplicaRow row : rows("Bridge", root.uuids("bridges"))) {
            BridgeConfig bridge = readBridge(row);
            if (bridge != null) {
                bridges.add(bridge);
            }
        }
        return new SwitchConfig(root.uuid(), root.integer("next_cfg", 0), root.map("other_config"), bridges, warnings);
    }

    private @Nullable BridgeConfig readBridge(ReplicaRow row) {
        String name = text(row, "name");
        if (name.isEmpty() || name.contains("/")) {
            // A slash would let the name reach into other folders once it becomes part of a socket's name.
            warnings.add(
                    "ignoring bridge with invalid name \"" + name + "\": a name may neither be empty nor have a /");
            return null;
        }
        if (!bridgeNames.add(name)) {
            warnings.add("bridge " + name + ": another bridge has this name already, ignoring this one");
            return null;
        }
        List<PortConfig> ports = new ArrayList<>();
        for (ReplicaRow port : rows("Port", row.uuids("ports"))) {
            ports.add(readPort(port, name));
        }
        return new BridgeConfig(
                row.uuid(),
                name,
                text(row, "datapath_type"),
                row.map("other_config"),
                vlans(row.integers("flood_vlans")),
                text(row, "fail_mode").equals("secure"),
                !row.uuids("controller").isEmpty(),
                ports);
    }

    private PortConfig readPort(ReplicaRow row, String bridge) {
        String name = text(row, "name");
        List<InterfaceConfig> interfaces = new ArrayList<>();
        for (ReplicaRow each : rows("Interface", row.uuids("interfaces"))) {
            String interfaceName = text(each, "name");
            if (interfaceNames.add(interfaceName)) {
                interfaces.add(readInterface(each, interfaceName, bridge));
            } else {
                warnings.add("bridge " + bridge + ": interface " + interfaceName + " is on another port already,"
                        + " ignoring it on port " + name);
            }
        }
        if (interfaces.size() > 1) {
            warnings.add("port " + name + ": has " + interfaces.size() + " interfaces, but this image cannot bond them;"
                    + " using only " + interfaces.get(0).name());
        }
        return new PortConfig(row.uuid(), name, readVlans(row, name), row.bool("protected", false), interfaces);
    }

    private VlanSettings readVlans(ReplicaRow row, String port) {
        String text = text(row, "vlan_mode");
        long tag = row.integer("tag", -1);
        Set<Integer> trunks = vlans(row.integers("trunks"));
        VlanMode mode = switch (text) {
            case "" -> tag >= 0 ? VlanMode.ACCESS : VlanMode.TRUNK;
            case "access" -> VlanMode.ACCESS;
            case "trunk" -> VlanMode.TRUNK;
            case "native-tagged" -> VlanMode.NATIVE_TAGGED;
            case "native-untagged" -> VlanMode.NATIVE_UNTAGGED;
            default -> {
                warnings.add("port " + port + ": vlan_mode \"" + text + "\" is not supported, falling back to trunk");
                yield VlanMode.TRUNK;
            }
        };
        if (mode == VlanMode.ACCESS && !trunks.isEmpty()) {
            warnings.add("port " + port + ": ignoring trunks in favor of implicit vlan");
            trunks = Set.of();
        }
        boolean hasTag = mode != VlanMode.TRUNK && tag >= 0 && tag <= MAX_VLAN;
        return new VlanSettings(mode, hasTag ? (int) tag : 0, trunks);
    }

    private InterfaceConfig readInterface(ReplicaRow row, String name, String bridge) {
        String type = text(row, "type");
        String mac = text(row, "mac");
        long address = mac.isEmpty() ? 0 : MacAddresses.parse(mac).orElse(-1);
        if (address < 0 || MacAddresses.isMulticast(address)) {
            warnings.add("interface " + name + ": ignoring mac \"" + mac + "\": not the address of a station");
            address = 0;
        }
        return new InterfaceConfig(
                row.uuid(),
                name,
                name.equals(bridge) ? InterfaceConfig.INTERNAL : type.isEmpty() ? "system" : type,
                row.map("options"),
                address,
                (int) row.integer("mtu_request", 0),
                (int) row.integer("ofport_request", 0));
    }

    /** Return the rows that are there, in the order of their names: an order that outlives the process. */
    private List<ReplicaRow> rows(String table, Set<UUID> uuids) {
        List<ReplicaRow> rows = new ArrayList<>(uuids.size());
        for (UUID uuid : uuids) {
            ReplicaRow row = replica.row(table, uuid);
            if (row != null) {
                rows.add(row);
            }
        }
        rows.sort((a, b) -> text(a, "name").compareTo(text(b, "name")));
        return rows;
    }

    private static String text(ReplicaRow row, String column) {
        String value = row.string(column);
        return value == null ? "" : value;
    }

    private static Set<Integer> vlans(Set<Long> numbers) {
        Set<Integer> vlans = new TreeSet<>();
        for (long number : numbers) {
            if (number >= 0 && number <= MAX_VLAN) {
                vlans.add((int) number);
            }
        }
        return vlans;
    }
}
