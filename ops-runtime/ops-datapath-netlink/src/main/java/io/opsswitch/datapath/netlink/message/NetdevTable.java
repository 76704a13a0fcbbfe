/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_win_netdev}, by which Windows tells of a network interface. */
public final class NetdevTable {
    /** Read an interface. */
    public static final int CMD_GET = 1;
    /** Number of its port. */
    public static final int PORT_NO = 1;
    /** Type of its port. */
    public static final int TYPE = 2;
    /** Its name. */
    public static final int NAME = 3;
    /** Its Ethernet address. */
    public static final int MAC_ADDR = 4;
    /** Its MTU. */
    public static final int MTU = 5;
    /** Its flags. */
    public static final int IF_FLAGS = 6;
    /** Flag: up. */
    public static final int FLAG_UP = 1;
    /** Flag: promiscuous. */
    public static final int FLAG_PROMISC = 2;

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_win_netdev")
            .number(PORT_NO, "port_no", Kind.U32)
            .number(TYPE, "type", Kind.U32)
            .string(NAME, "name", PortTable.NAME_SIZE)
            .bytes(MAC_ADDR, "mac_addr", 6, 6, 1)
            .number(MTU, "mtu", Kind.U32)
            .number(IF_FLAGS, "if_flags", Kind.U32);

    private NetdevTable() {}
}
