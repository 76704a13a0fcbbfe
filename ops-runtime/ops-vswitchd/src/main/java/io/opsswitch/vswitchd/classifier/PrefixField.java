/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field for which a classifier can keep a prefix trie: what {@code Flow_Table.prefixes} may name. A prefix is two
 * 64-bit words, of which the highest bits of the first come first.
 */
public enum PrefixField {
    /** Key of the tunnel. */
    TUN_ID("tun_id", "tunnel_id", Needs.NOTHING, FlowField.TUN_ID, null),
    /** Outer IPv4 source. */
    TUN_SRC("tun_src", "tun_src", Needs.NOTHING, FlowField.TUN_IPV4_SRC, null),
    /** Outer IPv4 destination. */
    TUN_DST("tun_dst", "tun_dst", Needs.NOTHING, FlowField.TUN_IPV4_DST, null),
    /** Outer IPv6 source. */
    TUN_IPV6_SRC(
            "tun_ipv6_src", "tun_ipv6_src", Needs.NOTHING, FlowField.TUN_IPV6_SRC_HIGH, FlowField.TUN_IPV6_SRC_LOW),
    /** Outer IPv6 destination. */
    TUN_IPV6_DST(
            "tun_ipv6_dst", "tun_ipv6_dst", Needs.NOTHING, FlowField.TUN_IPV6_DST_HIGH, FlowField.TUN_IPV6_DST_LOW),
    /** IPv4 source of the connection's first direction. */
    CT_NW_SRC("ct_nw_src", "ct_nw_src", Needs.CONNECTION, FlowField.CT_IPV4_SRC, null),
    /** IPv4 destination of the connection's first direction. */
    CT_NW_DST("ct_nw_dst", "ct_nw_dst", Needs.CONNECTION, FlowField.CT_IPV4_DST, null),
    /** IPv6 source of the connection's first direction. */
    CT_IPV6_SRC("ct_ipv6_src", "ct_ipv6_src", Needs.CONNECTION, FlowField.CT_IPV6_SRC_HIGH, FlowField.CT_IPV6_SRC_LOW),
    /** IPv6 destination of the connection's first direction. */
    CT_IPV6_DST("ct_ipv6_dst", "ct_ipv6_dst", Needs.CONNECTION, FlowField.CT_IPV6_DST_HIGH, FlowField.CT_IPV6_DST_LOW),
    /** IPv4 source. */
    NW_SRC("ip_src", "nw_src", Needs.IPV4, FlowField.IPV4_SRC, null),
    /** IPv4 destination. */
    NW_DST("ip_dst", "nw_dst", Needs.IPV4, FlowField.IPV4_DST, null),
    /** IPv6 source. */
    IPV6_SRC("ipv6_src", "ipv6_src", Needs.IPV6, FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW),
    /** IPv6 destination. */
    IPV6_DST("ipv6_dst", "ipv6_dst", Needs.IPV6, FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW);

    /** The most fields for which one table keeps tries. */
    public static final int MAX_FIELDS = 4;

    /** What tables have tries for unless they are configured otherwise. */
    public static final List<PrefixField> DEFAULTS = List.of(NW_DST, NW_SRC, IPV6_DST, IPV6_SRC);

    /** What a packet must be so that the field means what rules expect. */
    private enum Needs {
        NOTHING,
        IPV4,
        IPV6,
        CONNECTION
    }

    /** New, established, reply direction: each valid connection has one of these. */
    private static final long CT_VALID = 0x01 | 0x02 | 0x08;

    private static final PrefixField[] ALL = values();

    private final String text;
    private final String alias;
    private final Needs needs;
    private final FlowField first;
    private final @Nullable FlowField second;
    private final Stage stage;

    PrefixField(String text, String alias, Needs needs, FlowField first, @Nullable FlowField second) {
        this.text = text;
        this.alias = alias;
        this.needs = needs;
        this.first = first;
        this.second = second;
        this.stage = Stage.of(first);
    }

    /** Return the field that a name of {@code Flow_Table.prefixes} means, or null if tries do not support it. */
    public static @Nullable PrefixField of(String name) {
        for (PrefixField field : ALL) {
            if (field.text.equals(name) || field.alias.equals(name)) {
                return field;
            }
        }
        return null;
    }

    static int count() {
        return ALL.length;
    }

    static PrefixField at(int index) {
        return ALL[index];
    }

    Stage stage() {
        return stage;
    }

    int bits() {
        return first.bits() + (second == null ? 0 : second.bits());
    }

    long high(FlowKey key) {
        return key.get(first) << Long.SIZE - first.bits();
    }

    long low(FlowKey key) {
        return second == null ? 0 : key.get(second);
    }

    /** Return whether the field means in this packet what a trie of it is about. */
    boolean isIn(FlowKey key) {
        return switch (needs) {
            case NOTHING -> true;
            case IPV4 -> key.get(FlowField.ETH_TYPE) == EtherType.IPV4;
            case IPV6 -> key.get(FlowField.ETH_TYPE) == EtherType.IPV6;
            case CONNECTION -> (key.get(FlowField.CT_STATE) & CT_VALID) != 0;
        };
    }

    /** Return how long the prefix is that a mask has of this field; 0 if it has none, or bits behind a gap. */
    int prefixLength(FlowKey mask) {
        long high = high(mask);
        long low = low(mask);
        int length = Long.numberOfLeadingZeros(~high);
        if (length == Long.SIZE) {
            length += Long.numberOfLeadingZeros(~low);
        }
        return high == PrefixTrie.highMask(length) && low == PrefixTrie.lowMask(length) ? length : 0;
    }

    /** Add the first bits of this field to a mask. */
    void addPrefix(FlowKey mask, int length) {
        int inFirst = Math.min(length, first.bits());
        mask.setWord(first.word(), mask.word(first.word()) | prefixBits(first, inFirst));
        if (second != null && length > inFirst) {
            mask.setWord(second.word(), mask.word(second.word()) | prefixBits(second, length - inFirst));
        }
    }

    /** Return whether a mask has the first bits of this field, whatever it has of the others. */
    boolean hasPrefix(FlowKey mask, int length) {
        return (~high(mask) & PrefixTrie.highMask(length)) == 0 && (~low(mask) & PrefixTrie.lowMask(length)) == 0;
    }

    private static long prefixBits(FlowField field, int length) {
        return length == 0 ? 0 : -1L << field.shift() + field.bits() - length & field.wordMask();
    }
}
