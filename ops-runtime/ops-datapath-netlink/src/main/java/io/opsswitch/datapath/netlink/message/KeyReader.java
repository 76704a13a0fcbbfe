/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;

/**
 * Reads flow keys and masks, and judges how well they fit what we know (see {@link Fitness}).
 *
 * <p>The attributes of a level may come in any order, so they are located first and then taken in the order of the
 * protocols; each says which ones must follow. Which those are for a mask depends on the key.
 *
 * <p>Allocates nothing. One thread at a time.
 */
public final class KeyReader {
    static final int MPLS = 0x8847;
    static final int MPLS_MULTICAST = 0x8848;
    static final int NSH = 0x894f;
    /** Of a label: it is the last one. */
    static final int BOTTOM_OF_STACK = 0x100;
    /** Type of NSH metadata with four words of context. */
    static final int NSH_TYPE_1 = 1;

    private static final int ETHERTYPE_NAMESPACE = 1 << 16;
    /** The groups that stand for themselves, whatever the protocols are. */
    private static final KeyGroup[] METADATA = {
        KeyGroup.DP_HASH,
        KeyGroup.PRIORITY,
        KeyGroup.SKB_MARK,
        KeyGroup.CT_STATE,
        KeyGroup.CT_ZONE,
        KeyGroup.CT_MARK,
        KeyGroup.CT_LABELS,
        KeyGroup.CT_ORIG_TUPLE_IPV4,
        KeyGroup.CT_ORIG_TUPLE_IPV6
    };

    private final int[] places = new int[KeyTable.LAST + 1];
    private long present;
    private long expected;
    private Fitness fitness = Fitness.PERFECT;

    /**
     * Read the key in the nest at which a reader stands.
     *
     * @param key is overwritten
     * @throws MalformedMessageException if it contradicts itself
     */
    public Fitness key(MessageReader reader, FlowKey key) throws MalformedMessageException {
        reader.enter();
        attributes(reader, key, key);
        reader.leave();
        return fitness;
    }

    /**
     * Read a key from attributes that a reader has {@linkplain MessageReader#openAttributes opened}.
     *
     * @param key is overwritten
     */
    public Fitness keyAttributes(MessageReader reader, FlowKey key) throws MalformedMessageException {
        attributes(reader, key, key);
        return fitness;
    }

    /**
     * Read the mask in the nest at which a reader stands.
     *
     * @param key the key that it belongs to
     * @param mask is overwritten
     */
    public Fitness mask(MessageReader reader, FlowKey key, FlowKey mask) throws MalformedMessageException {
        reader.enter();
        attributes(reader, mask, key);
        reader.leave();
        return fitness;
    }

    /** Read the outer header in the nest at which a reader stands, into a key that is overwritten. */
    public static Fitness tunnel(MessageReader reader, FlowKey key) throws MalformedMessageException {
        key.clear();
        return TunnelCodec.read(reader, key, false);
    }

