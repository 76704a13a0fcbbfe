/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.Burst;
import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.nativelib.PacketSocket;
import io.opsswitch.datapath.nativelib.RingFrame;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Batch;
import io.opsswitch.datapath.userspace.frame.VlanEditor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An existing network device, reached through a packet socket with a mapped ring.
 *
 * <p>Frames stay in the ring from {@link #receive} to {@link #release}; a frame too large for a slot (a segment to be
 * cut, up to 64 kB) is fetched with a call. A VLAN tag that the kernel took out is put back.
 */
public final class RingDevice implements NetworkDevice, FrameSource {

    private static final VarHandle STATUS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /** Holds frames of 1500 bytes of payload, with headers, tags and headroom. */
    private static final int SLOT = 2048;

    private static final int SLOTS = 4096;

    private final PacketSocket socket;
    private final ByteBuffer ring;
    private final ByteBuffer frames;
    private final AtomicLong drops = new AtomicLong();
    private int next;
    private int first;
    private int taken;

    /**
     * Open a device that receives nothing yet.
     *
     * @throws NativeException if this process may not or the system cannot
     */
    public RingDevice() throws NativeException {
        socket = PacketSocket.open(SLOT, SLOTS, true);
        ring = socket.ring();
        frames = socket.ring().duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public void attach(NetworkLink link) throws NativeException {
        socket.attach(link.ifindex());
    }

    @Override
    public void detach() throws NativeException {
        socket.detach();
    }

    @Override
    public List<FrameSource> sources() {
        return List.of(this);
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    @Override
    public boolean receive(Batch batch) {
        first = next;
        taken = 0;
        while (!batch.isFull()) {
            int slot = next * SLOT;
            int status = (int) STATUS.getAcquire(ring, slot);
            if ((status & RingFrame.STATUS_USER) == 0) {
                return false;
            }
            if (!take(batch, slot, status)) {
                return true;
            }
            taken++;
            next = next + 1 == SLOTS ? 0 : next + 1;
        }
        return true;
    }

    /** Add the frame of one slot; return false if there is no room for it before the batch is cleared. */
    private boolean take(Batch batch, int slot, int status) {
        int length = ring.getInt(slot + RingFrame.LENGTH);
        int stored = ring.getInt(slot + RingFrame.STORED);
        ByteBuffer memory = frames;
        long base = socket.address();
        int offset = slot + (ring.getShort(slot + RingFrame.MAC) & 0xffff);
        if (stored < length) {
            Arena arena = batch.arena();
            if (!arena.hasRoom(Arena.LARGEST_FRAME)) {
                return false;
            }
            if ((status & RingFrame.STATUS_COPY) == 0) {
                drops.incrementAndGet();
                return true;
            }
            memory = arena.memory();
            base = arena.address();
            int capacity = Math.min(length, Arena.LARGEST_FRAME);
            offset = arena.allocate(capacity);
            int got = PacketSocket.receiveCopy(
                    socket.fd(), base + offset - OffloadHeader.BYTES, capacity + OffloadHeader.BYTES);
            if (got != capacity + OffloadHeader.BYTES) {
                drops.incrementAndGet();
                return true;
            }
        }
        if ((status & RingFrame.STATUS_VLAN) != 0) {
            int tpid = (status & RingFrame.STATUS_VLAN_TPID) != 0
                    ? ring.getShort(slot + RingFrame.VLAN_TPID) & 0xffff
                    : EtherType.VLAN;
            VlanEditor.push(memory, offset, tpid, ring.getShort(slot + RingFrame.VLAN_TCI));
            offset -= VlanEditor.TAG;
            length += VlanEditor.TAG;
        }
        batch.add(memory, base, offset, length);
        return true;
    }

    @Override
    public void release() {
        int slot = first;
        for (int i = 0; i < taken; i++) {
            STATUS.setRelease(ring, slot * SLOT, RingFrame.STATUS_KERNEL);
            slot = slot + 1 == SLOTS ? 0 : slot + 1;
        }
        taken = 0;
    }

    @Override
    public boolean hasFrame() {
        return ((int) STATUS.getAcquire(ring, next * SLOT) & RingFrame.STATUS_USER) != 0;
    }

    @Override
    public long transmit(long burst, int count) {
        return Burst.send(socket.fd(), burst, count);
    }

    @Override
    public boolean takesOffloads() {
        return true;
    }

    @Override
    public boolean clearError() {
        // ENETDOWN when the device went down or away. The socket stays: it is attached again when the device returns.
        Descriptors.takeSocketError(socket.fd());
        return true;
    }

    @Override
    public long takeDrops() {
        return drops.getAndSet(0) + socket.takeDrops();
    }

    @Override
    public void close() {
        socket.close();
    }
}
