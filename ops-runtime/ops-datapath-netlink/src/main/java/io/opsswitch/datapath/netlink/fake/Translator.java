/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Action.Nat.Direction;
import io.opsswitch.datapath.netlink.fake.Tracker.Entry;
import io.opsswitch.datapath.netlink.message.Connection.Tuple;
import io.opsswitch.datapath.packet.IpProtocol;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Translates addresses and ports of IPv4 connections. What a connection's packets become is fixed when it begins: its
 * reply direction is the turned original one with another address, and perhaps port, on the translated side.
 */
final class Translator {
    /** Ports that a connection may get if its own is taken and the action gives none. */
    private static final int FIRST_FREE_PORT = 1024;

    private static final int LAST_PORT = 65535;

    /** Of a range of addresses no more are tried. */
    private static final int MOST_ADDRESSES = 256;

    private static final int SOURCE_TRANSLATED = 0x40;
    private static final int DESTINATION_TRANSLATED = 0x80;

    private Translator() {}

    /** Return whether an action translates new connections. */
    static boolean translates(Action.@Nullable Nat nat, Tuple original) {
        return nat != null && nat.direction() != Direction.EXISTING && !original.isIpv6();
    }

    /**
     * Choose the reply direction of a new connection.
     *
     * @param reply the turned original direction
     * @param free whether no other connection of the zone has a direction
     * @return null if all that the action allows are taken
     */
    static @Nullable Tuple choose(Action.Nat nat, Tuple reply, Predicate<Tuple> free) {
        boolean source = nat.direction() == Direction.SOURCE;
        long own = source ? reply.destinationLow() : reply.sourceLow();
        long first = nat.minLow() == 0 ? own : nat.minLow();
        long count = nat.minLow() == 0 ? 1 : Math.max(nat.maxLow() - first, 0) + 1;
        // One client keeps its address.
        long start = Math.floorMod(Long.hashCode(own), count);
        for (long i = 0; i < Math.min(count, MOST_ADDRESSES); i++) {
            Tuple found = choosePort(nat, with(reply, source, first + (start + i) % count, -1), source, free);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Tuple choosePort(Action.Nat nat, Tuple reply, boolean source, Predicate<Tuple> free) {
        int own = source ? reply.destinationPort() : reply.sourcePort();
        int least = nat.portMin() == 0 ? FIRST_FREE_PORT : nat.portMin();
        int most = nat.portMin() == 0 ? LAST_PORT : Math.max(nat.portMin(), nat.portMax());
        boolean ownAllowed = nat.portMin() == 0 || own >= least && own <= most;
        if ((ownAllowed || !hasPorts(reply.protocol())) && free.test(reply)) {
            return reply;
        }
        for (int port = least; port <= most && hasPorts(reply.protocol()); port++) {
            Tuple candidate = with(reply, source, source ? reply.destinationLow() : reply.sourceLow(), port);
            if (free.test(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static Tuple with(Tuple t, boolean source, long address, int port) {
        return new Tuple(
                false,
                0,
                source ? t.sourceLow() : address,
                0,
                source ? address : t.destinationLow(),
                t.protocol(),
                source || port < 0 ? t.sourcePort() : port,
                source && port >= 0 ? port : t.destinationPort());
    }

    static boolean hasPorts(int protocol) {
        return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == IpProtocol.SCTP;
    }

    /** Change a packet of a connection that is translated; return the bits of its state that say so. */
    static int apply(Frame frame, Entry entry, boolean reply) {
        if (entry.translated == null) {
            return 0;
        }
        boolean source = (entry.translated == Direction.SOURCE) != reply;
        // Each direction is sent as the other one turned.
        Tuple other = reply ? entry.original : entry.reply;
        if (source) {
            FrameEditor.translate(frame, true, other.destinationLow(), other.destinationPort());
        } else {
            FrameEditor.translate(frame, false, other.sourceLow(), other.sourcePort());
        }
        return source ? SOURCE_TRANSLATED : DESTINATION_TRANSLATED;
    }
}
