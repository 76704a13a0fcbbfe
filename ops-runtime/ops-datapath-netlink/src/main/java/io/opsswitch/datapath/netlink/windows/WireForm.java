/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;

/**
 * What messages look like on their way to and from the driver, where that differs from Linux:
 *
 * <ul>
 *   <li>the sender must be the handle's own number, and the datapath 0;
 *   <li>messages of connection tracking have the datapath's 4 bytes behind their netfilter header;
 *   <li>replies about meters carry the command in place of the family's version.
 * </ul>
 */
final class WireForm {
    private static final int NETFILTER_CONNTRACK = 1;
    private static final int DATAPATH_FIELD = 4;

    private WireForm() {}

    /** Return whether messages of a type are connection tracking's. */
    static boolean isConntrack(int type) {
        return type >>> 8 == NETFILTER_CONNTRACK;
    }

    /**
     * Copy a request as it has to be, and put what the channel fills in into the original too.
     *
     * @throws NetlinkException with EMSGSIZE if it is longer than the copy may be
     */
    static ByteBuffer outgoing(ByteBuffer request, ByteBuffer to, int flags, int sequence, int pid)
            throws NetlinkException {
        int begin = request.position();
        int length = NetlinkHeader.checkedLength(request, begin, request.limit());
        if (length < NetlinkHeader.GENERIC_BYTES || length > to.capacity() - DATAPATH_FIELD) {
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "a request of " + length + " bytes; the driver takes from " + NetlinkHeader.GENERIC_BYTES + " to "
                            + (to.capacity() - DATAPATH_FIELD));
        }
        request.putInt(begin + NetlinkHeader.SEQUENCE, sequence);
        request.putInt(begin + NetlinkHeader.PID, pid);
        to.clear();
        if (isConntrack(NetlinkHeader.type(request, begin))) {
            to.put(0, request, begin, NetlinkHeader.GENERIC_BYTES);
            to.put(
                    NetlinkHeader.DATAPATH_BYTES,
                    request,
                    begin + NetlinkHeader.GENERIC_BYTES,
                    length - NetlinkHeader.GENERIC_BYTES);
            length += DATAPATH_FIELD;
            to.putInt(NetlinkHeader.LENGTH, length);
        } else {
            to.put(0, request, begin, length);
        }
        if (length >= NetlinkHeader.DATAPATH_BYTES) {
            to.putInt(NetlinkHeader.DATAPATH, 0);
        }
        to.putShort(NetlinkHeader.FLAGS, (short) (NetlinkHeader.flags(to, 0) | flags));
        return to.limit(length);
    }

    /**
     * Make a message what it would be on Linux, in place.
     *
     * @return its new length
     */
    static int incoming(ByteBuffer buffer, int at, int length) {
        int type = NetlinkHeader.type(buffer, at);
        if (isConntrack(type) && length >= NetlinkHeader.DATAPATH_BYTES) {
            int shorter = length - DATAPATH_FIELD;
            buffer.put(
                    at + NetlinkHeader.GENERIC_BYTES,
                    buffer,
                    at + NetlinkHeader.DATAPATH_BYTES,
                    length - NetlinkHeader.DATAPATH_BYTES);
            buffer.putInt(at + NetlinkHeader.LENGTH, shorter);
            return shorter;
        }
        if (type == Family.METER.windowsNumber() && length >= NetlinkHeader.GENERIC_BYTES) {
            buffer.put(at + NetlinkHeader.VERSION, (byte) Family.METER.version());
        }
        return length;
    }
}
