/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.Burst;
import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.nativelib.PacketSocket;
import io.opsswitch.datapath.nativelib.RingFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The far end of a device: what is sent there comes in by the device, and what goes out by the device arrives here. */
final class Wire implements AutoCloseable {

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int SLOT = 4096;
    private static final int SLOTS = 256;
    private static final int VLAN = 0x8100;
    private static final long QUIET_NANOS = 150_000_000L;

    private final PacketSocket socket;
    private int slot;

    Wire(String device) throws NativeException {
        socket = PacketSocket.open(SLOT, SLOTS, false);
        socket.attach(NetworkLinks.query(device).ifindex());
    }

    void send(byte[] frame) {
        ByteBuffer memory =
                ByteBuffer.allocateDirect(OffloadHeader.BYTES + frame.length).order(ByteOrder.nativeOrder());
        memory.put(OffloadHeader.BYTES, frame);
        ByteBuffer burst = ByteBuffer.allocateDirect(Burst.ENTRY_BYTES).order(ByteOrder.nativeOrder());
        burst.putLong(Descriptors.addressOf(memory)).putLong(memory.capacity());
        long result = Burst.send(socket.fd(), Descriptors.addressOf(burst), 1);
        if (Burst.sent(result) != 1) {
            throw new IllegalStateException("a frame could not be sent, error " + Burst.errno(result));
        }
    }

    /** Return what has arrived, when nothing more comes for a while. */
    List<byte[]> take() throws InterruptedException {
        List<byte[]> frames = new ArrayList<>();
        long last = System.nanoTime();
        while (System.nanoTime() - last < QUIET_NANOS) {
            int status = (int) INT.getAcquire(socket.ring(), slot);
            if ((status & RingFrame.STATUS_USER) == 0) {
                Thread.sleep(5);
            } else {
                frames.add(frame(status));
                INT.setRelease(socket.ring(), slot, RingFrame.STATUS_KERNEL);
                slot = (slot + SLOT) % (SLOTS * SLOT);
                last = System.nanoTime();
            }
        }
        return frames;
    }

    /** The system takes the outermost tag out of a frame; it is put back. */
    private byte[] frame(int status) {
        ByteBuffer ring = socket.ring();
        int length = ring.getInt(slot + RingFrame.STORED);
        int at = slot + (ring.getShort(slot + RingFrame.MAC) & 0xffff);
        int tag = (status & RingFrame.STATUS_VLAN) != 0 ? 4 : 0;
        byte[] frame = new byte[length + tag];
        int addresses = tag == 0 ? length : 12;
        ring.get(at, frame, 0, addresses);
        if (tag != 0) {
            int tpid = (status & RingFrame.STATUS_VLAN_TPID) != 0 ? ring.getShort(slot + RingFrame.VLAN_TPID) : VLAN;
            ByteBuffer.wrap(frame, addresses, tag)
                    .putShort((short) tpid)
                    .putShort(ring.getShort(slot + RingFrame.VLAN_TCI));
            ring.get(at + addresses, frame, addresses + tag, length - addresses);
        }
        return frame;
    }

    @Override
    public void close() {
        socket.close();
    }
}
