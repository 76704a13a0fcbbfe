/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Port;
import java.util.List;
import java.util.Map;

/** What every port has: its identity, its counters, a way out. */
public abstract class PortBase implements Port {

    private static final int RX_PACKETS = 0;
    private static final int RX_BYTES = 1;
    private static final int TX_PACKETS = 2;
    private static final int TX_BYTES = 3;
    private static final int TX_DROPPED = 4;
    private static final int TX_ERRORS = 5;
    private static final int RX_DROPPED = 6;

    private final int number;
    private final String name;
    private final String type;
    private final SlotCounters counters;
    private volatile boolean remembers = true;

    /** Create a port. */
    protected PortBase(int number, String name, String type) {
        this.number = number;
        this.name = name;
        this.type = type;
        this.counters = new SlotCounters(7);
    }

    @Override
    public final int number() {
        return number;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String type() {
        return type;
    }

    @Override
    public PortStatistics statistics() {
        return new PortStatistics(
                counters.sum(RX_PACKETS),
                counters.sum(RX_BYTES),
                counters.sum(RX_DROPPED),
                0,
                counters.sum(TX_PACKETS),
                counters.sum(TX_BYTES),
                counters.sum(TX_DROPPED),
                counters.sum(TX_ERRORS));
    }

    /**
     * Return the queues that frames come in by, if threads have to read them; always the same.
     *
     * @see #isPolledOnCores
     */
    public List<RxQueue> receiveQueues() {
        return List.of();
    }

    /** Return whether its queues are for the threads on cores rather than for the main threads. */
    public boolean isPolledOnCores() {
        return false;
    }

    /** Return the NUMA node whose threads best read it. */
    public int numaNode() {
        return 0;
    }

    /** Go by {@code Interface.other_config} from now on. */
    public void configure(Map<String, String> otherConfig) {
        remembers = !otherConfig.getOrDefault("emc-enable", "true").equals("false");
    }

    final boolean remembers() {
        return remembers;
    }

    /** Create the way out of this port for one worker. */
    protected abstract TxQueue newQueue(int slot);

    /** Count received frames. */
    protected final void countReceived(int slot, long packets, long bytes) {
        counters.add(slot, RX_PACKETS, packets);
        counters.add(slot, RX_BYTES, bytes);
    }

    /** Count frames that were lost before they could be received. */
    protected final void countLost(long packets) {
        counters.add(SlotCounters.SHARED, RX_DROPPED, packets);
    }

    /** Count sent frames. */
    protected final void countSent(int slot, long packets, long bytes) {
        counters.add(slot, TX_PACKETS, packets);
        counters.add(slot, TX_BYTES, bytes);
    }

    /**
     * Count frames that could not be sent.
     *
     * @param isError whether the device refused the frame as such, rather than having no room
     */
    protected final void countUnsent(int slot, long packets, boolean isError) {
        counters.add(slot, isError ? TX_ERRORS : TX_DROPPED, packets);
    }
}
