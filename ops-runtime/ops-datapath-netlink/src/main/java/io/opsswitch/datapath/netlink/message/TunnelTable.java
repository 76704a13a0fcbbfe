/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.StructField.Order;
import io.opsswitch.datapath.netlink.message.StructField.Style;
import java.util.Locale;

/** The outer header of a tunnel in a flow key: numbers {@code OVS_TUNNEL_KEY_ATTR_*}. */
final class TunnelTable {
    static final int ID = 0;
    static final int IPV4_SRC = 1;
    static final int IPV4_DST = 2;
    static final int TOS = 3;
    static final int TTL = 4;
    static final int DONT_FRAGMENT = 5;
    static final int CSUM = 6;
    static final int OAM = 7;
    static final int GENEVE_OPTS = 8;
    static final int TP_SRC = 9;
    static final int TP_DST = 10;
    static final int VXLAN_OPTS = 11;
    static final int IPV6_SRC = 12;
    static final int IPV6_DST = 13;
    static final int PAD = 14;
    static final int ERSPAN_OPTS = 15;
    static final int GTPU_OPTS = 16;

    /** In the options of VXLAN: group policy, flags in bits 16 to 23, identifier in bits 0 to 15. */
    static final int VXLAN_GBP = 1;

    private static final AttributeTable VXLAN = new AttributeTable("vxlan_opts").number(VXLAN_GBP, "gbp", Kind.U32);

    /** Version 1 has an index, version 2 direction and hardware identifier; both take 12 bytes. */
    static final StructLayout ERSPAN = StructLayout.of()
            .plain("version", 4, Order.MACHINE, Style.DECIMAL)
            .plain("data_high", 4, Order.NETWORK, Style.HEX)
            .plain("data_low", 4, Order.NETWORK, Style.HEX)
            .build();

    private static final StructLayout GTPU = StructLayout.of()
            .key("flags", 1, Style.HEX, FlowField.TUN_GTPU_FLAGS)
            .key("msgtype", 1, Style.DECIMAL, FlowField.TUN_GTPU_MSGTYPE)
            .build();

    static final AttributeTable TABLE = new AttributeTable("tunnel")
            .struct(ID, "id", one(8, Style.HEX, FlowField.TUN_ID))
            .struct(IPV4_SRC, "ipv4_src", one(4, Style.IPV4, FlowField.TUN_IPV4_SRC))
            .struct(IPV4_DST, "ipv4_dst", one(4, Style.IPV4, FlowField.TUN_IPV4_DST))
            .struct(TOS, "tos", one(1, Style.HEX, FlowField.TUN_TOS))
            .struct(TTL, "ttl", one(1, Style.DECIMAL, FlowField.TUN_TTL))
            .flag(DONT_FRAGMENT, "dont_fragment")
            .flag(CSUM, "csum")
            .flag(OAM, "oam")
            .bytes(GENEVE_OPTS, "geneve_opts", 0, FlowKey.MAX_TUNNEL_OPTIONS, 4)
            .struct(TP_SRC, "tp_src", one(2, Style.DECIMAL, FlowField.TUN_TP_SRC))
            .struct(TP_DST, "tp_dst", one(2, Style.DECIMAL, FlowField.TUN_TP_DST))
            .nest(VXLAN_OPTS, "vxlan_opts", VXLAN)
            .struct(
                    IPV6_SRC,
                    "ipv6_src",
                    StructLayout.of()
                            .ipv6("addr", FlowField.TUN_IPV6_SRC_HIGH, FlowField.TUN_IPV6_SRC_LOW)
                            .build())
            .struct(
                    IPV6_DST,
                    "ipv6_dst",
                    StructLayout.of()
                            .ipv6("addr", FlowField.TUN_IPV6_DST_HIGH, FlowField.TUN_IPV6_DST_LOW)
                            .build())
            .bytes(PAD, "pad", 0, AttributeTable.MAX_PAYLOAD, 1)
            .struct(ERSPAN_OPTS, "erspan_opts", ERSPAN)
            .struct(GTPU_OPTS, "gtpu_opts", GTPU);

    private TunnelTable() {}

    private static StructLayout one(int size, Style style, FlowField field) {
        return StructLayout.of()
                .key(field.name().toLowerCase(Locale.ROOT), size, style, field)
                .build();
    }
}
