/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of rtnetlink(7) that tell of devices, addresses and routes: requests for all of them, and what the answers
 * say. All numbers are in the system's byte order, addresses in that of networks. Stateless.
 */
final class RouteMessages {

    static final int NEW_LINK = 16;
    static final int GET_LINK = 18;
    static final int NEW_ADDRESS = 20;
    static final int GET_ADDRESS = 22;
    static final int NEW_ROUTE = 24;
    static final int GET_ROUTE = 26;
    static final int NEW_RULE = 32;
    static final int GET_RULE = 34;
    static final int ERROR = 2;
    static final int DONE = 3;
    /** Bytes of the header of each message: its length, 4 bytes; type, 2; flags, 2; sequence and sender, 4 each. */
    static final int HEADER = 16;

    private static final int REQUEST_DUMP = 0x301;
    private static final int LINK = 16;
    private static final int ADDRESS = 8;
    private static final int ROUTE = 12;
    private static final int RULE = 12;
    /** Bytes before the attributes of one of several ways: its length, 2 bytes; flags; weight; device, 4. */
    private static final int NEXT_HOP = 8;

    private static final int NEXT_HOP_DEAD = 1;
    private static final int LOOK_UP = 1;
    private static final int INVERTED = 2;
    /** Attributes of a rule that change nothing of what it is for: source, priority, table, who made it, and two filters. */
    private static final Set<Integer> PLAIN_RULE = Set.of(0, 2, 6, 13, 14, 15, 21);

    private static final int NO_FILTER = -1;
    private static final int ATTRIBUTE = 4;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int UNICAST = 1;
    private static final int LOCAL = 2;

    private RouteMessages() {}

    /** A device. */
    record Link(int index, String name) {}

    /** An address of a device. */
    record Address(int index, Prefix prefix) {}

    /** A route of the system. */
    record SystemRoute(long table, long mark, Prefix network, int index, Ip gateway, Ip source) {}

    /** Write the request for all of a kind. */
    static void request(ByteBuffer out, int type, int sequence) {
        out.clear().order(ByteOrder.nativeOrder());
        out.putInt(HEADER + LINK).putShort((short) type).putShort((short) REQUEST_DUMP);
        out.putInt(sequence).putInt(0);
        out.putLong(0).putLong(0).flip();
    }

    /** Find an attribute in a message; return a view of its value, or null if it is not there. */
    private static @Nullable ByteBuffer attribute(ByteBuffer message, int start, int type) {
        int at = start;
        while (message.limit() - at >= ATTRIBUTE) {
            int length = message.getShort(at) & 0xffff;
            if (length < ATTRIBUTE || length > message.limit() - at) {
                return null;
            }
            if ((message.getShort(at + 2) & 0x3fff) == type) {
                return message.slice(at + ATTRIBUTE, length - ATTRIBUTE).order(ByteOrder.nativeOrder());
            }
            at += length + 3 & ~3;
        }
        return null;
    }

    private static @Nullable Ip ip(@Nullable ByteBuffer value, int family) {
        if (value == null) {
            return null;
        }
        ByteBuffer bytes = value.duplicate().order(ByteOrder.BIG_ENDIAN);
        if (family == INET && bytes.remaining() >= Integer.BYTES) {
            return Ip.v4(bytes.getInt(0));
        }
        return family == INET6 && bytes.remaining() >= 2 * Long.BYTES
                ? new Ip(bytes.getLong(0), bytes.getLong(Long.BYTES))
                : null;
    }

    /** Read a message about a device; null if it says nothing of use. The message is without its header. */
    static @Nullable Link link(ByteBuffer message) {
        ByteBuffer name = message.limit() < LINK ? null : attribute(message, LINK, 3);
        if (name == null || !name.hasRemaining()) {
            return null;
        }
        byte[] bytes = new byte[name.remaining() - 1];
        name.get(bytes);
        return new Link(message.getInt(4), new String(bytes, StandardCharsets.UTF_8));
    }

    /** Read a message about an address. */
    static @Nullable Address address(ByteBuffer message) {
        if (message.limit() < ADDRESS) {
            return null;
        }
        int family = message.get(0) & 0xff;
        // The address of this end, where there are two.
        Ip own = ip(attribute(message, ADDRESS, 2), family);
        Ip ip = own == null ? ip(attribute(message, ADDRESS, 1), family) : own;
        int length = (message.get(1) & 0xff) + (family == INET ? Ip.V4_BITS : 0);
        return ip == null || length > 2 * Long.SIZE ? null : new Address(message.getInt(4), new Prefix(ip, length));
    }