    private void attributes(MessageReader reader, FlowKey into, FlowKey key) throws MalformedMessageException {
        boolean mask = into != key;
        into.clear();
        fitness = Fitness.PERFECT;
        locate(reader);
        if (!take(reader, KeyGroup.RECIRC_ID, into, mask) && mask) {
            into.matchAll(FlowField.RECIRC_ID);
        }
        for (KeyGroup group : METADATA) {
            take(reader, group, into, mask);
        }
        if (at(reader, KeyGroup.TUNNEL) && TunnelCodec.read(reader, into, mask) == Fitness.PERFECT) {
            expected |= bit(KeyGroup.TUNNEL);
        }
        if (!take(reader, KeyGroup.IN_PORT, into, mask) && !mask) {
            into.set(FlowField.IN_PORT, KeyWriter.NO_PORT);
        }
        take(reader, KeyGroup.PACKET_TYPE, into, mask);
        boolean ethernet = take(reader, KeyGroup.ETHERNET, into, mask);
        if (mask) {
            if (key.get(FlowField.PACKET_TYPE) != 0) {
                into.matchAll(FlowField.PACKET_TYPE);
                into.matchAll(FlowField.ETH_TYPE);
            }
        } else if (ethernet) {
            into.set(FlowField.PACKET_TYPE, 0);
        } else if (has(KeyGroup.ETHERTYPE)) {
            etherType(reader, into, key, false);
            into.set(FlowField.PACKET_TYPE, ETHERTYPE_NAMESPACE | into.get(FlowField.ETH_TYPE));
        }
        etherType(reader, into, key, mask);
        boolean tagged = mask ? key.get(FlowField.VLAN_TCI) != 0 : EtherType.isVlan((int) into.get(FlowField.ETH_TYPE));
        if (tagged && key.get(FlowField.PACKET_TYPE) == 0) {
            tag(reader, into, key, mask, FlowField.VLAN_TPID, FlowField.VLAN_TCI, true);
        } else {
            if (mask) {
                // Without a mask of the tag: packets without a tag.
                into.matchAll(FlowField.VLAN_TPID).matchAll(FlowField.VLAN_TCI);
                if (at(reader, KeyGroup.VLAN)) {
                    reader.readStruct(into, true);
                    expected |= bit(KeyGroup.VLAN);
                }
            }
            network(reader, into, key, mask);
            check();
        }
    }

    /** Note where each attribute of the level is. */
    private void locate(MessageReader reader) throws MalformedMessageException {
        present = 0;
        expected = 0;
        while (reader.next()) {
            int type = reader.type();
            // Newer kernels send attributes that we do not know; they are passed over.
            if (type <= KeyTable.LAST && reader.isKnown()) {
                if ((present & 1L << type) != 0) {
                    throw reader.fail("comes twice");
                }
                present |= 1L << type;
                places[type] = reader.position();
            }
        }
    }

    private static long bit(KeyGroup group) {
        return 1L << group.number();
    }

    private boolean has(KeyGroup group) {
        return (present & bit(group)) != 0;
    }

    /** Move the reader to a group, if it is there. */
    private boolean at(MessageReader reader, KeyGroup group) throws MalformedMessageException {
        return at(reader, group.number());
    }

    private boolean at(MessageReader reader, int number) throws MalformedMessageException {
        if ((present & 1L << number) == 0) {
            return false;
        }
        reader.seek(places[number]);
        return reader.next();
    }

    private boolean take(MessageReader reader, KeyGroup group, FlowKey into, boolean mask)
            throws MalformedMessageException {
        if (!at(reader, group)) {
            return false;
        }
        reader.readStruct(into, mask);
        expected |= bit(group);
        return true;
    }

    /** Take a group that must be there in a key. */
    private boolean want(MessageReader reader, KeyGroup group, FlowKey into, boolean mask)
            throws MalformedMessageException {
        if (!mask) {
            expected |= bit(group);
        }
        return take(reader, group, into, mask);
    }

    private void check() {
        if ((expected & ~present) != 0) {
            fitness = fitness.and(Fitness.TOO_LITTLE);
        } else if ((present & ~expected) != 0) {
            fitness = fitness.and(Fitness.TOO_MUCH);
        }
    }

    private void etherType(MessageReader reader, FlowKey into, FlowKey key, boolean mask)
            throws MalformedMessageException {
        boolean typed = key.get(FlowField.ETH_TYPE) >= EtherType.MIN;
        if (take(reader, KeyGroup.ETHERTYPE, into, mask)) {
            long type = into.get(FlowField.ETH_TYPE);
            if (!mask && type < EtherType.MIN) {
                throw reader.fail("Ethertype " + type + ", where at least 1536 is wanted");
            }
            // Linux answers with a mask of 0 where the key has no Ethertype.
            if (mask && !typed && type != 0xffff && type != 0) {
                throw reader.fail("a packet without Ethertype can be matched only as a whole");
            }
        } else if (!mask) {
            into.set(
                    FlowField.ETH_TYPE,
                    has(KeyGroup.IPV4)
                            ? EtherType.IPV4
                            : has(KeyGroup.IPV6) ? EtherType.IPV6 : has(KeyGroup.MPLS) ? MPLS : EtherType.NONE);
        } else if (key.get(FlowField.PACKET_TYPE) == 0 && !typed) {
            throw reader.fail("lacks the mask of the Ethertype, which a packet without one needs");
        }
    }

