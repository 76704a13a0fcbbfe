/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.classifier.ExactMatchCache;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.frame.Batch;
import io.opsswitch.datapath.userspace.frame.Offload;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that one thread needs to switch packets; used by one thread at a time.
 *
 * <p>A batch goes: {@link #enter}, fill {@link #batch}, {@link #process}, {@link #leave}. For each packet: key →
 * exact-match cache → classifier → upcall. Output is collected for each port and sent at the end of the batch, so the
 * frames stay where they are until then. Nothing is allocated except for upcalls.
 *
 * <p>Upcalls run in the thread that read the packet, before it reads the next one: a flood of packets without flows
 * fills the device's ring, where the surplus is dropped, but no queue in this process.
 */
public final class Worker {

    static final long IDLE = 0;

    /** Lookups in the classifier between two orderings of its subtables. */
    private static final int SORT_INTERVAL = 1 << 14;

    private static final ThreadLocal<@Nullable Worker> UPCALLING = new ThreadLocal<>();

    private final Switchboard switchboard;
    private final int slot;
    private final ExactMatchCache<Flow> cache = new ExactMatchCache<>();
    private final FlowKey key = new FlowKey();
    private final Batch batch;
    private final ActionExecutor executor;
    /** Volatile for its fence too: ports and flows are read after the epoch was stored. */
    private volatile long epoch = IDLE;

    private long nowMillis;
    private int classifierLookups;

    /** The frame of the upcall that is being handled, as the handler got it. */
    private @Nullable ByteBuffer upcallPacket;

    private int upcallIndex;

    Worker(Switchboard switchboard, int slot, boolean isNative) {
        this.switchboard = switchboard;
        this.slot = slot;
        this.batch = new Batch(isNative);
        this.executor = new ActionExecutor(slot, isNative);
    }

    /** Return the worker in whose upcall the calling thread is, if any. */
    public static @Nullable Worker upcalling() {
        return UPCALLING.get();
    }

    /** Return whether this worker belongs to a switchboard. */
    public boolean isOf(Switchboard other) {
        return switchboard == other;
    }

    long enteredEpoch() {
        return epoch;
    }

    /** Begin to use ports and flows. */
    public void enter() {
        epoch = switchboard.gracePeriod().current();
        // Frames may be left if something failed before they were handled.
        batch.clear();
        executor.setPorts(switchboard.ports());
    }

    /** Stop using ports and flows. */
    public void leave() {
        epoch = IDLE;
    }

    /** Return the batch to be filled; it is empty. */
    public Batch batch() {
        return batch;
    }

    /** Switch the frames of the batch, send what comes out, and empty the batch. */
    public void process(PortBase in) {
        int count = batch.count();
        nowMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += batch.length(i);
        }
        in.countReceived(slot, count, bytes);
        try {
            for (int i = 0; i < count; i++) {
                processFrame(i, in.number());
            }
        } finally {
            executor.flush();
            batch.clear();
        }
    }

    private void processFrame(int index, int inPort) {
        ByteBuffer memory = batch.memory(index);
        int offset = batch.offset(index);
        int length = batch.length(index);
        PacketParser.parse(memory, offset, length, inPort, key);
        int hash = cache.hash(key);
        Flow flow = cache.lookup(key, hash);
        if (flow == null) {
            flow = classify(hash);
        }
        if (flow == null) {
            upcall(index);
        } else {
            flow.count(slot, length, nowMillis);
            executor.execute(flow.actions(), memory, batch.base(index), offset, length, true);
        }
    }

    private @Nullable Flow classify(int hash) {
        Flow flow = switchboard.flows().lookup(key);
        if (flow != null) {
            cache.insert(key, hash, flow);
        }
        if (++classifierLookups == SORT_INTERVAL) {
            classifierLookups = 0;
            switchboard.flows().sortByHits();
        }
        return flow;
    }

    private void upcall(int index) {
        ByteBuffer memory = batch.memory(index);
        int offset = batch.offset(index);
        int length = batch.length(index);
        if (!Offload.needsSegmentation(memory, offset)) {
            // Whoever gets the packet, a controller perhaps, shall see it complete.
            Offload.completeChecksum(memory, offset, length);
        }
        Worker outer = UPCALLING.get();
        UPCALLING.set(this);
        upcallIndex = index;
        ByteBuffer packet = memory.slice(offset, length);
        upcallPacket = packet;
        try {
            switchboard.upcall(packet, key);
        } finally {
            upcallPacket = null;
            if (outer == null) {
                UPCALLING.remove();
            } else {
                UPCALLING.set(outer);
            }
        }
    }

    /**
     * Execute actions for the handler of an upcall of this worker; they are sent with the rest of the batch.
     *
     * @param packet the packet of the upcall, or any other
     */
    public void executeInUpcall(ByteBuffer packet, Actions actions) {
        ActionExecutor.requireSupported(actions);
        ByteBuffer received = upcallPacket;
        if (received != null
                && (packet == received || packet.equals(received.duplicate().rewind()))) {
            // The frame as received, so that its offload header counts; other executions may follow, so it must stay.
            executor.execute(
                    actions,
                    batch.memory(upcallIndex),
                    batch.base(upcallIndex),
                    batch.offset(upcallIndex),
                    batch.length(upcallIndex),
                    false);
        } else {
            executor.executePlain(actions, packet);
        }
    }

    /** Execute actions on a complete packet and send what comes out. */
    public void execute(ByteBuffer packet, Actions actions) {
        ActionExecutor.requireSupported(actions);
        try {
            executor.executePlain(actions, packet);
        } finally {
            executor.flush();
        }
    }
}