    /**
     * Read a message about a route; null if it is of a kind that packets are not sent by. Of several ways for one network
     * the first one counts whose device is up.
     */
    static @Nullable SystemRoute route(ByteBuffer message) {
        if (message.limit() < ROUTE) {
            return null;
        }
        int family = message.get(0) & 0xff;
        int type = message.get(7) & 0xff;
        NextHop hop = nextHop(message, family);
        boolean isKnown = (family == INET || family == INET6) && (type == UNICAST || type == LOCAL);
        if (!isKnown || hop == null) {
            return null;
        }
        int length = (message.get(1) & 0xff) + (family == INET ? Ip.V4_BITS : 0);
        Ip any = family == INET ? Ip.NONE_V4 : Ip.NONE;
        Ip destination = ip(attribute(message, ROUTE, 1), family);
        Ip source = ip(attribute(message, ROUTE, 7), family);
        ByteBuffer mark = attribute(message, ROUTE, 16);
        return new SystemRoute(
                table(message, ROUTE),
                mark == null ? 0 : mark.getInt(0) & 0xffff_ffffL,
                new Prefix(destination == null ? any : destination, Math.min(length, 2 * Long.SIZE)),
                hop.index(),
                hop.gateway(),
                source == null ? Ip.NONE : source);
    }

    /** Return the number of a table: from an attribute, or where it is one byte, from the header. */
    private static long table(ByteBuffer message, int header) {
        ByteBuffer table = attribute(message, header, 15);
        return table == null ? message.get(4) & 0xff : table.getInt(0) & 0xffff_ffffL;
    }

    /** Where packets go next. */
    private record NextHop(int index, Ip gateway) {}

    private static @Nullable NextHop nextHop(ByteBuffer message, int family) {
        ByteBuffer device = attribute(message, ROUTE, 4);
        if (device != null && device.remaining() >= Integer.BYTES) {
            return new NextHop(device.getInt(0), gateway(message, ROUTE, family));
        }
        ByteBuffer several = attribute(message, ROUTE, 9);
        NextHop first = null;
        for (int at = 0; several != null && several.limit() - at >= NEXT_HOP; ) {
            int length = several.getShort(at) & 0xffff;
            if (length < NEXT_HOP || length > several.limit() - at) {
                return first;
            }
            ByteBuffer one = several.slice(at, length).order(ByteOrder.nativeOrder());
            NextHop hop = new NextHop(one.getInt(4), gateway(one, NEXT_HOP, family));
            if ((one.get(2) & NEXT_HOP_DEAD) == 0) {
                return hop;
            }
            first = first == null ? hop : first;
            at += length + 3 & ~3;
        }
        return first;
    }

    /** Return the neighbour that forwards packets, which may have an address of the other family. */
    private static Ip gateway(ByteBuffer message, int start, int family) {
        Ip gateway = ip(attribute(message, start, 5), family);
        ByteBuffer via = gateway == null ? attribute(message, start, 18) : null;
        if (via != null && via.remaining() > Short.BYTES) {
            gateway = ip(via.slice(Short.BYTES, via.limit() - Short.BYTES), via.getShort(0));
        }
        return gateway == null ? Ip.NONE : gateway;
    }

    /**
     * Read a message about a rule; null if it looks at more than where packets come from, or does something else than name a
     * table, since such a rule is not for the packets of tunnels.
     */
    static @Nullable RouteRule rule(ByteBuffer message) {
        if (message.limit() < RULE) {
            return null;
        }
        int family = message.get(0) & 0xff;
        boolean isV4 = family == INET;
        int fromLength = message.get(2) & 0xff;
        boolean isInverted = (message.getInt(8) & INVERTED) != 0;
        boolean isPlain = message.get(1) == 0 && message.get(3) == 0 && (message.get(7) & 0xff) == LOOK_UP;
        if (!isPlain || !isV4 && family != INET6 || isInverted && fromLength == 0 || !hasPlainAttributes(message)) {
            return null;
        }
        Ip from = ip(attribute(message, RULE, 2), family);
        ByteBuffer priority = attribute(message, RULE, 6);
        return new RouteRule(
                priority == null ? 0 : priority.getInt(0) & 0xffff_ffffL,
                isInverted,
                false,
                from == null ? isV4 ? Ip.NONE_V4 : Ip.NONE : from,
                fromLength,
                table(message, RULE),
                isV4);
    }

    private static boolean hasPlainAttributes(ByteBuffer message) {
        for (int at = RULE; message.limit() - at >= ATTRIBUTE; ) {
            int length = message.getShort(at) & 0xffff;
            int type = message.getShort(at + 2) & 0x3fff;
            if (length < ATTRIBUTE || length > message.limit() - at || !PLAIN_RULE.contains(type)) {
                return false;
            }
            // Filters that are there, but let everything pass.
            if ((type == 13 || type == 14) && message.getInt(at + ATTRIBUTE) != NO_FILTER) {
                return false;
            }
            at += length + 3 & ~3;
        }
        return true;
    }
}