    /** Take a tag and what is inside of it; the Ethertype read so far is that in front of the tag. */
    private void tag(
            MessageReader reader, FlowKey into, FlowKey key, boolean mask, FlowField tpid, FlowField tci, boolean outer)
            throws MalformedMessageException {
        if (!mask) {
            expected |= bit(KeyGroup.VLAN) | 1L << KeyTable.ENCAP;
        } else {
            expected |= present & (bit(KeyGroup.VLAN) | 1L << KeyTable.ENCAP);
        }
        check();
        long type = into.get(FlowField.ETH_TYPE);
        long value = at(reader, KeyGroup.VLAN) ? Numbers.read(reader.buffer(), reader.payload(), 2, true) : 0;
        if (!mask && value != 0 && (value & FlowField.VLAN_PRESENT) == 0) {
            throw reader.fail("a tag without the bit 0x1000 that says it is there");
        }
        boolean encapsulates = at(reader, KeyTable.ENCAP);
        if (!mask && value == 0) {
            // A tag that was cut off, or no tag at all: the Ethertype stays that of the tag.
            if (encapsulates && reader.length() > 0) {
                fitness = fitness.and(Fitness.TOO_MUCH);
            }
            return;
        }
        into.set(tpid, type);
        into.set(tci, value);
        into.set(FlowField.ETH_TYPE, 0);
        if (!encapsulates) {
            return;
        }
        reader.enter();
        locate(reader);
        etherType(reader, into, key, mask);
        boolean more =
                mask ? key.get(FlowField.INNER_VLAN_TCI) != 0 : EtherType.isVlan((int) into.get(FlowField.ETH_TYPE));
        if (more && outer) {
            tag(reader, into, key, mask, FlowField.INNER_VLAN_TPID, FlowField.INNER_VLAN_TCI, false);
        } else {
            if (mask && outer) {
                into.matchAll(FlowField.INNER_VLAN_TPID).matchAll(FlowField.INNER_VLAN_TCI);
            }
            network(reader, into, key, mask);
            check();
        }
        reader.leave();
    }

    private void network(MessageReader reader, FlowKey into, FlowKey key, boolean mask)
            throws MalformedMessageException {
        int type = (int) key.get(FlowField.ETH_TYPE);
        boolean exact = !mask || into.get(FlowField.ETH_TYPE) == 0xffff;
        switch (type) {
            case MPLS, MPLS_MULTICAST -> labels(reader, into, mask);
            case EtherType.IPV4 -> layer3(reader, KeyGroup.IPV4, into, mask, exact);
            case EtherType.IPV6 -> layer3(reader, KeyGroup.IPV6, into, mask, exact);
            case EtherType.ARP, EtherType.RARP -> layer3(reader, KeyGroup.ARP, into, mask, exact);
            case NSH -> nsh(reader, into, mask);
            default -> {
                // Nothing more is known.
            }
        }
        boolean ipv6 = type == EtherType.IPV6;
        if ((ipv6 || type == EtherType.IPV4) && (key.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) == 0) {
            transport(reader, into, key, mask, ipv6);
        }
    }

    private void layer3(MessageReader reader, KeyGroup group, FlowKey into, boolean mask, boolean exact)
            throws MalformedMessageException {
        if (want(reader, group, into, mask) && !exact && !isZero(reader)) {
            throw reader.fail("is matched, but the Ethertype that says it is there is not");
        }
    }

