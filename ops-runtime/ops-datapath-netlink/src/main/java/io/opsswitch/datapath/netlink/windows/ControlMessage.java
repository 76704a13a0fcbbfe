/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;

/**
 * Messages of the control family, which exists on Windows only and does what socket calls do elsewhere. Each method
 * writes one message into a buffer, which it flips; sequence number and sender are put in on the way out.
 */
final class ControlMessage {
    static final int FAMILY = 0x11;
    static final int PEND_EVENT = 0;
    static final int PEND_PACKET = 1;
    static final int SUBSCRIBE_GROUP = 2;
    static final int SUBSCRIBE_PACKETS = 3;
    static final int SOCKET_PROPERTIES = 6;

    private static final int VERSION = 1;
    private static final int GROUP = 0;
    private static final int JOIN = 1;
    private static final int PACKETS = 2;
    private static final int PACKETS_PID = 3;
    private static final int PROTOCOL = 0;
    private static final int PID = 1;

    private ControlMessage() {}

    /** Ask for the request to be kept until an event or upcall comes. */
    static ByteBuffer pend(ByteBuffer to, boolean packets) {
        return finish(begin(to, packets ? PEND_PACKET : PEND_EVENT));
    }

    /** Ask for the events of a group. */
    static ByteBuffer subscribe(ByteBuffer to, int group) {
        return finish(flag(number(begin(to, SUBSCRIBE_GROUP), GROUP, group), JOIN));
    }

    /** Ask for upcalls. */
    static ByteBuffer subscribePackets(ByteBuffer to, int pid) {
        return finish(number(flag(begin(to, SUBSCRIBE_PACKETS), PACKETS), PACKETS_PID, pid));
    }

    /** Tell the handle's protocol, and what we take its number for. */
    static ByteBuffer socketProperties(ByteBuffer to, int protocol, int pid) {
        return finish(number(number(begin(to, SOCKET_PROPERTIES), PROTOCOL, protocol), PID, pid));
    }

    /** Return whether a reply confirms {@link #socketProperties}. */
    static boolean confirms(ByteBuffer reply, int protocol, int pid) {
        boolean sameProtocol = false;
        boolean samePid = false;
        for (int at = NetlinkHeader.DATAPATH_BYTES; at + 8 <= reply.limit(); ) {
            int size = reply.getShort(at) & 0xffff;
            int value = reply.getInt(at + 4);
            if (size != 8) {
                return false;
            }
            switch (reply.getShort(at + 2)) {
                case PROTOCOL -> sameProtocol = value == protocol;
                case PID -> samePid = value == pid;
                default -> {}
            }
            at += 8;
        }
        return sameProtocol && samePid;
    }

    private static ByteBuffer begin(ByteBuffer to, int command) {
        to.clear();
        to.putInt(0).putShort((short) FAMILY).putShort((short) NetlinkHeader.REQUEST);
        to.putInt(0).putInt(0);
        return to.put((byte) command).put((byte) VERSION).putShort((short) 0).putInt(0);
    }

    private static ByteBuffer number(ByteBuffer to, int type, int value) {
        return to.putShort((short) 8).putShort((short) type).putInt(value);
    }

    private static ByteBuffer flag(ByteBuffer to, int type) {
        return to.putShort((short) 5).putShort((short) type).putInt(1); // one byte and its padding
    }

    private static ByteBuffer finish(ByteBuffer to) {
        return to.putInt(NetlinkHeader.LENGTH, to.position()).flip();
    }
}
