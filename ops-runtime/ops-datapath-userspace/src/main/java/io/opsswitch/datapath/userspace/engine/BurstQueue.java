/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.nativelib.Burst;
import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.userspace.device.Device;
import io.opsswitch.datapath.userspace.frame.Offload;
import io.opsswitch.datapath.userspace.frame.Segmenter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Collects frames for a device and sends them with one call. */
final class BurstQueue extends TxQueue {

    private static final int EMSGSIZE = 90;
    private static final int EINVAL = 22;

    private final Device device;
    private final int slot;
    private final ByteBuffer burst =
            ByteBuffer.allocateDirect(Burst.MAX * Burst.ENTRY_BYTES).order(ByteOrder.nativeOrder());
    private final long burstAddress = Descriptors.addressOf(burst);
    private final boolean takesOffloads;
    /** Made when the first frame is to be cut. */
    private @Nullable Segmenter segmenter;

    private int count;
    private long bytes;

    BurstQueue(PortBase port, Device device, int slot) {
        super(port);
        this.device = device;
        this.takesOffloads = device.takesOffloads();
        this.slot = slot;
    }

    @Override
    protected void add(ByteBuffer memory, long base, int frame, int length) {
        if (takesOffloads) {
            put(base + frame, length);
        } else if (Offload.needsSegmentation(memory, frame)) {
            addSegments(memory, frame, length);
        } else {
            Offload.completeChecksum(memory, frame, length);
            put(base + frame, length);
        }
    }

    private void addSegments(ByteBuffer memory, int frame, int length) {
        Segmenter cutter = segmenter;
        if (cutter == null) {
            cutter = new Segmenter();
            segmenter = cutter;
        }
        int more = cutter.begin(memory, frame, length);
        if (more == 0) {
            port().countUnsent(slot, 1, true);
        }
        for (; more > 0; more--) {
            if (!cutter.hasRoom()) {
                flush();
            }
            int segment = cutter.next();
            put(cutter.address() + segment, cutter.length());
        }
    }

    private void put(long address, int length) {
        burst.putLong(count * Burst.ENTRY_BYTES, address - OffloadHeader.BYTES);
        burst.putLong(count * Burst.ENTRY_BYTES + 8, length + OffloadHeader.BYTES);
        bytes += length;
        if (++count == Burst.MAX) {
            flush();
        }
    }

    @Override
    protected void flush() {
        if (count == 0) {
            return;
        }
        long result = device.transmit(burstAddress, count);
        int sent = Burst.sent(result);
        if (sent < count) {
            int errno = Burst.errno(result);
            port().countUnsent(slot, count - sent, errno == EMSGSIZE || errno == EINVAL);
            // Which ones failed is not known; the average is near enough for a port that loses frames.
            bytes = bytes * sent / count;
        }
        if (sent > 0) {
            port().countSent(slot, sent, bytes);
        }
        count = 0;
        bytes = 0;
        if (segmenter != null) {
            segmenter.reset();
        }
    }
}
