/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.Controller;
import io.opsswitch.vswitchd.db.Datapath;
import io.opsswitch.vswitchd.db.FlowTable;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.Manager;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import io.opsswitch.vswitchd.db.Port;
import io.opsswitch.vswitchd.db.SSL;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.PriorityTags;
import io.opsswitch.vswitchd.ofproto.VlanMode;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration out of a replica. What contradicts itself is left out with a warning: a switch goes on with
 * the rest. Used once for one replica.
 */
final class ConfigReader {

    private static final int MAX_VLAN = 4095;

    private final List<String> warnings = new ArrayList<>();
    private final Set<String> bridgeNames = new HashSet<>();
    private final Set<String> interfaceNames = new HashSet<>();

    private boolean awaitsFlows;

    private ConfigReader(boolean mayAwaitFlows) {
        this.awaitsFlows = mayAwaitFlows;
    }

    /** The columns that the core reads or writes, by table. */
    static Map<String, Set<String>> columns() {
        return Map.of(
                OpenVSwitch.TABLE,
                Set.of(
                        OpenVSwitch.Column.BRIDGES,
                        OpenVSwitch.Column.NEXT_CFG,
                        OpenVSwitch.Column.CUR_CFG,
                        OpenVSwitch.Column.OTHER_CONFIG,
                        OpenVSwitch.Column.OVS_VERSION,
                        OpenVSwitch.Column.DB_VERSION,
                        OpenVSwitch.Column.IFACE_TYPES,
                        OpenVSwitch.Column.DATAPATHS,
                        OpenVSwitch.Column.DATAPATH_TYPES,
                        OpenVSwitch.Column.DPDK_INITIALIZED,
                        OpenVSwitch.Column.SYSTEM_TYPE,
                        OpenVSwitch.Column.SYSTEM_VERSION,
                        OpenVSwitch.Column.MANAGER_OPTIONS,
                        OpenVSwitch.Column.SSL),
                Datapath.TABLE,
                Set.of(Datapath.Column.CAPABILITIES),
                Manager.TABLE,
                Set.of(Manager.Column.TARGET, Manager.Column.CONNECTION_MODE),
                SSL.TABLE,
                Set.of(
                        SSL.Column.PRIVATE_KEY,
                        SSL.Column.CERTIFICATE,
                        SSL.Column.CA_CERT,
                        SSL.Column.BOOTSTRAP_CA_CERT),
                FlowTable.TABLE,
                FlowTableReader.COLUMNS,
                Controller.TABLE,
                ControllerReader.COLUMNS,
                Bridge.TABLE,
                Set.of(
                        Bridge.Column.NAME,
                        Bridge.Column.PORTS,
                        Bridge.Column.DATAPATH_TYPE,
                        Bridge.Column.DATAPATH_ID,
                        Bridge.Column.DATAPATH_VERSION,
                        Bridge.Column.CONTROLLER,
                        Bridge.Column.PROTOCOLS,
                        Bridge.Column.FLOW_TABLES,
                        Bridge.Column.FAIL_MODE,
                        Bridge.Column.FLOOD_VLANS,
                        Bridge.Column.OTHER_CONFIG,
                        Bridge.Column.STATUS),
                Port.TABLE,
                Set.of(
                        Port.Column.NAME,
                        Port.Column.INTERFACES,
                        Port.Column.TAG,
                        Port.Column.TRUNKS,
                        Port.Column.VLAN_MODE,
                        Port.Column.CVLANS,
                        Port.Column.PROTECTED,
                        Port.Column.STATUS,
                        Port.Column.OTHER_CONFIG),
                Interface.TABLE,
                Set.of(
                        Interface.Column.NAME,
                        Interface.Column.TYPE,
                        Interface.Column.OPTIONS,
                        Interface.Column.OTHER_CONFIG,
                        Interface.Column.MAC,
                        Interface.Column.MAC_IN_USE,
                        Interface.Column.MTU,
                        Interface.Column.MTU_REQUEST,
                        Interface.Column.OFPORT,
                        Interface.Column.OFPORT_REQUEST,
                        Interface.Column.ERROR,
                        Interface.Column.ADMIN_STATE,
                        Interface.Column.LINK_STATE,
                        Interface.Column.LINK_SPEED,
                        Interface.Column.DUPLEX,
                        Interface.Column.LINK_RESETS,
                        Interface.Column.IFINDEX,
                        Interface.Column.STATISTICS,
                        Interface.Column.STATUS));
    }

    /**
     * Return the configuration, or null if the database has no Open_vSwitch row yet.
     *
     * @param mayAwaitFlows whether the switch has just started, so that {@code flow-restore-wait} has a meaning
     */
    static @Nullable SwitchConfig read(Replica replica, boolean mayAwaitFlows) {
        OpenVSwitch root = OpenVSwitch.only(replica);
        return root == null ? null : new ConfigReader(mayAwaitFlows).readSwitch(root);
    }

