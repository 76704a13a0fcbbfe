/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.XdpProgram;
import io.opsswitch.datapath.nativelib.XdpSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An existing network device whose frames come by {@code AF_XDP}, past the host's network stack, from each of its receive
 * queues by a socket of its own. The kernel tells nothing of unfinished checksums or of tags that it took out, and takes
 * complete frames only.
 */
public final class XdpDevice implements NetworkDevice {

    private static final int CHUNK = 2048;
    private static final int LARGE_CHUNK = 4096;

    /** An Ethernet header with two tags. */
    private static final int HEADERS = 22;

    private final XdpMode mode;
    private final List<XdpQueue> queues;
    private @Nullable XdpProgram program;
    private XdpSocket.@Nullable Mode usedMode;

    /**
     * Open a device that receives nothing yet.
     *
     * @param queueCount how many receive queues it has
     * @throws NativeException if the system cannot
     */
    public XdpDevice(XdpMode mode, int queueCount) throws NativeException {
        this.mode = mode;
        List<XdpQueue> opened = new ArrayList<>();
        try {
            while (opened.size() < queueCount) {
                opened.add(new XdpQueue());
            }
        } catch (NativeException e) {
            opened.forEach(XdpQueue::close);
            throw e;
        }
        this.queues = List.copyOf(opened);
    }

    @Override
    public synchronized void attach(NetworkLink link) throws NativeException {
        int needed = link.mtu() + HEADERS + XdpSocket.HEADROOM;
        // A device with larger frames is served too: those that do not fit are dropped and counted.
        int chunk = needed <= CHUNK ? CHUNK : LARGE_CHUNK;
        // That of a device which has gone, and a new one may have its number.
        closeProgram();
        NativeException refusal = null;
        for (XdpSocket.Mode wanted : mode.attempts()) {
            try {
                begin(link.ifindex(), chunk, wanted);
                return;
            } catch (NativeException e) {
                refusal = e;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private void begin(int ifindex, int chunk, XdpSocket.Mode wanted) throws NativeException {
        List<XdpSocket> sockets = new ArrayList<>();
        XdpProgram attached;
        try {
            for (int queue = 0; queue < queues.size(); queue++) {
                sockets.add(XdpSocket.open(ifindex, queue, chunk, wanted));
            }
            attached = XdpProgram.attach(ifindex, wanted, sockets);
        } catch (NativeException e) {
            sockets.forEach(XdpSocket::close);
            throw e;
        }
        program = attached;
        usedMode = wanted;
        int begun = 0;
        try {
            for (; begun < queues.size(); begun++) {
                queues.get(begun).begin(sockets.get(begun));
            }
        } catch (NativeException e) {
            closeProgram();
            sockets.subList(begun, sockets.size()).forEach(XdpSocket::close);
            throw e;
        }
    }

    private void closeProgram() {
        XdpProgram old = program;
        if (old != null) {
            program = null;
            old.close();
        }
    }

    @Override
    public void detach() {
        queues.forEach(XdpQueue::detach);
    }

    /** Return how frames come, null before the first {@link #attach}. */
    public synchronized XdpSocket.@Nullable Mode usedMode() {
        return usedMode;
    }

    @Override
    public List<XdpQueue> sources() {
        return queues;
    }

    @Override
    public long transmit(long burst, int count) {
        // The frames of a flow are all sent by the thread that reads its queue, and so stay in order.
        int queue = (int) (Thread.currentThread().getId() % queues.size());
        return queues.get(queue).transmit(burst, count);
    }

    @Override
    public boolean takesOffloads() {
        return false;
    }

    @Override
    public long takeDrops() {
        long sum = 0;
        for (XdpQueue queue : queues) {
            sum += queue.takeDrops();
        }
        return sum;
    }

    @Override
    public synchronized void close() {
        closeProgram();
        queues.forEach(XdpQueue::close);
    }
}
