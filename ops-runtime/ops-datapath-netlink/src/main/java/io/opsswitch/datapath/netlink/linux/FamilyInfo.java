/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel tells of a generic netlink family (linux/genetlink.h, CTRL_CMD_GETFAMILY of the family nlctrl).
 *
 * @param name its name
 * @param number the type of its messages
 * @param largestAttribute the largest number of an attribute that it knows, 0 if it does not say
 * @param groups its multicast groups by name
 */
record FamilyInfo(String name, int number, int largestAttribute, Map<String, Integer> groups) {
    private static final int NLCTRL = 0x10;
    private static final int GETFAMILY = 3;
    private static final int FAMILY_ID = 1;
    private static final int FAMILY_NAME = 2;
    private static final int MAX_ATTRIBUTE = 5;
    private static final int MCAST_GROUPS = 7;
    private static final int GROUP_NAME = 1;
    private static final int GROUP_ID = 2;
    private static final int TYPE_MASK = 0x3fff;
    private static final int LONGEST_NAME = 15;
    private static final int REPLY_BYTES = 16384;

    /** Ask for a family. ENOENT if the kernel does not have it. */
    static FamilyInfo query(NetlinkChannel channel, String name) throws NetlinkException {
        ByteBuffer reply = ByteBuffer.allocateDirect(REPLY_BYTES).order(ByteOrder.nativeOrder());
        try {
            if (!channel.transact(request(name), reply)) {
                throw new NetlinkException(Errno.EPROTO, "the kernel said nothing of its family " + name);
            }
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                throw new NetlinkException(
                        Errno.ENOENT,
                        "the kernel has no netlink family " + name
                                + ": its module openvswitch is not loaded; load it (modprobe openvswitch)");
            }
            throw e;
        }
        return parse(reply);
    }

    /** Make a request for a family. */
    static ByteBuffer request(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        if (text.length > LONGEST_NAME) {
            throw new IllegalArgumentException("the family name " + name + " is longer than " + LONGEST_NAME);
        }
        int size = 4 + text.length + 1;
        int total = NetlinkHeader.GENERIC_BYTES + (size + 3 & ~3);
        ByteBuffer request = ByteBuffer.allocateDirect(total).order(ByteOrder.nativeOrder());
        request.putInt(NetlinkHeader.LENGTH, total);
        request.putShort(NetlinkHeader.TYPE, (short) NLCTRL);
        request.putShort(NetlinkHeader.FLAGS, (short) NetlinkHeader.REQUEST);
        request.put(NetlinkHeader.COMMAND, (byte) GETFAMILY);
        request.put(NetlinkHeader.VERSION, (byte) 1);
        request.putShort(NetlinkHeader.GENERIC_BYTES, (short) size);
        request.putShort(NetlinkHeader.GENERIC_BYTES + 2, (short) FAMILY_NAME);
        request.put(NetlinkHeader.GENERIC_BYTES + 4, text);
        return request;
    }

    /** Read what the kernel tells of a family. */
    static FamilyInfo parse(ByteBuffer message) throws NetlinkException {
        String name = "";
        int number = 0;
        int largest = 0;
        Map<String, Integer> groups = new HashMap<>();
        for (int at = NetlinkHeader.GENERIC_BYTES; at < message.limit(); at = next(message, at)) {
            switch (type(message, at, message.limit())) {
                case FAMILY_ID -> number = message.getShort(payload(message, at, 2)) & 0xffff;
                case FAMILY_NAME -> name = string(message, at);
                case MAX_ATTRIBUTE -> largest = message.getInt(payload(message, at, 4));
                case MCAST_GROUPS -> readGroups(message, at, groups);
                default -> {}
            }
        }
        if (number == 0) {
            throw new NetlinkException(Errno.EPROTO, "the kernel did not tell the number of its family " + name);
        }
        return new FamilyInfo(name, number, largest, Map.copyOf(groups));
    }

    private static void readGroups(ByteBuffer message, int list, Map<String, Integer> groups) throws NetlinkException {
        int listEnd = end(message, list);
        for (int group = list + 4; group < listEnd; group = next(message, group)) {
            type(message, group, listEnd);
            String name = "";
            int id = 0;
            int groupEnd = end(message, group);
            for (int at = group + 4; at < groupEnd; at = next(message, at)) {
                switch (type(message, at, groupEnd)) {
                    case GROUP_NAME -> name = string(message, at);
                    case GROUP_ID -> id = message.getInt(payload(message, at, 4));
                    default -> {}
                }
            }
            groups.put(name, id);
        }
    }

    /** Return the type of an attribute after a look at its length. */
    private static int type(ByteBuffer message, int at, int limit) throws NetlinkException {
        int size = limit - at < 4 ? 0 : message.getShort(at) & 0xffff;
        if (size < 4 || size > limit - at) {
            throw damaged(at);
        }
        return message.getShort(at + 2) & TYPE_MASK;
    }

    /** Return where the payload of an attribute begins, which must have so many bytes. */
    private static int payload(ByteBuffer message, int at, int bytes) throws NetlinkException {
        if (end(message, at) - at - 4 < bytes) {
            throw damaged(at);
        }
        return at + 4;
    }

    private static NetlinkException damaged(int at) {
        return new NetlinkException(
                Errno.EPROTO, "what the kernel tells of a family is damaged: the attribute at byte " + at);
    }

    private static int end(ByteBuffer message, int at) {
        return at + (message.getShort(at) & 0xffff);
    }

    private static int next(ByteBuffer message, int at) {
        return at + ((message.getShort(at) & 0xffff) + 3 & ~3);
    }

    private static String string(ByteBuffer message, int at) {
        byte[] text = new byte[end(message, at) - at - 4];
        message.get(at + 4, text);
        return new String(text, StandardCharsets.US_ASCII).replace("\0", "");
    }

    /** Return the number of a group. */
    int group(String group) throws NetlinkException {
        Integer id = groups.get(group);
        if (id == null) {
            throw new NetlinkException(
                    Errno.ENOENT, "the kernel's netlink family " + name + " has no multicast group " + group);
        }
        return id;
    }
}