    private SwitchConfig readSwitch(OpenVSwitch root) {
        List<BridgeConfig> bridges = new ArrayList<>();
        awaitsFlows &= Boolean.parseBoolean(root.otherConfig().getOrDefault("flow-restore-wait", "false"));
        for (Bridge row : sorted(root.bridges(), Bridge::name)) {
            BridgeConfig bridge = readBridge(row);
            if (bridge != null) {
                bridges.add(bridge);
            }
        }
        List<String> managers = root.managerOptions().stream()
                .filter(manager -> !ControllerReader.OUT_OF_BAND.equals(manager.connectionMode()))
                .map(Manager::target)
                .toList();
        return new SwitchConfig(
                root.uuid(),
                root.nextCfg(),
                root.otherConfig(),
                awaitsFlows,
                bridges,
                tls(root.ssl()),
                managers,
                warnings);
    }

    private static TlsSettings tls(@Nullable SSL row) {
        return row == null
                ? TlsSettings.NONE
                : new TlsSettings(
                        text(row.privateKey()),
                        text(row.certificate()),
                        text(row.caCert()),
                        row.bootstrapCaCert(),
                        null,
                        null,
                        null,
                        null);
    }

    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }

    private @Nullable BridgeConfig readBridge(Bridge row) {
        String name = row.name();
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
        for (Port port : sorted(row.ports(), Port::name)) {
            ports.add(readPort(port, name));
        }
        Set<OpenFlowVersion> versions = ControllerReader.versions(row, warnings::add);
        return new BridgeConfig(
                row.uuid(),
                name,
                row.datapathType(),
                row.otherConfig(),
                vlans(row.floodVlans()),
                Bridge.FailMode.SECURE.equals(row.failMode()),
                FlowTableReader.read(row, warnings::add),
                versions,
                ControllerReader.controllers(row, versions, warnings::add),
                awaitsFlows,
                ports);
    }

    private PortConfig readPort(Port row, String bridge) {
        String name = row.name();
        List<InterfaceConfig> interfaces = new ArrayList<>();
        for (Interface each : sorted(row.interfaces(), Interface::name)) {
            String interfaceName = each.name();
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
        return new PortConfig(row.uuid(), name, readVlans(row, name), row.protected_(), interfaces);
    }

    private VlanSettings readVlans(Port row, String port) {
        String text = row.vlanMode("");
        long tag = row.tag(-1);
        Set<Integer> trunks = vlans(row.trunks());
        VlanMode mode = switch (text) {
            case "" -> tag >= 0 ? VlanMode.ACCESS : VlanMode.TRUNK;
            case Port.VlanMode.ACCESS -> VlanMode.ACCESS;
            case Port.VlanMode.TRUNK -> VlanMode.TRUNK;
            case Port.VlanMode.NATIVE_TAGGED -> VlanMode.NATIVE_TAGGED;
            case Port.VlanMode.NATIVE_UNTAGGED -> VlanMode.NATIVE_UNTAGGED;
            case Port.VlanMode.DOT1Q_TUNNEL -> VlanMode.DOT1Q_TUNNEL;
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
        return new VlanSettings(
                mode,
                hasTag ? (int) tag : 0,
                trunks,
                row.hasCvlans() ? vlans(row.cvlans()) : Set.of(),
                row.otherConfig().getOrDefault("qinq-ethtype", "").equals("802.1q")
                        ? EtherType.VLAN
                        : EtherType.VLAN_SERVICE,
                switch (row.otherConfig().getOrDefault("priority-tags", "")) {
                    case "if-nonzero", "true" -> PriorityTags.IF_NONZERO;
                    case "always" -> PriorityTags.ALWAYS;
                    default -> PriorityTags.NEVER;
                });
    }

    private InterfaceConfig readInterface(Interface row, String name, String bridge) {
        String type = row.type();
        String mac = row.mac("");
        long address = mac.isEmpty() ? 0 : MacAddresses.parse(mac).orElse(-1);
        if (address < 0 || MacAddresses.isMulticast(address)) {
            warnings.add("interface " + name + ": ignoring mac \"" + mac + "\": not the address of a station");
            address = 0;
        }
        return new InterfaceConfig(
                row.uuid(),
                name,
                name.equals(bridge) ? InterfaceConfig.INTERNAL : type.isEmpty() ? "system" : type,
                row.options(),
                row.otherConfig(),
                address,
                (int) row.mtuRequest(0),
                (int) row.ofportRequest(0));
    }

    /** Return rows in the order of their names: an order that outlives the process. */
    private static <T> List<T> sorted(List<T> rows, Function<T, String> name) {
        return rows.stream().sorted(Comparator.comparing(name)).toList();
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
