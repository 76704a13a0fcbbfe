/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.hash.PacketHash;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.RxQueue;
import io.opsswitch.datapath.userspace.engine.SlotCounters;
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
import java.util.TreeMap;
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
 * before it returns; a port of type {@value #PMD} has a thread on a core do that, and waits for it. Safe for use by several
 * threads.
 */
public final class DummyPort extends PortBase {

    /** The interface type. */
    public static final String TYPE = "dummy";

    /** The interface type of a bridge's own port. */
    public static final String INTERNAL = "dummy-internal";

    /** The interface type of a port whose queues the threads on cores read. */
    public static final String PMD = "dummy-pmd";

    /** The largest number of captured frames; what is sent beyond that is lost. */
    public static final int CAPACITY = 65536;

    private static final Vlog VLOG = Vlog.module("netdev_dummy");
    private static final long PATIENCE_MILLIS = 1000;

    private static final long ADDRESSES = 0xaa55_aa55_0000L;

    private final Switchboard switchboard;
    private final Captures captures;
    private final Runnable changed;
    private final BlockingQueue<byte[]> sent = new ArrayBlockingQueue<>(CAPACITY);
    private volatile long macAddress;
    private volatile int mtu = 1500;
    private final List<RxQueue> receiveQueues;
    private final List<DummyQueue> waiting;
    private final int numaNode;
    private final int txQueues;
    private final SlotCounters sentByQueue;
    private volatile boolean steersByHash;
    private volatile @Nullable DummyWire wire;
    private boolean adminUp = true;
    private boolean carrier = true;
    private long linkResets;

    private DummyPort(
            int number, PortSpec spec, Switchboard switchboard, long macAddress, Captures captures, Runnable changed)
            throws DatapathException {
        super(number, spec.name(), spec.type().equals("internal") ? INTERNAL : spec.type());
        this.switchboard = switchboard;
        this.macAddress = macAddress;
        this.captures = captures;
        this.changed = changed;
        this.numaNode = number(spec, "numa_id", 0, 0);
        this.txQueues = number(spec, "n_txq", 1, 1);
        this.sentByQueue = new SlotCounters(2 * txQueues);
        List<DummyQueue> frames = new ArrayList<>();
        List<RxQueue> queues = new ArrayList<>();
        for (int id = 0; id < number(spec, "n_rxq", 1, 1) && isPolledOnCores(); id++) {
            frames.add(new DummyQueue());
            queues.add(new RxQueue(this, id, frames.get(id)));
        }
        this.waiting = List.copyOf(frames);
        this.receiveQueues = List.copyOf(queues);
    }

    /** Begin to take frames from other stand-ins, if the options ask for it. The port must be there by now. */
    void connect(PortSpec spec) throws DatapathException {
        wire = DummyWire.open(spec, this::receiveFromWire);
    }

    private void receiveFromWire(byte[] frame) {
        try {
            inject(frame);
        } catch (IllegalStateException | IllegalArgumentException e) {
            VLOG.dbg("%s: frame of another stand-in lost: %s", name(), e.getMessage());
        }
    }

    /** Return the cable to other stand-ins, null if there is none. */
    @Nullable
    DummyWire wire() {
        return wire;
    }

    private static int number(PortSpec spec, String option, int least, int otherwise) throws DatapathException {
        String text = spec.options().get(option);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < least) {
            throw new DatapathException("could not add port " + spec.name() + ": options:" + option + "=" + text
                    + " is no number from " + least + " to 9999");
        }
        return Integer.parseInt(text);
    }

    @Override
    public List<RxQueue> receiveQueues() {
        return receiveQueues;
    }

    @Override
    public boolean isPolledOnCores() {
        return type().equals(PMD);
    }

    /** Packets are sent by the queue of the thread, or by that which their hash says: {@code tx-steering}. */
    @Override
    public void configure(Map<String, String> otherConfig) {
        super.configure(otherConfig);
        boolean byHash = otherConfig.getOrDefault("tx-steering", "thread").equals("hash");
        if (byHash != steersByHash) {
            VLOG.info("%s: Tx packet steering mode has been set to '%s'.", name(), byHash ? "hash" : "thread");
        }
        steersByHash = byHash;
    }

    @Override
    public int numaNode() {
        return numaNode;
    }

    @Override
    public String description() {
        return isPolledOnCores()
                ? "n_rxq=" + receiveQueues.size() + ", n_txq=" + txQueues + ", numa_id=" + numaNode
                : "";
    }

    /**
     * Create a port.
     *
     * @throws DatapathException if its options name a file that cannot be written, or numbers that are none
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
     * Let the switch receive a frame by the first queue and handle it completely.
     *
     * @throws IllegalStateException if the port was removed
     */
    public void inject(byte[] frame) {
        inject(frame, 0);
    }

    /**
     * Let the switch receive a frame by some queue. It is handled completely on return; with threads on cores, whose upcalls
     * may take long, at most {@value #PATIENCE_MILLIS} ms are spent on waiting for that.
     *
     * @throws IllegalStateException if the port was removed
     * @throws IllegalArgumentException if the frame is too long
     */
    void inject(byte[] frame, int queue) {
        if (frame.length > Arena.LARGEST_FRAME) {
            throw new IllegalArgumentException(
                    "a frame of " + frame.length + " bytes is longer than " + Arena.LARGEST_FRAME);
        }
        if (isPolledOnCores()) {
            enqueue(frame, queue);
        } else {
            process(frame);
        }
    }

    /** Return how many queues frames can be injected to. */
    int queueCount() {
        return Math.max(1, waiting.size());
    }

    private void enqueue(byte[] frame, int queue) {
        if (!isThere()) {
            throw removed();
        }
        captures.received(frame);
        DummyQueue frames = waiting.get(queue);
        long number = frames.put(frame);
        // Without a thread it waits for one.
        if (receiveQueues.get(queue).wake()) {
            try {
                frames.awaitDone(number, PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isThere() {
        @Nullable PortBase[] ports = switchboard.ports();
        return number() < ports.length && ports[number()] == this;
    }

    private IllegalStateException removed() {
        return new IllegalStateException("port " + name() + " was removed");
    }

    private void process(byte[] frame) {
        Worker worker = switchboard.borrow();
        worker.enter();
        try {
            if (!isThere()) {
                throw removed();
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
        DummyWire last = wire;
        if (last != null) {
            last.close();
        }
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
        for (int queue = 0; queue < txQueues; queue++) {
            more.put("tx_q" + queue + "_bytes", sentByQueue.sum(2 * queue + 1));
            more.put("tx_q" + queue + "_packets", sentByQueue.sum(2 * queue));
        }
        return more;
    }

    /** Return the one queue that Open vSwitch's dummies have, which counts nothing. */
    @Override
    public List<Queue> queues() {
        return List.of(new Queue(0, -1, -1, -1));
    }

    /** A stand-in leaves no work to a device. */
    @Override
    public Map<String, String> status() {
        Map<String, String> status = new TreeMap<>();
        for (String work : List.of(
                "ip_csum", "tcp_csum", "udp_csum", "sctp_csum", "tcp_seg", "vxlan_tso", "geneve_tso", "gre_tso")) {
            status.put("tx_" + work + "_offload", "false");
        }
        status.put("tx_out_ip_csum_offload", "false");
        status.put("tx_out_udp_csum_offload", "false");
        return status;
    }

    @Override
    public synchronized PortState state() {
        return new PortState(true, adminUp, adminUp && carrier, 0, false, mtu, 0, linkResets, LinkModes.NONE);
    }

    @Override
    protected TxQueue newQueue(int slot) {
        return new Capture(slot);
    }

    /** Copies frames at once, so that they come out in order whoever sends. */
    private final class Capture extends TxQueue {
        private final int slot;
        private final FlowKey key = new FlowKey();

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
            DummyWire current = wire;
            if (current != null) {
                current.send(copy);
            }
            if (sent.offer(copy)) {
                countSent(slot, 1, length);
                int queue = queueOf(memory, frame, length);
                sentByQueue.add(slot, 2 * queue, 1);
                sentByQueue.add(slot, 2 * queue + 1, length);
            } else {
                countUnsent(slot, 1, false);
            }
        }

        private int queueOf(ByteBuffer memory, int frame, int length) {
            if (txQueues == 1 || !steersByHash) {
                return slot % txQueues;
            }
            PacketParser.parse(memory, frame, length, 0, key);
            return Integer.remainderUnsigned(PacketHash.fiveTuple(key), txQueues);
        }

        @Override
        protected void flush() {
            // Nothing is kept back.
        }
    }
}
