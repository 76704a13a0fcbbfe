/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.netlink.client.Batch;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.client.PortWatch;
import io.opsswitch.datapath.netlink.client.UpcallReceiver;
import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A datapath of the kernel from the moment it was found or made until it goes away: the channels to it, what it can do,
 * and the threads that take its packets. Used under the lock of its {@link SystemDatapath}, but for what says otherwise.
 */
final class Session {

    private static final Vlog VLOG = Vlog.module("dpif_netlink");
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** What an action names in place of a channel where the kernel chooses it by processor. */
    private static final int ANY_CHANNEL = -1;

    private final Capabilities capabilities;
    private final KernelDatapaths all;
    private final boolean isPerCpu;
    private final int features;
    private final List<UpcallThread> threads = new ArrayList<>();
    private final AtomicBoolean isLost = new AtomicBoolean();
    private volatile List<Integer> pids = List.of();

    /** The datapath. Safe for use by several threads. */
    final KernelDatapath kernel;

    /** Its flows. Safe for use by several threads. */
    final SystemFlows flows;

    /** What it can do. */
    final KernelProbe.Result probed;

    /** Tells of ports that come and go. For one thread. */
    final PortWatch watch;

    private Session(DatapathTransport transport, KernelDatapaths all, String name, LongUnaryOperator usedTime)
            throws NetlinkException {
        this.all = all;
        this.capabilities = transport.capabilities();
        int plain = DatapathTable.FEATURE_UNALIGNED | (capabilities.megaflows() ? DatapathTable.FEATURE_VPORT_PIDS : 0);
        DatapathInfo info = find(name, plain);
        int dispatched = plain;
        boolean perCpu = false;
        if (capabilities.perCpuUpcalls()) {
            try {
                // The two ways exclude each other.
                dispatched = DatapathTable.FEATURE_UNALIGNED | DatapathTable.FEATURE_PER_CPU_UPCALLS;
                all.setFeatures(name, dispatched, List.of());
                perCpu = true;
            } catch (NetlinkException e) {
                if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EINVAL) {
                    throw e;
                }
                dispatched = plain;
            }
        }
        if (!perCpu && capabilities.megaflows()) {
            all.setFeatures(name, plain, List.of());
        }
        this.isPerCpu = perCpu;
        this.features = dispatched;
        VLOG.info("Datapath dispatch mode: %s", perCpu ? "per-cpu" : "per-vport");
        this.kernel = all.open(info);
        try {
            this.flows = new SystemFlows(kernel.flows(), capabilities.flowIds(), usedTime);
            this.probed = KernelProbe.ask(kernel, capabilities, "system@" + name);
            this.watch = kernel.watchPorts(POLL_NANOS);
        } catch (NetlinkException e) {
            kernel.close();
            throw e;
        }
    }

    /** Find or make the datapath of a name. */
    static Session open(DatapathTransport transport, String name, LongUnaryOperator usedTime) throws NetlinkException {
        KernelDatapaths all = new KernelDatapaths(transport);
        try {
            return new Session(transport, all, name, usedTime);
        } catch (NetlinkException e) {
            all.close();
            throw e;
        }
    }

    private DatapathInfo find(String name, int wanted) throws NetlinkException {
        if (!capabilities.datapaths()) {
            return all.list().stream()
                    .findFirst()
                    .orElseThrow(() -> new NetlinkException(
                            Errno.ENODEV, "the kernel has no datapath; enable the Open vSwitch extension of a switch"));
        }
        try {
            return all.create(name, wanted);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            // One of a former run: its ports and flows go on as they are.
            return all.get(name);
        }
    }

    /** Return what says that the datapath is gone, null if it is there; any thread may ask. */
    @Nullable
    NetlinkException whyGone() {
        try {
            kernel.info();
            return null;
        } catch (NetlinkException e) {
            // Who answers is there, even if nobody understands.
            boolean isAnswer = e.errno() == Errno.EBADMSG || e.errno() == Errno.EPROTO || e.errno() == Errno.EMSGSIZE;
            return isAnswer ? null : e;
        }
    }

    /** Note that this is of no use any more, and have {@link #watch} return; false if that was known. Any thread may. */
    boolean noteLost() {
        boolean isNew = isLost.compareAndSet(false, true);
        watch.wake();
        return isNew;
    }

    /** Return whether this is of no use any more, even if the datapath should be back; any thread may ask. */
    boolean isLost() {
        return isLost.get();
    }

    /** Return the channels that a new port sends its packets to. */
    List<Integer> portPids(int number) {
        List<Integer> channels = pids;
        if (channels.isEmpty() || isPerCpu) {
            return List.of();
        }
        return capabilities.handlersPerPort() >= channels.size()
                ? channels
                : List.of(channels.get(Math.floorMod(number, channels.size())));
    }

    /** Return the channel that an action names of a flow of packets from a port; any thread may ask. */
    int actionPid(int port) {
        List<Integer> channels = pids;
        if (isPerCpu) {
            return ANY_CHANNEL;
        }
        return channels.isEmpty() ? 0 : channels.get(Math.floorMod(port, channels.size()));
    }

    /**
     * Start to take packets.
     *
     * @param onFailure called by a thread of this that cannot take packets any more
     * @param tell called by any thread with what the kernel was asked for on behalf of a packet, and why it refused
     */
    void receive(
            Datapath datapath,
            UpcallHandler handler,
            Consumer<NetlinkException> onFailure,
            BiConsumer<String, NetlinkException> tell)
            throws NetlinkException {
        int processors = Runtime.getRuntime().availableProcessors();
        int count = capabilities.megaflows() ? processors : 1;
        List<UpcallThread> made = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                UpcallThread thread = thread("handler" + i, datapath, handler, onFailure, tell);
                made.add(thread);
                thread.start();
            }
            List<Integer> numbers = made.stream().map(UpcallThread::pid).toList();
            if (isPerCpu) {
                all.setFeatures(kernel.name(), features, numbers);
            }
            pids = numbers;
            threads.addAll(made);
        } catch (NetlinkException e) {
            made.forEach(UpcallThread::stopAndWait);
            throw e;
        }
    }

    private UpcallThread thread(
            String name,
            Datapath datapath,
            UpcallHandler handler,
            Consumer<NetlinkException> onFailure,
            BiConsumer<String, NetlinkException> tell)
            throws NetlinkException {
        UpcallReceiver receiver = kernel.upcalls();
        try {
            Batch batch = kernel.batch();
            Pending pending = batch == null ? null : new Pending(batch, tell);
            return new UpcallThread(name, this, datapath, handler, receiver, pending, onFailure);
        } catch (NetlinkException e) {
            receiver.close();
            throw e;
        }
    }

    /** Return where the current thread collects what this datapath is to do; null if it does not. Any thread may ask. */
    @Nullable
    Pending pending() {
        // A thread of a session that was lost has nothing to say to its successor's kernel.
        return Thread.currentThread() instanceof UpcallThread thread && thread.session() == this
                ? thread.pending()
                : null;
    }

    /** Stop to take packets, and end; the datapath stays. Not called by its own threads. */
    void close() {
        threads.forEach(UpcallThread::stopAndWait);
        threads.clear();
        watch.close();
        kernel.close();
        all.close();
    }

    /** Remove the datapath where that can be done. */
    void delete() throws NetlinkException {
        if (capabilities.datapaths()) {
            all.delete(kernel.name());
        }
    }
}
