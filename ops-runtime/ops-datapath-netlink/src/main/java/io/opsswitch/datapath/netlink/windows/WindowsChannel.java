/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.nativelib.UseGuard;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One handle of the device: says who it is, sends requests, subscribes. What follows a subscription is {@link EventWait}'s.
 * The handle is freed by whoever leaves last ({@link UseGuard}).
 */
final class WindowsChannel implements NetlinkChannel {

    /** Longer than the driver takes for anything, a tunnel's port included, which it makes in another component. */
    static final int REQUEST_MILLIS = 10_000;

    private static final int VPORT_GROUP = 101;

    private final Protocol protocol;
    private final Consumer<WindowsChannel> onClose;
    private final DeviceDoor.Handle handle;
    private final UseGuard guard;
    private final Requests requests;
    private final int pid;

    /** Set once by the channel's thread, read by those who wake. */
    private volatile @Nullable EventWait wait;

    private boolean packets;

    private WindowsChannel(
            Protocol protocol, DeviceDoor.Handle handle, int pid, Requests requests, Consumer<WindowsChannel> onClose) {
        this.protocol = protocol;
        this.handle = handle;
        this.pid = pid;
        this.requests = requests;
        this.onClose = onClose;
        this.guard = new UseGuard("device handle " + pid, handle::close);
    }

    static WindowsChannel open(DeviceDoor door, Protocol protocol, Consumer<WindowsChannel> onClose)
            throws NetlinkException {
        DeviceDoor.Handle handle;
        try {
            handle = door.open();
        } catch (Win32Exception e) {
            throw WindowsErrors.ofCall("opening the Open vSwitch device", e);
        }
        boolean good = false;
        try {
            int pid = askPid(handle);
            Requests requests = new Requests(handle, pid);
            requests.introduce(protocol);
            WindowsChannel channel = new WindowsChannel(protocol, handle, pid, requests, onClose);
            good = true;
            return channel;
        } finally {
            if (!good) {
                handle.close();
            }
        }
    }

    private static int askPid(DeviceDoor.Handle handle) throws NetlinkException {
        ByteBuffer answer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        int bytes;
        try {
            bytes = handle.control(Ioctl.GET_PID, null, answer, REQUEST_MILLIS);
        } catch (Win32Exception e) {
            throw WindowsErrors.ofCall("asking for the number of a device handle", e);
        }
        if (bytes != 4) {
            throw new NetlinkException(
                    Errno.EPROTO, "the driver told the number of a handle in " + bytes + " bytes, not 4");
        }
        return answer.getInt(0);
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        enter();
        try {
            refuseIfSubscribed();
            return requests.transact(request, reply);
        } catch (NetlinkException e) {
            throw closedOr(e);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        enter();
        try {
            refuseIfSubscribed();
            requests.dump(request, buffer, sink);
        } catch (NetlinkException e) {
            throw closedOr(e);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        Protocol wanted = group == MulticastGroup.VPORT ? Protocol.GENERIC : Protocol.NETFILTER;
        if (protocol != wanted || packets) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "group " + group + " wants a channel of protocol " + wanted + " without upcalls, not " + protocol
                            + (packets ? " with them" : ""));
        }
        int number = switch (group) {
            case VPORT -> VPORT_GROUP;
            case CONNTRACK_NEW -> 1;
            case CONNTRACK_UPDATE -> 2;
            case CONNTRACK_DESTROY -> 3;
        };
        enter();
        try {
            requests.tell(to -> ControlMessage.subscribe(to, number), "subscribing to " + group);
            startWait(false);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void subscribePackets() throws NetlinkException {
        if (protocol != Protocol.GENERIC || (wait != null && !packets)) {
            throw new NetlinkException(
                    Errno.EINVAL, "upcalls want a channel of protocol GENERIC without events; open another one");
        }
        enter();
        try {
            requests.tell(to -> ControlMessage.subscribePackets(to, pid), "subscribing to upcalls");
            packets = true;
            startWait(true);
        } finally {
            guard.leave();
        }
    }

    private void startWait(boolean forPackets) {
        if (wait == null) {
            ByteBuffer pend = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
            ControlMessage.pend(pend, forPackets).putInt(NetlinkHeader.PID, pid);
            wait = new EventWait(handle, forPackets ? Ioctl.READ_PACKET : Ioctl.READ_EVENT, pend);
        }
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        Requests.requireDirect(message, "message");
        EventWait waiting = wait;
        if (waiting == null) {
            throw new NetlinkException(Errno.EINVAL, "channel " + pid + " has subscribed to nothing");
        }
        enter();
        try {
            message.limit(0);
            int bytes = waiting.next(message, timeoutNanos, REQUEST_MILLIS);
            message.limit(bytes).position(0);
            return bytes > 0 && takeEvent(message, bytes);
        } catch (Win32Exception e) {
            message.limit(0);
            throw closedOr(WindowsErrors.ofCall(packets ? "reading upcalls" : "reading events", e));
        } finally {
            guard.leave();
        }
    }

    /** Look at what came. Error messages, the driver's answer to a failed read, become exceptions. */
    private static boolean takeEvent(ByteBuffer message, int bytes) throws NetlinkException {
        int length = bytes < NetlinkHeader.BYTES ? 0 : message.getInt(NetlinkHeader.LENGTH);
        if (length > bytes) {
            message.limit(0);
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "a message of " + length + " bytes was cut: the buffer has room for " + message.capacity());
        }
        length = NetlinkHeader.checkedLength(message, 0, bytes);
        if (NetlinkHeader.type(message, 0) == NetlinkHeader.ERROR) {
            int errno = WindowsErrors.errno(message, 0, length);
            message.limit(0);
            throw WindowsErrors.refusal(errno);
        }
        message.limit(WireForm.incoming(message, 0, length));
        return true;
    }

    @Override
    public void wake() {
        EventWait waiting = wait;
        if (waiting != null) {
            guard.whileOpen(waiting::wake);
        }
    }

    @Override
    public void close() {
        guard.close(handle::cancelAll);
        onClose.accept(this);
    }

    private void enter() throws NetlinkException {
        if (!guard.enter()) {
            throw closed();
        }
    }

    private NetlinkException closed() {
        return new NetlinkException(Errno.ECANCELED, "channel " + pid + " was closed");
    }

    /** Closing cancels what is under way; the error then says so. */
    private NetlinkException closedOr(NetlinkException e) {
        return guard.isClosed() && e.errno() == Errno.ECANCELED ? closed() : e;
    }

    private void refuseIfSubscribed() throws NetlinkException {
        if (wait != null) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "channel " + pid + " has subscribed to events or upcalls; open another one for requests");
        }
    }
}
