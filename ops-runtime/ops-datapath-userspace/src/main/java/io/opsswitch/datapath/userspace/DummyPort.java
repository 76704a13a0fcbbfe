/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import io.opsswitch.datapath.userspace.engine.TxQueue;
import io.opsswitch.datapath.userspace.engine.Worker;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Offload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A port without a device, for tests: frames are injected and what the switch sends is captured. What {@link
 * io.opsswitch.datapath.Datapath#addPort} returns for type {@value #TYPE} is one of these.
 *
 * <p>Deterministic: {@link #inject} does everything in the calling thread, upcall and outputs to dummy ports included,
 * before it returns. Safe for use by several threads.
 */
public final class DummyPort extends PortBase {

    /** The interface type. */
    public static final String TYPE = "dummy";

    /** The interface type of a bridge's own port. */
    public static final String INTERNAL = "dummy-internal";

    /** The interface type of a port that has a thread of its own elsewhere; here it is like the others. */
    public static final String PMD = "dummy-pmd";

    /** The largest number of captured frames; what is sent beyond that is lost. */
    public static final int CAPACITY = 65536;

    private static final long ADDRESSES = 0xaa55_aa55_0000L;

    private final Switchboard switchboard;
    private final Captures captures;
    private final Runnable changed;
    private final BlockingQueue<byte[]> sent = new ArrayBlockingQueue<>(CAPACITY);
    private volatile long macAddress;
    private volatile int mtu = 1500;
    private boolean adminUp = true;
    private boolean carrier = true;
    private long linkResets;

    private DummyPort(
            int number, PortSpec spec, Switchboard switchboard, long macAddress, Captures captures, Runnable changed) {
        super(number, spec.name(), spec.type().equals("internal") ? INTERNAL : spec.type(), switchboard.slots());
        this.switchboard = switchboard;
        this.macAddress = macAddress;
        this.captures = captures;
        this.changed = changed;
    }

    /**
     * Create a port.
     *
     * @throws DatapathException if its options name a file that cannot be written
     */
    static DummyPort create(PortSpec spec, int number, Switchboard switchboard, AtomicLong made, Runnable changed)
            throws DatapathException {
        // Each has an address of its own, in the order in which they are made, as Open vSwitch's have.
        long address = ADDRESSES + made.getAndIncrement();
        return new DummyPort(
                number,
                spec,
                switchboard,
                spec.macAddress() == 0 ? address : spec.macAddress(),
                Captures.open(spec.name(), spec.options()),
                changed);
    }

    /** Return whether interfaces of a type are always of this kind. */
    static boolean isDummy(String type) {
        return type.equals(TYPE) || type.equals(INTERNAL) || type.equals(PMD);
    }

    /**
     * Let the switch receive a frame and handle it completely.
     *
     * @throws IllegalStateException if the port was removed
     */
    public void inject(byte[] frame) {
        if (frame.length > Arena.LARGEST_FRAME) {
            throw new IllegalArgumentException(
                    "a frame of " + frame.length + " bytes is longer than " + Arena.LARGEST_FRAME);
        }
        Worker worker = switchboard.borrow();
        worker.enter();
        try {
            @Nullable PortBase[] ports = switchboard.ports();
            if (number() >= ports.length || ports[number()] != this) {
                throw new IllegalStateException("port " + name() + " was removed");
            }
            captures.received(frame);
            Arena arena = worker.batch().arena();
            int at = arena.copyPlain(ByteBuffer.wrap(frame), 0, frame.length);
            worker.batch().add(arena.memory(), arena.address(), at, frame.length);
            worker.process(this);
        } finally {
            worker.leave();
            switchboard.giveBack(worker);
        }
    }

    /** End what the port writes; nothing comes in any more. */
    void close() {
        captures.close();
    }

    /** Return the frames sent since the last call, in order, and forget them. */
    public List<byte[]> takeSent() {
        List<byte[]> frames = new ArrayList<>();
        sent.drainTo(frames);
        return frames;
    }

    /** Wait for the next sent frame and return it, or null if none comes in time. */
    public byte @Nullable [] awaitSent(long timeoutMillis) throws InterruptedException {
        return sent.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Plug in or pull the imagined cable. */
    public void setCarrier(boolean hasCarrier) {
        synchronized (this) {
            if (carrier == hasCarrier) {
                return;
            }
            carrier = hasCarrier;
            linkResets++;
        }
        changed.run();
    }

    @Override
    public void setAdminUp(boolean isUp) {
        synchronized (this) {
            if (adminUp == isUp) {
                return;
            }
            adminUp = isUp;
        }
        changed.run();
    }

    @Override
    public long macAddress() {
        return macAddress;
    }

    @Override
    public void setMacAddress(long address) {
        macAddress = address;
    }

    @Override
    public void setMtu(int newMtu) {
        mtu = newMtu;
    }

    /** Return what Open vSwitch's dummies count. */
    @Override
    public PortStatistics statistics() {
        PortStatistics all = super.statistics();
        return new PortStatistics(all.rxPackets(), all.rxBytes(), -1, -1, all.txPackets(), all.txBytes(), -1, -1);
    }

    @Override
    public Map<String, Long> moreStatistics() {
        PortStatistics all = super.statistics();
        Map<String, Long> more = new LinkedHashMap<>();
        more.put("rx_custom_packets_1", all.rxPackets());
        more.put("rx_custom_packets_2", all.rxPackets());
        more.put("rx_q0_bytes", all.rxBytes());
        more.put("rx_q0_packets", all.rxPackets());
        more.put("tx_q0_bytes", all.txBytes());
        more.put("tx_q0_packets", all.txPackets());
        return more;
    }

    /** Return the one queue that Open vSwitch's dummies have, which counts nothing. */
    @Override
    public List<Queue> queues() {
        return List.of(new Queue(0, -1, -1, -1));
    }

    @Override
    public synchronized PortState state() {
        return new PortState(true, adminUp, adminUp && carrier, 0, false, mtu, 0, linkResets);
    }

    @Override
    protected TxQueue newQueue(int slot) {
        return new Capture(slot);
    }

    /** Copies frames at once, so that they come out in order whoever sends. */
    private final class Capture extends TxQueue {
        private final int slot;

        Capture(int slot) {
            super(DummyPort.this);
            this.slot = slot;
        }

        @Override
        protected void add(ByteBuffer memory, long base, int frame, int length) {
            byte[] copy = new byte[length];
            if (Offload.needsSegmentation(memory, frame)) {
                memory.get(frame, copy);
            } else {
                // Other outputs may still need the offload header, so the checksum is completed in a copy.
                ByteBuffer whole = ByteBuffer.allocate(OffloadHeader.BYTES + length);
                whole.put(0, memory, frame - OffloadHeader.BYTES, OffloadHeader.BYTES + length);
                Offload.completeChecksum(whole, OffloadHeader.BYTES, length);
                whole.get(OffloadHeader.BYTES, copy);
            }
            captures.sent(copy);
            if (sent.offer(copy)) {
                countSent(slot, 1, length);
            } else {
                countUnsent(slot, 1, false);
            }
        }

        @Override
        protected void flush() {
            // Nothing is kept back.
        }
    }
}
