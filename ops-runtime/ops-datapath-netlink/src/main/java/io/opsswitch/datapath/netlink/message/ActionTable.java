/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.netlink.message.StructField.Order;
import io.opsswitch.datapath.netlink.message.StructField.Style;

/** The attributes of actions: numbers {@code OVS_ACTION_ATTR_*}, which are those of {@link Action}. */
final class ActionTable {
    static final int USERSPACE_PID = 1;
    static final int USERSPACE_USERDATA = 2;
    static final int USERSPACE_EGRESS_TUN_PORT = 3;
    static final int USERSPACE_ACTIONS = 4;
    static final int SAMPLE_PROBABILITY = 1;
    static final int SAMPLE_ACTIONS = 2;
    static final int CT_COMMIT = 1;
    static final int CT_ZONE = 2;
    static final int CT_MARK = 3;
    static final int CT_LABELS = 4;
    static final int CT_HELPER = 5;
    static final int CT_NAT = 6;
    static final int CT_FORCE_COMMIT = 7;
    static final int CT_EVENTMASK = 8;
    static final int CT_TIMEOUT = 9;
    static final int NAT_SRC = 1;
    static final int NAT_DST = 2;
    static final int NAT_IP_MIN = 3;
    static final int NAT_IP_MAX = 4;
    static final int NAT_PROTO_MIN = 5;
    static final int NAT_PROTO_MAX = 6;
    static final int NAT_PERSISTENT = 7;
    static final int NAT_PROTO_HASH = 8;
    static final int NAT_PROTO_RANDOM = 9;
    static final int LENGTH_PKT_LEN = 1;
    static final int LENGTH_GREATER = 2;
    static final int LENGTH_LESS_EQUAL = 3;
    static final int DEC_TTL_ACTION = 1;
    static final int PSAMPLE_GROUP = 1;
    static final int PSAMPLE_COOKIE = 2;

    private static final AttributeTable USERSPACE = new AttributeTable("userspace")
            .number(USERSPACE_PID, "pid", Kind.U32)
            .bytes(USERSPACE_USERDATA, "userdata", 0, AttributeTable.MAX_PAYLOAD, 1)
            .number(USERSPACE_EGRESS_TUN_PORT, "egress_tun_port", Kind.U32)
            .flag(USERSPACE_ACTIONS, "actions");

    private static final AttributeTable NAT = new AttributeTable("nat")
            .flag(NAT_SRC, "src")
            .flag(NAT_DST, "dst")
            .bytes(NAT_IP_MIN, "ip_min", 4, 16, 4)
            .bytes(NAT_IP_MAX, "ip_max", 4, 16, 4)
            .number(NAT_PROTO_MIN, "proto_min", Kind.U16)
            .number(NAT_PROTO_MAX, "proto_max", Kind.U16)
            .flag(NAT_PERSISTENT, "persistent")
            .flag(NAT_PROTO_HASH, "proto_hash")
            .flag(NAT_PROTO_RANDOM, "proto_random");

    static final StructLayout MARK = hex("value", 4, Order.MACHINE)
            .plain("mask", 4, Order.MACHINE, Style.HEX)
            .build();
    static final StructLayout LABELS = hex("low", 8, Order.MACHINE)
            .plain("high", 8, Order.MACHINE, Style.HEX)
            .plain("mask_low", 8, Order.MACHINE, Style.HEX)
            .plain("mask_high", 8, Order.MACHINE, Style.HEX)
            .build();

    private static final AttributeTable CT = new AttributeTable("ct")
            .flag(CT_COMMIT, "commit")
            .number(CT_ZONE, "zone", Kind.U16)
            .struct(CT_MARK, "mark", MARK)
            .struct(CT_LABELS, "labels", LABELS)
            .string(CT_HELPER, "helper", 16)
            .nest(CT_NAT, "nat", NAT)
            .flag(CT_FORCE_COMMIT, "force_commit")
            .number(CT_EVENTMASK, "eventmask", Kind.U32)
            .string(CT_TIMEOUT, "timeout", 32);

