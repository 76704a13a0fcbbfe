/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.classifier.TupleSpaceClassifier;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all workers of a datapath share. Safe for use by several threads. */
public final class Switchboard {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");
    private static final Coverage LOST_UPCALLS = Coverage.counter("datapath_drop_upcall_error");
    private static final Coverage LOOPS = Coverage.counter("datapath_drop_recirc_error");

    private final TupleSpaceClassifier<Flow> flows = new TupleSpaceClassifier<>();
    private final Meters meters = new Meters();
    private final GracePeriod gracePeriod = new GracePeriod();
    private final Datapath datapath;
    private final LongSupplier clock;
    private final boolean isNative;
    private final int mainThreads;
    private final List<Integer> cores = new CopyOnWriteArrayList<>();
    private final List<Worker> lent = new CopyOnWriteArrayList<>();
    private volatile int rememberOneOf = 1;
    private final Queue<Worker> idleWorkers = new ConcurrentLinkedQueue<>();
    private final AtomicLong failedUpcalls = new AtomicLong();
    private final AtomicLong lostUpcalls = new AtomicLong();
    private final AtomicLong loops = new AtomicLong();
    private volatile @Nullable PortBase[] ports = new PortBase[8];
    private volatile @Nullable UpcallHandler handler;

    /**
     * Create a switchboard without ports and flows.
     *
     * @param datapath what upcalls are told
     * @param isNative whether the native library is there
     * @param pollThreads number of main threads with a slot of their own
     * @param clock milliseconds
     */
    public Switchboard(Datapath datapath, boolean isNative, int pollThreads, LongSupplier clock) {
        DropCounters.register();
        this.clock = clock;
        this.datapath = datapath;
        this.isNative = isNative;
        this.mainThreads = pollThreads;
    }

    /** Return the flow table. */
    public TupleSpaceClassifier<Flow> flows() {
        return flows;
    }

    /** Return the meters. */
    public Meters meters() {
        return meters;
    }

    /** Return what tells when a removed port may be closed. */
    public GracePeriod gracePeriod() {
        return gracePeriod;
    }

    /** Return the time in milliseconds. */
    public long nowMillis() {
        return clock.getAsLong();
    }

    /** Return the slot of the thread on a core; it is the same as long as the datapath is there. */
    public synchronized int slotOfCore(int core) {
        int index = cores.indexOf(core);
        if (index < 0) {
            index = cores.size();
            cores.add(core);
        }
        return firstCoreSlot() + index;
    }

    /** Return the first slot of threads on cores; those below are of the main threads and of all others. */
    public int firstCoreSlot() {
        return mainThreads + 1;
    }

    /** Have workers remember the keys of one of so many packets that the flow table was asked for; 0 = of none. */
    public void setRememberOneOf(int packets) {
        rememberOneOf = packets;
    }

    int rememberOneOf() {
        return rememberOneOf;
    }

    /** Return the sum of what the workers of threads that are none of the poll threads have counted. */
    public long[] lentCounters() {
        long[] sums = new long[PassCounters.SIZE];
        lent.forEach(worker -> worker.counters().addTo(sums));
        return sums;
    }

    /** Return how many packets were lost because there was no handler, or it failed. */
    public long lostUpcalls() {
        return lostUpcalls.get();
    }

    /** Return the ports by number; not to be changed. */
    public @Nullable PortBase[] ports() {
        return ports;
    }

    /** Publish another set of ports, by number. */
    public void setPorts(@Nullable PortBase[] newPorts) {
        ports = newPorts;
    }

    /** Set who decides about packets without a flow. */
    public void setHandler(UpcallHandler newHandler) {
        handler = newHandler;
    }

    /** Lend a worker to a thread that is no poll thread; to be given back with {@link #giveBack}. */
    public Worker borrow() {
        Worker worker = idleWorkers.poll();
        if (worker == null) {
            worker = newWorker(SlotCounters.SHARED);
            lent.add(worker);
        }
        return worker;
    }

    /** Take back a worker. */
    public void giveBack(Worker worker) {
        idleWorkers.add(worker);
    }

    /** Return whether the native library is there. */
    boolean isNative() {
        return isNative;
    }

    /** Create a worker. */
    Worker newWorker(int slot) {
        Worker worker = new Worker(this, slot, isNative);
        gracePeriod.register(worker);
        return worker;
    }

    /** Note that a packet was dropped since it was to be looked up too often. */
    void countLoop() {
        LOOPS.hit();
        long count = loops.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            VLOG.warn(
                    "Packet dropped. Max recirculation depth exceeded. The flows lead in a circle (number %d)", count);
        }
    }

    /**
     * Hand a packet to the handler. Whatever the handler does, the packet path goes on.
     *
     * @param action why, or null if no flow matches
     * @return whether the handler took it
     */
    boolean upcall(ByteBuffer packet, FlowKey key, Action.@Nullable Upcall action) {
        UpcallHandler current = handler;
        if (current == null) {
            lostUpcalls.incrementAndGet();
            LOST_UPCALLS.hit();
            return false;
        }
        EngineLog.upcall(datapath.name(), action == null, packet, key);
        try {
            if (action == null) {
                current.upcall(datapath, packet, key);
            } else {
                current.userspace(datapath, packet, key, action);
            }
            return true;
        } catch (RuntimeException | Error e) {
            lostUpcalls.incrementAndGet();
            LOST_UPCALLS.hit();
            // A handler that fails for one packet may fail for millions: the 1st, 2nd, 4th, 8th ... are logged.
            long count = failedUpcalls.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                EngineLog.failure("upcall handler failed, packet dropped (failure number " + count + ")", e);
            }
            return false;
        }
    }
}
