/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/** The families of datapath messages. */
public enum Family {
    /** Datapaths. */
    DATAPATH("ovs_datapath", 2, 0x12),
    /** Packets: upcalls and executions. */
    PACKET("ovs_packet", 1, 0x13),
    /** Ports. */
    VPORT("ovs_vport", 1, 0x14),
    /** Flows. */
    FLOW("ovs_flow", 1, 0x15),
    /** What Windows tells of a network interface. */
    WINDOWS_NETDEV("ovs_win_netdev", 1, 0x16),
    /** Limits of connection tracking zones. */
    CT_LIMIT("ovs_ct_limit", 1, 0x18),
    /** Meters. */
    METER("ovs_meter", 1, 0x19);

    private final String title;
    private final int version;
    private final int windowsNumber;

    Family(String title, int version, int windowsNumber) {
        this.title = title;
        this.version = version;
        this.windowsNumber = windowsNumber;
    }

    /** Return the name by which a Linux kernel is asked for its number. */
    public String title() {
        return title;
    }

    /** Return the version that requests carry. */
    public int version() {
        return version;
    }

    /** Return the fixed number on Windows. */
    public int windowsNumber() {
        return windowsNumber;
    }
}
