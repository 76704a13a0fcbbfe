/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.classifier.ExactMatchCache;
import io.opsswitch.datapath.classifier.TupleSpaceClassifier;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.frame.Batch;
import io.opsswitch.datapath.userspace.frame.Offload;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

    /** How often a frame is looked up again; as in Open vSwitch. */
    private static final int MAX_RECIRCULATIONS = 6;

    /** Lookups in the classifier between two orderings of its subtables. */
    private static final int SORT_INTERVAL = 1 << 14;

    private static final Coverage DAMAGED_TUNNEL = Coverage.counter("datapath_drop_tunnel_pop_error");
    private static final ThreadLocal<@Nullable Worker> UPCALLING = new ThreadLocal<>();

    private final Switchboard switchboard;
    private final int slot;
    private final ExactMatchCache<Flow> cache = new ExactMatchCache<>();
    /** The key of the frame as received, and those of its recirculations. */
    private final FlowKey[] keys = new FlowKey[1 + MAX_RECIRCULATIONS];

    private final PassCounters counters = new PassCounters();
    private final TupleSpaceClassifier.Probes probes = new TupleSpaceClassifier.Probes();
    private final Batch batch;
    private final ActionExecutor executor;
    /** Volatile for its fence too: ports and flows are read after the epoch was stored. */
    private volatile long epoch = IDLE;

    private long nowMillis;
    private int classifierLookups;
    /** Whether keys of the port that the batch came in by may be remembered. */
    private boolean remembers = true;
    /** State of a xorshift generator: which new keys are remembered needs no good randomness. */
    private int dice = 0x9e3779b9;

    private int recirculations;

    /** The upcall that is being handled. */
    private @Nullable OpenUpcall openUpcall;

    /**
     * A frame that a handler has got.
     *
     * @param packet as the handler got it
     */
    private record OpenUpcall(ByteBuffer packet, ByteBuffer memory, long base, int offset, int length) {}

    Worker(Switchboard switchboard, int slot, boolean isNative) {
        this.switchboard = switchboard;
        this.slot = slot;
        this.batch = new Batch(isNative);
        this.executor = new ActionExecutor(slot, isNative, new Lookups(), switchboard.meters(), counters);
        Arrays.setAll(keys, i -> new FlowKey());
    }

    /** Return the worker in whose upcall the calling thread is, if any. */
    public static @Nullable Worker upcalling() {
        return UPCALLING.get();
    }

    /** Return whether this worker belongs to a switchboard. */
    public boolean isOf(Switchboard other) {
        return switchboard == other;
    }

    /** Return whose slot of all statistics it counts in. */
    public int slot() {
        return slot;
    }

    /** Return what it has counted. */
    PassCounters counters() {
        return counters;
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
        setTime();
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += batch.length(i);
        }
        in.countReceived(slot, count, bytes);
        counters.add(PassCounters.RECEIVED, count);
        remembers = in.remembers();
        try {
            for (int i = 0; i < count; i++) {
                processFrame(i, in.number());
            }
        } finally {
            executor.flush();
            batch.clear();
        }
    }

    private void setTime() {
        nowMillis = switchboard.nowMillis();
        executor.setTime(nowMillis);
    }

    private void processFrame(int index, int inPort) {
        ByteBuffer memory = batch.memory(index);
        int offset = batch.offset(index);
        int length = batch.length(index);
        FlowKey key = keys[0];
        PacketParser.parse(memory, offset, length, inPort, key);
        Flow flow = lookup(key);
        if (flow == null) {
            upcall(memory, batch.base(index), offset, length, key, null);
            rememberNew(key);
        } else {
            flow.count(slot, length, nowMillis);
            executor.execute(flow.actions(), memory, batch.base(index), offset, length, inPort, null, true);
        }
    }

    private @Nullable Flow lookup(FlowKey key) {
        int hash = cache.hash(key);
        Flow flow = cache.lookup(key, hash);
        if (flow == null) {
            return classify(key, hash);
        }
        counters.add(PassCounters.EXACT_HITS, 1);
        return flow;
    }

    private @Nullable Flow classify(FlowKey key, int hash) {
        probes.clear();
        Flow flow = switchboard.flows().lookup(key, probes);
        if (flow != null) {
            counters.add(PassCounters.MEGAFLOW_HITS, 1);
            counters.add(PassCounters.SUBTABLE_LOOKUPS, probes.count());
            if (remembers && isLucky(switchboard.rememberOneOf())) {
                cache.insert(key, hash, flow);
            }
        }
        if (++classifierLookups == SORT_INTERVAL) {
            classifierLookups = 0;
            switchboard.flows().sortByHits();
        }
        return flow;
    }

    /** Remember the flow that an upcall has made, if it has made one. */
    private void rememberNew(FlowKey key) {
        if (remembers && isLucky(switchboard.rememberOneOf())) {
            Flow flow = switchboard.flows().lookup(key, probes);
            if (flow != null) {
                cache.insert(key, cache.hash(key), flow);
            }
        }
    }

    /** Return true once in so many calls, never if that is 0. */
    private boolean isLucky(int oneOf) {
        if (oneOf <= 1) {
            return oneOf == 1;
        }
        dice ^= dice << 13;
        dice ^= dice >>> 17;
        dice ^= dice << 5;
        return Integer.remainderUnsigned(dice, oneOf) == 0;
    }

    /** What the executor cannot do by itself. */
    private final class Lookups implements ActionExecutor.Lookup {

        @Override
        public void recirculate(ByteBuffer memory, long base, int offset, int length, Metadata metadata) {
            if (recirculations == MAX_RECIRCULATIONS) {
                switchboard.countLoop();
                return;
            }
            FlowKey key = keys[++recirculations];
            counters.add(PassCounters.RECIRCULATED, 1);
            try {
                PacketParser.parse(memory, offset, length, metadata.inPort(), key);
                metadata.write(key);
                Flow flow = lookup(key);
                if (flow == null) {
                    upcall(memory, base, offset, length, key, null);
                } else {
                    flow.count(slot, length, nowMillis);
                    executor.proceed(flow.actions());
                }
            } finally {
                recirculations--;
            }
        }

        @Override
        public void damagedTunnel() {
            DAMAGED_TUNNEL.hit();
        }

        @Override
        public void userspace(
                ByteBuffer memory, long base, int offset, int length, Metadata metadata, Action.Upcall action) {
            FlowKey key = new FlowKey();
            PacketParser.parse(memory, offset, length, metadata.inPort(), key);
            metadata.write(key);
            upcall(memory, base, offset, length, key, action);
        }
    }

    /** Hand a frame to the handler, because of an action or because no flow matches. */
    private void upcall(
            ByteBuffer memory, long base, int offset, int length, FlowKey key, Action.@Nullable Upcall action) {
        if (!Offload.needsSegmentation(memory, offset)) {
            // Whoever gets the packet, a controller perhaps, shall see it complete.
            Offload.completeChecksum(memory, offset, length);
        }
        Worker outer = UPCALLING.get();
        UPCALLING.set(this);
        OpenUpcall before = openUpcall;
        ByteBuffer packet = memory.slice(offset, length);
        openUpcall = new OpenUpcall(packet, memory, base, offset, length);
        long start = System.nanoTime();
        try {
            boolean isTaken = switchboard.upcall(packet, key, action);
            if (action == null) {
                counters.add(isTaken ? PassCounters.MISSES : PassCounters.LOST, 1);
                counters.add(PassCounters.UPCALL_NANOS, System.nanoTime() - start);
            }
        } finally {
            openUpcall = before;
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
    public void executeInUpcall(ByteBuffer packet, FlowKey metadata, Actions actions) {
        SupportedActions.require(actions);
        OpenUpcall open = openUpcall;
        if (open != null
                && (packet == open.packet
                        || packet.equals(open.packet.duplicate().rewind()))) {
            // The frame as received, so that its offload header counts; other executions may follow, so it must stay.
            executor.execute(actions, open.memory, open.base, open.offset, open.length, 0, metadata, false);
        } else {
            executor.executePlain(actions, packet, metadata);
        }
    }

    /** Execute actions on a complete packet and send what comes out. */
    public void execute(ByteBuffer packet, FlowKey metadata, Actions actions) {
        SupportedActions.require(actions);
        setTime();
        try {
            executor.executePlain(actions, packet, metadata);
        } finally {
            executor.flush();
        }
    }
}