    private static boolean isZero(MessageReader reader) {
        for (int i = 0; i < reader.length(); i++) {
            if (reader.buffer().get(reader.payload() + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private void transport(MessageReader reader, FlowKey into, FlowKey key, boolean mask, boolean ipv6)
            throws MalformedMessageException {
        boolean ports = false;
        switch ((int) key.get(FlowField.IP_PROTO)) {
            case IpProtocol.TCP -> {
                ports = want(reader, KeyGroup.TCP, into, mask);
                take(reader, KeyGroup.TCP_FLAGS, into, mask);
            }
            case IpProtocol.UDP -> ports = want(reader, KeyGroup.UDP, into, mask);
            case IpProtocol.SCTP -> ports = want(reader, KeyGroup.SCTP, into, mask);
            case IpProtocol.ICMP -> {
                if (!ipv6) {
                    ports = want(reader, KeyGroup.ICMP, into, mask);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (ipv6) {
                    ports = want(reader, KeyGroup.ICMPV6, into, mask);
                    if (KeyWriter.isNeighborDiscovery(key)) {
                        want(reader, KeyGroup.ND, into, mask);
                        take(reader, KeyGroup.ND_EXTENSIONS, into, mask);
                    }
                }
            }
            default -> {
                // Nothing more is known.
            }
        }
        if (mask
                && ports
                && into.get(FlowField.IP_PROTO) != 0xff
                && (into.get(FlowField.TP_SRC) | into.get(FlowField.TP_DST)) != 0) {
            throw reader.fail("ports are matched, but the protocol that says they are there is not");
        }
    }

    private void labels(MessageReader reader, FlowKey into, boolean mask) throws MalformedMessageException {
        if (!mask || has(KeyGroup.MPLS)) {
            expected |= bit(KeyGroup.MPLS);
        }
        if (!at(reader, KeyGroup.MPLS)) {
            return;
        }
        int count = reader.length() / 4;
        into.set(FlowField.MPLS_LSE_0, label(reader, 0));
        if (count > 1) {
            into.set(FlowField.MPLS_LSE_1, label(reader, 1));
        }
        if (count > 2) {
            into.set(FlowField.MPLS_LSE_2, label(reader, 2));
        }
        if (count > 3) {
            fitness = fitness.and(Fitness.TOO_MUCH);
        }
        if (!mask) {
            for (int i = 0; i < count - 1; i++) {
                if ((label(reader, i) & BOTTOM_OF_STACK) != 0) {
                    throw reader.fail("entry " + i + " is the bottom of the stack, but others follow");
                }
            }
            if (count < 3 && (label(reader, count - 1) & BOTTOM_OF_STACK) == 0) {
                fitness = fitness.and(Fitness.TOO_LITTLE);
            }
        }
    }

    private static long label(MessageReader reader, int index) {
        return Numbers.read(reader.buffer(), reader.payload() + 4 * index, 4, true);
    }

    private void nsh(MessageReader reader, FlowKey into, boolean mask) throws MalformedMessageException {
        if (!mask || has(KeyGroup.NSH)) {
            expected |= bit(KeyGroup.NSH);
        }
        if (!at(reader, KeyGroup.NSH)) {
            return;
        }
        boolean context = false;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case KeyTable.NSH_BASE -> reader.readStruct(into, mask);
                case KeyTable.NSH_MD1 -> {
                    reader.readStruct(into, mask);
                    context = true;
                }
                default -> fitness = fitness.and(Fitness.TOO_MUCH);
            }
        }
        reader.leave();
        if (!mask && context && into.get(FlowField.NSH_MDTYPE) != NSH_TYPE_1) {
            throw reader.fail("has context headers, but its metadata are of type " + into.get(FlowField.NSH_MDTYPE));
        }
    }
}
