/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;

/**
 * The layers of a key, in the order in which a staged lookup goes through them. Which field is in which stage decides
 * how wide megaflows are, so it is the same as in Open vSwitch.
 */
enum Stage {
    METADATA,
    L2,
    L3,
    L4;

    private static final Stage[] ALL = values();

    private final long[] bits = new long[FlowKey.WORDS];

    static {
        for (FlowField field : FlowField.values()) {
            of(field).bits[field.word()] |= field.wordMask();
        }
        for (int word = FlowKey.TUNNEL_OPTIONS_WORD; word < FlowKey.WORDS; word++) {
            METADATA.bits[word] = -1;
        }
    }

    /** Return the bits of a word that belong to this stage. */
    long bits(int word) {
        return bits[word];
    }

    static int count() {
        return ALL.length;
    }

    static Stage at(int index) {
        return ALL[index];
    }

    static Stage of(FlowField field) {
        return switch (field) {
            case IN_PORT,
                    RECIRC_ID,
                    DP_HASH,
                    SKB_PRIORITY,
                    PKT_MARK,
                    PACKET_TYPE,
                    CT_STATE,
                    CT_ZONE,
                    CT_MARK,
                    CT_LABELS_HIGH,
                    CT_LABELS_LOW,
                    CT_NW_PROTO,
                    TUN_ID,
                    TUN_IPV4_SRC,
                    TUN_IPV4_DST,
                    TUN_IPV6_SRC_HIGH,
                    TUN_IPV6_SRC_LOW,
                    TUN_IPV6_DST_HIGH,
                    TUN_IPV6_DST_LOW,
                    TUN_TOS,
                    TUN_TTL,
                    TUN_FLAGS,
                    TUN_TP_SRC,
                    TUN_TP_DST,
                    TUN_GBP_ID,
                    TUN_GBP_FLAGS,
                    TUN_GTPU_FLAGS,
                    TUN_GTPU_MSGTYPE,
                    TUN_ERSPAN_VERSION,
                    TUN_ERSPAN_DIR,
                    TUN_ERSPAN_HWID,
                    TUN_ERSPAN_IDX,
                    TUN_OPTIONS_LENGTH -> METADATA;
            case ETH_TYPE,
                    VLAN_TCI,
                    INNER_VLAN_TCI,
                    VLAN_TPID,
                    INNER_VLAN_TPID,
                    ETH_DST,
                    ETH_SRC,
                    MPLS_LSE_0,
                    MPLS_LSE_1,
                    MPLS_LSE_2 -> L2;
            case IP_PROTO,
                    IP_TOS,
                    IP_TTL,
                    IP_FRAG,
                    IPV4_SRC,
                    IPV4_DST,
                    IPV6_SRC_HIGH,
                    IPV6_SRC_LOW,
                    IPV6_DST_HIGH,
                    IPV6_DST_LOW,
                    IPV6_LABEL,
                    CT_IPV4_SRC,
                    CT_IPV4_DST,
                    CT_IPV6_SRC_HIGH,
                    CT_IPV6_SRC_LOW,
                    CT_IPV6_DST_HIGH,
                    CT_IPV6_DST_LOW -> L3;
            case TP_SRC,
                    TP_DST,
                    TCP_FLAGS,
                    ARP_SHA,
                    ARP_THA,
                    ND_OPTION_TYPE,
                    ND_TARGET_HIGH,
                    ND_TARGET_LOW,
                    ND_RESERVED,
                    CT_TP_SRC,
                    CT_TP_DST,
                    NSH_PATH,
                    NSH_FLAGS,
                    NSH_TTL,
                    NSH_MDTYPE,
                    NSH_NP,
                    NSH_C1,
                    NSH_C2,
                    NSH_C3,
                    NSH_C4 -> L4;
        };
    }
}
