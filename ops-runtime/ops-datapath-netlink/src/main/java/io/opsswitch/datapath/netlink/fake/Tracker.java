/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.Connection.Tuple;
import io.opsswitch.datapath.netlink.message.CtLimitTable;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.packet.EtherType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tracks connections, simply: one is new until a packet of the other direction came, then it is established. No protocol
 * states, no time-outs. Guarded by the kernel's lock.
 */
final class Tracker {
    private static final int NEW = 1;
    private static final int ESTABLISHED = 2;
    private static final int REPLY = 8;
    private static final int INVALID = 0x10;
    private static final int TRACKED = 0x20;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final List<Entry> entries = new ArrayList<>();
    private int nextId = 1;

    /** A connection. */
    static final class Entry {
        final int id;
        final int zone;
        final Tuple original;
        final Tuple reply;
        /** What is translated of the original direction. */
        final Action.Nat.@Nullable Direction translated;

        boolean seenReply;
        int mark;
        long labelsHigh;
        long labelsLow;
        long originalPackets;
        long originalBytes;
        long replyPackets;
        long replyBytes;

        private Entry(int id, int zone, Tuple original, Tuple reply, Action.Nat.@Nullable Direction translated) {
            this.id = id;
            this.zone = zone;
            this.original = original;
            this.reply = reply;
            this.translated = translated;
        }

        /** Return whether a packet is of the original direction, before or after its translation. */
        private boolean isOriginal(Tuple tuple) {
            return original.equals(tuple) || reply.equals(turned(tuple));
        }

        /** Return whether a packet is of the other direction, before or after its translation. */
        private boolean isReply(Tuple tuple) {
            return reply.equals(tuple) || original.equals(turned(tuple));
        }
    }

