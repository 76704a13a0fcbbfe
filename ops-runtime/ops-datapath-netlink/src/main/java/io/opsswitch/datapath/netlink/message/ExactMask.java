/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;

/** The mask of a flow without mask: all fields that the protocols of its key have. */
public final class ExactMask {
    private static final KeyGroup[] ALWAYS = {
        KeyGroup.RECIRC_ID,
        KeyGroup.DP_HASH,
        KeyGroup.PRIORITY,
        KeyGroup.IN_PORT,
        KeyGroup.SKB_MARK,
        KeyGroup.CT_STATE,
        KeyGroup.CT_ZONE,
        KeyGroup.CT_MARK,
        KeyGroup.CT_LABELS,
        KeyGroup.PACKET_TYPE,
        KeyGroup.ETHERTYPE
    };

    private ExactMask() {}

    /** Fill in the mask of a key. */
    public static void of(FlowKey key, FlowKey mask) {
        mask.clear();
        for (KeyGroup group : ALWAYS) {
            all(mask, group);
        }
        int type = (int) key.get(FlowField.ETH_TYPE);
        if (key.get(FlowField.PACKET_TYPE) == 0) {
            all(mask, KeyGroup.ETHERNET);
            mask.matchAll(FlowField.VLAN_TCI).matchAll(FlowField.VLAN_TPID);
            if (key.get(FlowField.VLAN_TCI) != 0) {
                mask.matchAll(FlowField.INNER_VLAN_TCI).matchAll(FlowField.INNER_VLAN_TPID);
            }
        }
        if (TunnelCodec.isSet(key)) {
            all(mask, KeyGroup.TUNNEL);
            long bytes = key.get(FlowField.TUN_OPTIONS_LENGTH);
            for (int i = 0; i < bytes; i += Integer.BYTES) {
                int word = FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES;
                mask.setWord(word, mask.word(word) | 0xffff_ffffL << ((i & 4) == 0 ? 32 : 0));
            }
        }
        if (key.get(FlowField.CT_NW_PROTO) != 0) {
            if (type == EtherType.IPV4) {
                all(mask, KeyGroup.CT_ORIG_TUPLE_IPV4);
            } else if (type == EtherType.IPV6) {
                all(mask, KeyGroup.CT_ORIG_TUPLE_IPV6);
            }
        }
        switch (type) {
            case EtherType.IPV4 -> all(mask, KeyGroup.IPV4);
            case EtherType.IPV6 -> all(mask, KeyGroup.IPV6);
            case EtherType.ARP, EtherType.RARP -> all(mask, KeyGroup.ARP);
            case KeyReader.MPLS, KeyReader.MPLS_MULTICAST -> all(mask, KeyGroup.MPLS);
            case KeyReader.NSH -> all(mask, KeyGroup.NSH);
            default -> {
                // Nothing more is known.
            }
        }
        if ((type == EtherType.IPV4 || type == EtherType.IPV6)
                && (key.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) == 0) {
            transport(key, mask, type == EtherType.IPV6);
        }
    }

    private static void transport(FlowKey key, FlowKey mask, boolean ipv6) {
        switch ((int) key.get(FlowField.IP_PROTO)) {
            case IpProtocol.TCP -> {
                all(mask, KeyGroup.TCP);
                all(mask, KeyGroup.TCP_FLAGS);
            }
            case IpProtocol.UDP, IpProtocol.SCTP -> all(mask, KeyGroup.UDP);
            case IpProtocol.ICMP -> {
                if (!ipv6) {
                    all(mask, KeyGroup.ICMP);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (ipv6) {
                    all(mask, KeyGroup.ICMPV6);
                    if (KeyWriter.isNeighborDiscovery(key)) {
                        all(mask, KeyGroup.ND);
                    }
                }
            }
            default -> {
                // Nothing more is known.
            }
        }
    }

    /** Return whether a mask has all bits of the mask that a key would have without one. */
    public static boolean covers(FlowKey mask, FlowKey exact) {
        for (int i = 0; i < exact.extent(); i++) {
            if ((exact.word(i) & ~mask.word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    // By index: an iterator would be an object for each call.
    private static void all(FlowKey mask, KeyGroup group) {
        for (int i = 0; i < group.fields().size(); i++) {
            mask.matchAll(group.fields().get(i));
        }
    }
}
