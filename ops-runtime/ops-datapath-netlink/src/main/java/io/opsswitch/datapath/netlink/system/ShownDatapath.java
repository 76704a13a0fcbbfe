/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.DatapathStatistics;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** A datapath of the kernel as dpctl(8) shows it. Stateless. */
public final class ShownDatapath {

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

    private ShownDatapath() {}

    /** Return what a datapath counts of itself. */
    public static DatapathStatistics statistics(DatapathInfo info, Capabilities capabilities) {
        boolean hasMasks = capabilities.megaflows();
        return new DatapathStatistics(
                info.hits(),
                info.missed(),
                info.lost(),
                info.flows(),
                hasMasks ? info.masks() : -1,
                info.maskHits(),
                // Kernels that do not count it say 0.
                hasMasks && info.cacheHits() != 0 ? info.cacheHits() : -1,
                info.masksCacheSize());
    }

    /** Return all ports of a datapath in the order of their numbers. */
    public static List<Port> ports(KernelDatapath kernel, Links links) throws NetlinkException {
        List<Port> all = new ArrayList<>();
        for (PortInfo info : kernel.ports().list()) {
            NewPort same = NewPort.of(info.name(), info.type(), 0);
            all.add(new SystemPort(info.number(), info.name(), type(info), links, number -> info, same));
        }
        all.sort(Comparator.comparingInt(Port::number));
        return all;
    }

    /** Return all flows of a datapath; times become those of another clock. */
    public static List<ShownFlow> flows(KernelDatapath kernel, Capabilities capabilities, LongUnaryOperator usedTime)
            throws NetlinkException {
        return new SystemFlows(kernel.flows(), capabilities.flowIds(), usedTime).show();
    }

    /** Return the interface type of a port of the kernel. */
    private static String type(PortInfo port) {
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
