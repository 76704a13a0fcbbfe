/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import java.util.Locale;
import java.util.Map;

/** The types of ports as people have them. Stateless. */
public final class ShownPorts {

    /** Devices of these names are tunnels that were made with other means than the datapath's. */
    private static final Map<String, String> BY_NAME = Map.of(
            "vxlan_sys",
            "vxlan",
            "genev_sys",
            "geneve",
            "gre_sys",
            "gre",
            "erspan_sys",
            "erspan",
            "ip6gre_sys",
            "ip6gre",
            "gtpu_sys",
            "gtpu",
            "bareudp_sys",
            "bareudp",
            "srv6_sys",
            "srv6");

    private ShownPorts() {}

    /** Return the interface type of a port of the kernel. */
    public static String type(PortInfo port) {
        if (port.type() == PortType.NETDEV) {
            for (Map.Entry<String, String> each : BY_NAME.entrySet()) {
                if (port.name().startsWith(each.getKey())) {
                    return each.getValue();
                }
            }
            return "system";
        }
        return port.type() == PortType.UNKNOWN ? "unknown" : port.type().name().toLowerCase(Locale.ROOT);
    }
}