    List<Entry> entries() {
        return entries;
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    int count(int zone) {
        return (int) entries.stream().filter(entry -> entry.zone == zone).count();
    }

    /** Pass a packet through; return whether it may go on. */
    boolean track(FakeKernel kernel, Frame frame, Action.ConnTrack ct) {
        FlowKey key = frame.key();
        FlowKey meta = frame.metadata();
        clear(meta);
        meta.set(FlowField.CT_ZONE, ct.zone());
        Tuple tuple = tuple(key);
        if (tuple == null) {
            meta.set(FlowField.CT_STATE, TRACKED | INVALID);
            return true;
        }
        Entry entry = find(ct.zone(), tuple);
        boolean reply = entry != null && !entry.isOriginal(tuple);
        if (entry != null && ct.force() && reply) {
            entries.remove(entry);
            kernel.announce(entry, MulticastGroup.CONNTRACK_DESTROY);
            entry = null;
            reply = false;
        }
        if (entry == null) {
            entry = begin(ct, tuple);
            if (entry == null) {
                return false;
            }
            if (ct.commit()) {
                long limit = kernel.zoneLimits.getOrDefault(
                        ct.zone(), kernel.zoneLimits.getOrDefault(CtLimitTable.DEFAULT_ZONE, 0L));
                if (limit != 0 && count(ct.zone()) >= limit) {
                    return false;
                }
                nextId++;
                entries.add(entry);
                kernel.announce(entry, MulticastGroup.CONNTRACK_NEW);
            }
        }
        if (reply) {
            entry.seenReply = true;
            entry.replyPackets++;
            entry.replyBytes += frame.length();
        } else {
            entry.originalPackets++;
            entry.originalBytes += frame.length();
        }
        if (ct.commit()) {
            entry.mark = entry.mark & ~ct.markMask() | ct.mark() & ct.markMask();
            entry.labelsHigh = entry.labelsHigh & ~ct.labelsMaskHigh() | ct.labelsHigh() & ct.labelsMaskHigh();
            entry.labelsLow = entry.labelsLow & ~ct.labelsMaskLow() | ct.labelsLow() & ct.labelsMaskLow();
        }
        int translation = ct.nat() == null ? 0 : Translator.apply(frame, entry, reply);
        tell(meta, entry, reply, translation);
        return true;
    }

    /** Return a new connection, or null if nothing is free that its addresses could become. */
    private @Nullable Entry begin(Action.ConnTrack ct, Tuple tuple) {
        Action.Nat nat = ct.nat();
        Tuple reply = turned(tuple);
        if (!ct.commit() || nat == null || !Translator.translates(nat, tuple)) {
            return new Entry(nextId, ct.zone(), tuple, reply, null);
        }
        Tuple chosen = Translator.choose(nat, reply, candidate -> find(ct.zone(), candidate) == null);
        return chosen == null ? null : new Entry(nextId, ct.zone(), tuple, chosen, nat.direction());
    }

    private static void tell(FlowKey meta, Entry entry, boolean reply, int translation) {
        int state = translation | (reply ? ESTABLISHED | REPLY : entry.seenReply ? ESTABLISHED : NEW);
        meta.set(FlowField.CT_STATE, TRACKED | state);
        meta.set(FlowField.CT_MARK, entry.mark);
        meta.set(FlowField.CT_LABELS_HIGH, entry.labelsHigh);
        meta.set(FlowField.CT_LABELS_LOW, entry.labelsLow);
        Tuple tuple = entry.original;
        meta.set(FlowField.CT_NW_PROTO, tuple.protocol());
        meta.set(FlowField.CT_TP_SRC, tuple.sourcePort());
        meta.set(FlowField.CT_TP_DST, tuple.destinationPort());
        if (tuple.isIpv6()) {
            meta.set(FlowField.CT_IPV6_SRC_HIGH, tuple.sourceHigh());
            meta.set(FlowField.CT_IPV6_SRC_LOW, tuple.sourceLow());
            meta.set(FlowField.CT_IPV6_DST_HIGH, tuple.destinationHigh());
            meta.set(FlowField.CT_IPV6_DST_LOW, tuple.destinationLow());
        } else {
            meta.set(FlowField.CT_IPV4_SRC, tuple.sourceLow());
            meta.set(FlowField.CT_IPV4_DST, tuple.destinationLow());
        }
    }

    /** Forget what is known of a packet's connection. */
    static void clear(FlowKey meta) {
        for (FlowField field : FlowField.values()) {
            if (field.name().startsWith("CT_")) {
                meta.set(field, 0);
            }
        }
    }

    private @Nullable Entry find(int zone, Tuple tuple) {
        for (Entry entry : entries) {
            if (entry.zone == zone && (entry.isOriginal(tuple) || entry.isReply(tuple))) {
                return entry;
            }
        }
        return null;
    }

    private static Tuple turned(Tuple t) {
        boolean icmp = t.protocol() == ICMP || t.protocol() == ICMPV6;
        return new Tuple(
                t.isIpv6(),
                t.destinationHigh(),
                t.destinationLow(),
                t.sourceHigh(),
                t.sourceLow(),
                t.protocol(),
                icmp ? t.sourcePort() : t.destinationPort(),
                icmp ? echo(t.destinationPort()) : t.sourcePort());
    }

    /** Return type and code of the answer to an echo request, or the other way round. */
    private static int echo(int typeAndCode) {
        return switch (typeAndCode >>> 8) {
            case 8 -> 0;
            case 0 -> 8 << 8;
            case 128 -> 129 << 8;
            case 129 -> 128 << 8;
            default -> typeAndCode;
        };
    }

    private static @Nullable Tuple tuple(FlowKey key) {
        int type = (int) key.get(FlowField.ETH_TYPE);
        boolean ipv6 = type == EtherType.IPV6;
        if (!ipv6 && type != EtherType.IPV4 || (key.get(FlowField.IP_FRAG) & 2) != 0) {
            return null;
        }
        int protocol = (int) key.get(FlowField.IP_PROTO);
        boolean icmp = protocol == (ipv6 ? ICMPV6 : ICMP);
        int source = (int) key.get(FlowField.TP_SRC);
        int destination = (int) key.get(FlowField.TP_DST);
        return new Tuple(
                ipv6,
                ipv6 ? key.get(FlowField.IPV6_SRC_HIGH) : 0,
                ipv6 ? key.get(FlowField.IPV6_SRC_LOW) : key.get(FlowField.IPV4_SRC),
                ipv6 ? key.get(FlowField.IPV6_DST_HIGH) : 0,
                ipv6 ? key.get(FlowField.IPV6_DST_LOW) : key.get(FlowField.IPV4_DST),
                protocol,
                icmp ? 0 : source,
                icmp ? source << 8 | destination : destination);
    }
}
