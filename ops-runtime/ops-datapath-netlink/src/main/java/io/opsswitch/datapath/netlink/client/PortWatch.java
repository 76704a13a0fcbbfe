/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells of ports that come, change and go. Events say so; where none tells of new ports, or when some were lost, the
 * ports are dumped and compared with those known. A change is told once, whichever way it came.
 *
 * <p>Used by one thread at a time; only {@link #wake}, {@link #expect} and {@link #close} may be called by others meanwhile.
 */
public final class PortWatch implements AutoCloseable {
    private final Ports ports;
    private final int datapath;
    private final boolean polls;
    private final long pollNanos;
    private final NetlinkChannel channel;
    private final ByteBuffer buffer = Exchange.direct();
    private final MessageReader reader = new MessageReader();
    private final Map<Integer, PortInfo> known = new HashMap<>();
    private final Queue<Change> changes = new ArrayDeque<>();
    private final Queue<PortInfo> expected = new ConcurrentLinkedQueue<>();
    private long nextPoll;

    /**
     * A port came, changed or went.
     *
     * @param kind which of them
     * @param port the port as it is, or was last
     */
    public record Change(Kind kind, PortInfo port) {
        /** What happened. */
        public enum Kind {
            /** It is new. */
            ADDED,
            /** It is another than before. */
            CHANGED,
            /** It is gone. */
            REMOVED
        }
    }

    PortWatch(DatapathTransport transport, Ports ports, int datapath, long pollNanos) throws NetlinkException {
        this.ports = ports;
        this.datapath = datapath;
        this.polls = !transport.capabilities().announcesNewPorts();
        this.pollNanos = pollNanos;
        this.channel = transport.open(Protocol.GENERIC);
        try {
            channel.subscribe(MulticastGroup.VPORT);
            // Behind the subscription, so that nothing is missed; what was there before is no change.
            for (PortInfo port : ports.list()) {
                known.put(port.number(), port);
            }
        } catch (NetlinkException e) {
            channel.close();
            throw e;
        }
        nextPoll = System.nanoTime() + pollNanos;
    }

    /**
     * Wait for a change.
     *
     * @param timeoutNanos 0: do not wait; negative: without limit
     * @return the change, or null after the timeout or {@link #wake}
     */
    public @Nullable Change next(long timeoutNanos) throws NetlinkException {
        long end = System.nanoTime() + timeoutNanos;
        while (changes.isEmpty()) {
            long wait = timeoutNanos < 0 ? -1 : Math.max(0, end - System.nanoTime());
            boolean pollFirst = false;
            if (polls) {
                long untilPoll = Math.max(0, nextPoll - System.nanoTime());
                pollFirst = wait < 0 || untilPoll <= wait;
                wait = pollFirst ? untilPoll : wait;
            }
            boolean received = receive(wait);
            if (!received && changes.isEmpty()) {
                if (pollFirst && nextPoll - System.nanoTime() <= 0) {
                    resynchronize();
                    if (timeoutNanos >= 0 && end - System.nanoTime() <= 0) {
                        break;
                    }
                } else {
                    break;
                }
            }
        }
        return changes.poll();
    }

    private boolean receive(long wait) throws NetlinkException {
        buffer.clear();
        try {
            if (!channel.receive(buffer, wait)) {
                return false;
            }
            PortInfo port = PortInfo.read(reader, buffer);
            if (port.datapath() == datapath) {
                event(NetlinkHeader.command(buffer), port);
            }
        } catch (MalformedMessageException e) {
            throw e.asNetlinkException();
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOBUFS) {
                throw e;
            }
            resynchronize();
        }
        return true;
    }

    private void event(int command, PortInfo port) {
        if (command == PortTable.CMD_DEL) {
            PortInfo old = known.get(port.number());
            // A port of that number may have come anew meanwhile.
            if (old != null && old.name().equals(port.name())) {
                known.remove(port.number());
                changes.add(new Change(Change.Kind.REMOVED, port));
            }
        } else {
            tell(port);
        }
    }

    private void tell(PortInfo port) {
        PortInfo old = known.put(port.number(), port);
        if (old == null) {
            changes.add(new Change(Change.Kind.ADDED, port));
        } else if (old.type() != port.type() || !old.name().equals(port.name())) {
            changes.add(new Change(Change.Kind.REMOVED, old));
            changes.add(new Change(Change.Kind.ADDED, port));
        } else if (!old.upcallPids().equals(port.upcallPids()) || old.destinationPort() != port.destinationPort()) {
            changes.add(new Change(Change.Kind.CHANGED, port));
        }
    }

    /**
     * Note that a port was made, so that its end is told even if nobody has seen it in between. Where events tell of new
     * ports that is not needed. Any thread may.
     */
    public void expect(PortInfo port) {
        if (polls) {
            expected.add(port);
        }
    }

    /** Compare the ports that are there with those that are known. */
    private void resynchronize() throws NetlinkException {
        for (PortInfo made = expected.poll(); made != null; made = expected.poll()) {
            known.putIfAbsent(made.number(), made);
        }
        nextPoll = System.nanoTime() + pollNanos;
        Map<Integer, PortInfo> gone = new HashMap<>(known);
        for (PortInfo port : ports.list()) {
            gone.remove(port.number());
            tell(port);
        }
        for (PortInfo port : gone.values()) {
            known.remove(port.number());
            changes.add(new Change(Change.Kind.REMOVED, port));
        }
    }

    /** Let the thread in {@link #next} return. */
    public void wake() {
        channel.wake();
    }

    @Override
    public void close() {
        channel.close();
    }
}
