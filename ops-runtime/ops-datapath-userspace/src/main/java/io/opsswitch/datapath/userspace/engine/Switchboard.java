/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.classifier.TupleSpaceClassifier;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all workers of a datapath share. Safe for use by several threads. */
public final class Switchboard {

    private static final Logger LOGGER = System.getLogger(Switchboard.class.getName());

    private final TupleSpaceClassifier<Flow> flows = new TupleSpaceClassifier<>();
    private final GracePeriod gracePeriod = new GracePeriod();
    private final Datapath datapath;
    private final boolean isNative;
    private final int slots;
    private final Queue<Worker> idleWorkers = new ConcurrentLinkedQueue<>();
    private final AtomicLong failedUpcalls = new AtomicLong();
    private final AtomicLong lostUpcalls = new AtomicLong();
    private volatile @Nullable PortBase[] ports = new PortBase[8];
    private volatile @Nullable UpcallHandler handler;

    /**
     * Create a switchboard without ports and flows.
     *
     * @param datapath what upcalls are told
     * @param isNative whether the native library is there
     * @param pollThreads number of threads with a slot of their own
     */
    public Switchboard(Datapath datapath, boolean isNative, int pollThreads) {
        this.datapath = datapath;
        this.isNative = isNative;
        this.slots = pollThreads + 1;
    }

    /** Return the flow table. */
    public TupleSpaceClassifier<Flow> flows() {
        return flows;
    }

    /** Return what tells when a removed port may be closed. */
    public GracePeriod gracePeriod() {
        return gracePeriod;
    }

    /** Return the number of slots that statistics need. */
    public int slots() {
        return slots;
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
        return worker == null ? newWorker(SlotCounters.SHARED) : worker;
    }

    /** Take back a worker. */
    public void giveBack(Worker worker) {
        idleWorkers.add(worker);
    }

    /** Create a worker. */
    Worker newWorker(int slot) {
        Worker worker = new Worker(this, slot, isNative);
        gracePeriod.register(worker);
        return worker;
    }

    /** Hand a packet to the handler. Whatever the handler does, the packet path goes on. */
    void upcall(ByteBuffer packet, FlowKey key) {
        UpcallHandler current = handler;
        if (current == null) {
            lostUpcalls.incrementAndGet();
            return;
        }
        try {
            current.upcall(datapath, packet, key);
        } catch (RuntimeException | Error e) {
            lostUpcalls.incrementAndGet();
            // A handler that fails for one packet may fail for millions: the 1st, 2nd, 4th, 8th ... are logged.
            long count = failedUpcalls.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                LOGGER.log(Level.ERROR, "upcall handler failed, packet dropped (failure number " + count + ")", e);
            }
        }
    }
}
