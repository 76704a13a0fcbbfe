/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel.MessageSink;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers on one handle: one request for each call. A dump is a WRITE and then READs until one gives
 * nothing (most families) or the end message (flows). Used by the channel's thread.
 */
final class Requests {
    private static final int LARGEST = 65536;

    /** The driver refuses room for less than an error message; this is enough for usual replies. */
    private static final int SMALLEST_ROOM = 4096;

    private static final int VPORT_NEW = 1;

    /** Asked for a meter that does not exist, the driver says that it exists. */
    private static final int METER_GET = 4;

    private final DeviceDoor.Handle handle;
    private final int pid;
    private final ByteBuffer out = direct(LARGEST + 4);
    private final ByteBuffer in = direct(LARGEST);
    private int sequence;

    Requests(DeviceDoor.Handle handle, int pid) {
        this.handle = handle;
        this.pid = pid;
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    static void requireDirect(ByteBuffer buffer, String what) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the " + what + " must be a direct buffer");
        }
    }

    /** Tell the driver the handle's protocol; without, it takes no subscription. */
    void introduce(Protocol protocol) throws NetlinkException {
        ByteBuffer message = ControlMessage.socketProperties(direct(64), protocol.number(), pid);
        ByteBuffer reply = direct(256);
        if (!transact(message, reply) || !ControlMessage.confirms(reply, protocol.number(), pid)) {
            throw new NetlinkException(
                    Errno.EPROTO,
                    "the driver did not confirm protocol " + protocol.number() + " and number " + pid
                            + " of a handle; is it Open vSwitch's?");
        }
    }

    /** Send a message of the control family that has no reply. */
    void tell(UnaryOperator<ByteBuffer> message, String tried) throws NetlinkException {
        ByteBuffer wire = WireForm.outgoing(message.apply(direct(64)), out, 0, nextSequence(), pid);
        call(tried, Ioctl.WRITE, wire, null);
    }

    boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        requireDirect(request, "request");
        int expected = nextSequence();
        ByteBuffer wire = WireForm.outgoing(request, out, NetlinkHeader.REQUEST | NetlinkHeader.ACK, expected, pid);
        int type = NetlinkHeader.type(wire, 0);
        int command = wire.get(NetlinkHeader.COMMAND);
        // What the caller has room for and a little more, so that a reply that is too long for it is noticed.
        in.clear().limit(Math.min(LARGEST, Math.max(SMALLEST_ROOM, reply.capacity() + 64)));
        int bytes = call("a request to the datapath", Ioctl.TRANSACT, wire, in);
        reply.clear().limit(0);
        if (bytes == 0) {
            if (type == Family.VPORT.windowsNumber() && command == VPORT_NEW) {
                throw new NetlinkException(
                        Errno.EEXIST, "there is a tunnel port with this protocol and UDP port already (File exists)");
            }
            return false;
        }
        int length = whole(in, 0, bytes);
        if (NetlinkHeader.sequence(in, 0) != expected) {
            throw new NetlinkException(
                    Errno.EPROTO,
                    "the driver answered request " + NetlinkHeader.sequence(in, 0) + " in place of " + expected);
        }
        if (NetlinkHeader.type(in, 0) == NetlinkHeader.ERROR) {
            int errno = WindowsErrors.errno(in, 0, length);
            if (errno != 0) {
                boolean noMeter = type == Family.METER.windowsNumber() && command == METER_GET && errno == Errno.EEXIST;
                throw WindowsErrors.refusal(noMeter ? Errno.ENOENT : errno);
            }
            return false;
        }
        length = WireForm.incoming(in, 0, length);
        if (length > reply.capacity()) {
            throw tooLong(length, reply.capacity());
        }
        reply.limit(length).put(0, in, 0, length);
        return true;
    }

    void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        requireDirect(request, "request");
        requireDirect(buffer, "buffer");
        int flags = NetlinkHeader.REQUEST | NetlinkHeader.ACK | NetlinkHeader.DUMP;
        ByteBuffer wire = WireForm.outgoing(request, out, flags, nextSequence(), pid);
        call("a request for a dump", Ioctl.WRITE, wire, null);
        ByteBuffer view = buffer.duplicate().order(ByteOrder.nativeOrder());
        boolean more = true;
        while (more) {
            buffer.clear();
            int bytes = call("reading a dump", Ioctl.READ, null, buffer);
            more = bytes > 0 && takePart(buffer, bytes, view, sink);
        }
    }

    /** Hand on the messages of one read; return whether to read on. An abandoned dump ends with the next WRITE. */
    private static boolean takePart(ByteBuffer buffer, int bytes, ByteBuffer view, MessageSink sink)
            throws NetlinkException {
        for (int at = 0; at < bytes; ) {
            int length = whole(buffer, at, bytes);
            switch (NetlinkHeader.type(buffer, at)) {
                case NetlinkHeader.NOOP -> {}
                case NetlinkHeader.DONE -> {
                    return false; // without the error number that Linux adds
                }
                case NetlinkHeader.ERROR -> {
                    int errno = WindowsErrors.errno(buffer, at, length);
                    if (errno != 0) {
                        throw WindowsErrors.refusal(errno);
                    }
                    return false;
                }
                default -> {
                    view.clear().position(at).limit(at + WireForm.incoming(buffer, at, length));
                    sink.accept(view);
                }
            }
            at += length + 3 & ~3;
        }
        return true;
    }

    /** Return the length of a message, which the driver cuts silently where the room is too small. */
    private static int whole(ByteBuffer buffer, int at, int end) throws NetlinkException {
        if (end - at >= NetlinkHeader.BYTES && buffer.getInt(at + NetlinkHeader.LENGTH) > end - at) {
            throw tooLong(buffer.getInt(at + NetlinkHeader.LENGTH), end - at);
        }
        return NetlinkHeader.checkedLength(buffer, at, end);
    }

    private static NetlinkException tooLong(int length, int room) {
        return new NetlinkException(
                Errno.EMSGSIZE, "the answer of " + length + " bytes does not fit the buffer, which has " + room);
    }

    private int call(String tried, int code, @Nullable ByteBuffer request, @Nullable ByteBuffer answer)
            throws NetlinkException {
        try {
            return handle.control(code, request, answer, WindowsChannel.REQUEST_MILLIS);
        } catch (Win32Exception e) {
            throw WindowsErrors.ofCall(tried, e);
        }
    }

    private int nextSequence() {
        sequence = sequence == -1 ? 1 : sequence + 1;
        return sequence;
    }
}
