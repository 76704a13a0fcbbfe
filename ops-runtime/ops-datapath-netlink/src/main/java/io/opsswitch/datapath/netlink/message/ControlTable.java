/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_win_control}, by which Windows' channels are managed. */
public final class ControlTable {
    /** Its fixed number. */
    public static final int FAMILY = 17;
    /** Wait for an event. */
    public static final int CMD_PEND_EVENTS = 0;
    /** Wait for an upcall. */
    public static final int CMD_PEND_PACKETS = 1;
    /** Join or leave a group. */
    public static final int CMD_SUBSCRIBE_GROUP = 2;
    /** Want upcalls or want them no longer. */
    public static final int CMD_SUBSCRIBE_PACKETS = 3;
    /** Tell protocol and number of the channel. */
    public static final int CMD_SOCKET_PROPERTIES = 6;
    /** Subscribing to a group: its number. */
    public static final int MCAST_GROUP = 0;
    /** Subscribing to a group: join or leave. */
    public static final int MCAST_JOIN = 1;
    /** Subscribing to packets: begin or end. */
    public static final int PACKET_SUBSCRIBE = 2;
    /** Subscribing to packets: number of the channel. */
    public static final int PACKET_PID = 3;
    /** Properties: protocol. */
    public static final int SOCKET_PROTO = 0;
    /** Properties: number of the channel. */
    public static final int SOCKET_PID = 1;

    /** The attributes of subscriptions. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_win_control")
            .number(MCAST_GROUP, "mcast_grp", Kind.U32)
            .number(MCAST_JOIN, "mcast_join", Kind.U8)
            .number(PACKET_SUBSCRIBE, "packet_subscribe", Kind.U8)
            .number(PACKET_PID, "packet_pid", Kind.U32);
    /** The attributes of {@link #CMD_SOCKET_PROPERTIES}, whose numbers mean something else. */
    public static final AttributeTable PROPERTIES = new AttributeTable("ovs_win_control")
            .number(SOCKET_PROTO, "socket_proto", Kind.U32)
            .number(SOCKET_PID, "socket_pid", Kind.U32);

    private ControlTable() {}
}
