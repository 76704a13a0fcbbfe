/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.netlink.client.UpcallReceiver;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread with a channel of its own that hands the kernel's packets to the switch. */
final class UpcallThread extends Thread {

    private static final Vlog VLOG = Vlog.module("dpif_netlink");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(12, 5);

    /** The longest pause after an unreadable packet is a second, about. */
    private static final int MOST_DOUBLINGS = 20;

    /** How many packets wait at most for others to be handled. */
    private static final int MOST_AT_ONCE = 64;

    /** How long they do: while the JVM is cold, 64 packets may take a second. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Session session;
    private final Datapath datapath;
    private final UpcallHandler handler;
    private final UpcallReceiver receiver;
    private final Consumer<NetlinkException> onFailure;
    private final @Nullable Pending pending;
    private final Upcall upcall = new Upcall();
    private volatile boolean isStopped;

    /**
     * Create a thread.
     *
     * @param pending where it collects what the kernel is to do for several packets; null if it tells the kernel at once
     * @param onFailure called, by the thread, when it can take no packets any more
     */
    UpcallThread(
            String name,
            Session session,
            Datapath datapath,
            UpcallHandler handler,
            UpcallReceiver receiver,
            @Nullable Pending pending,
            Consumer<NetlinkException> onFailure) {
        super(name);
        this.session = session;
        this.datapath = datapath;
        this.handler = handler;
        this.receiver = receiver;
        this.pending = pending;
        this.onFailure = onFailure;
        setDaemon(true);
    }

    /** Return the number of its channel. */
    int pid() {
        return receiver.pid();
    }

    /** Return the largest fragment of the packet that is being handled as it came in, 0 if it was whole. */
    int largestFragment() {
        return upcall.largestFragment();
    }

    /** Return the hash of the packet that is being handled, 0 = none. */
    long hash() {
        return upcall.hash();
    }

    /** Return the session whose packets it takes. */
    Session session() {
        return session;
    }

    /** Return where what the kernel is to do for the packet that is being handled is collected; null for nowhere. */
    @Nullable
    Pending pending() {
        return pending;
    }

    @Override
    public void run() {
        int unreadable = 0;
        while (!isStopped) {
            try {
                if (receiver.receive(upcall, -1)) {
                    unreadable = 0;
                    handleAll();
                }
            } catch (NetlinkException e) {
                if (e.errno() == Errno.ENOBUFS) {
                    VLOG.log(
                            LIMIT,
                            LogLevel.WARN,
                            "%s: packets were lost: they come faster than they are handled",
                            name());
                } else if (e.errno() == Errno.EBADMSG || e.errno() == Errno.EPROTO || e.errno() == Errno.EMSGSIZE) {
                    VLOG.log(LIMIT, LogLevel.WARN, "%s: a packet was skipped: %s", name(), e.getMessage());
                    // A driver that says the same again and again must not keep a processor busy.
                    unreadable = Math.min(unreadable + 1, MOST_DOUBLINGS);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(1) << unreadable);
                } else {
                    if (!isStopped) {
                        onFailure.accept(e);
                    }
                    return;
                }
            } catch (RuntimeException e) {
                VLOG.log(
                        LIMIT,
                        LogLevel.ERR,
                        "%s: a packet was dropped, because it could not be handled: %s",
                        name(),
                        e);
            }
        }
    }

    private String name() {
        return datapath.type() + "@" + datapath.name();
    }

    /** Handle the packet that is there and those behind it; where nothing is collected, that one only. */
    private void handleAll() throws NetlinkException {
        if (pending == null) {
            handle();
            return;
        }
        try {
            long start = System.nanoTime();
            int count = 0;
            do {
                handle();
            } while (++count < MOST_AT_ONCE
                    && System.nanoTime() - start < LONGEST_WAIT_NANOS
                    && !isStopped
                    && receiver.receive(upcall, 0));
        } finally {
            pending.flush();
        }
    }

    private void handle() {
        ByteBuffer packet = upcall.buffer().duplicate();
        packet.limit(upcall.packetOffset() + upcall.packetLength()).position(upcall.packetOffset());
        if (upcall.isMiss()) {
            handler.upcall(datapath, packet, upcall.key());
            return;
        }
        handler.userspace(
                datapath, packet, upcall.key(), new Action.Upcall(upcall.pid(), upcall.userData(), -1, false));
    }

    /** Return when no packet is being handled any more; free the channel. */
    void stopAndWait() {
        isStopped = true;
        receiver.wake();
        try {
            join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receiver.close();
        if (pending != null) {
            pending.close();
        }
    }
}