    private static final AttributeTable PSAMPLE = new AttributeTable("psample")
            .number(PSAMPLE_GROUP, "group", Kind.U32)
            .bytes(PSAMPLE_COOKIE, "cookie", 1, 16, 1);

    static final StructLayout PUSH_VLAN = hex("tpid", 2, Order.NETWORK)
            .plain("tci", 2, Order.NETWORK, Style.HEX)
            .build();
    static final StructLayout HASH =
            StructLayout.of().number("alg", 4).number("basis", 4).build();
    static final StructLayout PUSH_MPLS = hex("lse", 4, Order.NETWORK)
            .plain("type", 2, Order.NETWORK, Style.HEX)
            .pad(2)
            .build();
    static final StructLayout ADD_MPLS = hex("lse", 4, Order.NETWORK)
            .plain("type", 2, Order.NETWORK, Style.HEX)
            .plain("flags", 2, Order.MACHINE, Style.HEX)
            .build();
    static final StructLayout PUSH_ETH = StructLayout.of()
            .plain("src", 6, Order.NETWORK, Style.MAC)
            .plain("dst", 6, Order.NETWORK, Style.MAC)
            .build();

    static final AttributeTable TABLE = new AttributeTable("actions");

    static {
        AttributeTable sample = new AttributeTable("sample")
                .number(SAMPLE_PROBABILITY, "probability", Kind.U32)
                .nest(SAMPLE_ACTIONS, "actions", TABLE);
        AttributeTable length = new AttributeTable("check_pkt_len")
                .number(LENGTH_PKT_LEN, "pkt_len", Kind.U16)
                .nest(LENGTH_GREATER, "if_greater", TABLE)
                .nest(LENGTH_LESS_EQUAL, "if_less_equal", TABLE);
        AttributeTable decTtl = new AttributeTable("dec_ttl").nest(DEC_TTL_ACTION, "action", TABLE);
        TABLE.number(Action.OUTPUT, "output", Kind.U32)
                .nest(Action.USERSPACE, "userspace", USERSPACE)
                .nest(Action.SET, "set", KeyTable.TABLE)
                .struct(Action.PUSH_VLAN, "push_vlan", PUSH_VLAN)
                .flag(Action.POP_VLAN, "pop_vlan")
                .nest(Action.SAMPLE, "sample", sample)
                .number(Action.RECIRC, "recirc", Kind.U32)
                .struct(Action.HASH, "hash", HASH)
                .struct(Action.PUSH_MPLS, "push_mpls", PUSH_MPLS)
                .number(Action.POP_MPLS, "pop_mpls", Kind.BE16)
                .nest(Action.SET_MASKED, "set_masked", KeyTable.MASKED)
                .nest(Action.CT, "ct", CT)
                .number(Action.TRUNC, "trunc", Kind.U32)
                .struct(Action.PUSH_ETH, "push_eth", PUSH_ETH)
                .flag(Action.POP_ETH, "pop_eth")
                .flag(Action.CT_CLEAR, "ct_clear")
                .nest(Action.PUSH_NSH, "push_nsh", KeyTable.TABLE)
                .flag(Action.POP_NSH, "pop_nsh")
                .number(Action.METER, "meter", Kind.U32)
                .nest(Action.CLONE, "clone", TABLE)
                .nest(Action.CHECK_PKT_LEN, "check_pkt_len", length)
                .struct(Action.ADD_MPLS, "add_mpls", ADD_MPLS)
                .nest(Action.DEC_TTL, "dec_ttl", decTtl)
                .number(Action.DROP, "drop", Kind.U32)
                .nest(Action.PSAMPLE, "psample", PSAMPLE);
    }

    private ActionTable() {}

    private static StructLayout.Builder hex(String name, int size, Order order) {
        return StructLayout.of().plain(name, size, order, Style.HEX);
    }
}
