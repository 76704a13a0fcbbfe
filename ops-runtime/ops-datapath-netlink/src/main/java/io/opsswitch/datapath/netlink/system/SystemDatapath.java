/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.DatapathStatistics;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.netlink.client.PortWatch;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forwards packets in the kernel, as dpif-netlink does in Open vSwitch. Ports and flows stay when it is closed.
 *
 * <p>When the kernel's datapath goes away (removed by somebody, driver unloaded), all ports are reported as gone; the next
 * {@link #addPort} finds or makes a datapath anew, or says why there is none.
 *
 * <p>Ports, and which datapath of the kernel it is, change under this object's monitor; packets and flows do not take it.
 */
final class SystemDatapath implements Datapath {

    private static final Vlog VLOG = Vlog.module("dpif_netlink");
    private static final VlogRateLimit FAILURES = new VlogRateLimit(12, 5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DatapathSpec spec;
    private final DatapathTransport transport;
    private final Links links;
    private final LongSupplier kernelMillis;
    private final SystemMeters meters;
    private final SystemPorts ports;
    private final Thread watcher;
    private volatile Session session;
    private volatile @Nullable UpcallHandler handler;
    private volatile Runnable portListener = () -> {};
    private volatile boolean isClosed;

    /**
     * Open a datapath of the kernel.
     *
     * @param transport closed together with this
     * @param links closed together with this
     * @param kernelMillis the kernel's clock, in milliseconds
     */
    SystemDatapath(DatapathSpec spec, DatapathTransport transport, Links links, LongSupplier kernelMillis)
            throws NetlinkException, DatapathException {
        this.spec = spec;
        this.transport = transport;
        this.links = links;
        this.kernelMillis = kernelMillis;
        this.session = openSession();
        this.ports =
                new SystemPorts(fullName(), transport.capabilities().datapaths(), links, () -> session, this::tell);
        this.meters = new SystemMeters(() -> session);
        this.watcher = new Thread(this::watchPorts, name() + "-ports");
        watcher.setDaemon(true);
        links.watch(() -> portListener.run());
        watcher.start();
    }

    private Session openSession() throws NetlinkException {
        return Session.open(
                transport, spec.name(), used -> spec.clock().getAsLong() - (kernelMillis.getAsLong() - used));
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String type() {
        return spec.type();
    }

    @Override
    public boolean isLasting() {
        return true;
    }

    @Override
    public DatapathAbilities abilities() {
        return session.probed.actions().abilities();
    }

    private String fullName() {
        return type() + "@" + name();
    }

    // Ports

    @Override
    public synchronized Port addPort(PortSpec wanted) throws DatapathException {
        reviveFor(wanted);
        return ports.add(wanted);
    }

    @Override
    public synchronized Port addTunnelPort(PortSpec wanted, TunnelCodec codec) throws DatapathException {
        reviveFor(wanted);
        return ports.addTunnel(wanted);
    }

    private void reviveFor(PortSpec wanted) throws DatapathException {
        try {
            revive();
        } catch (NetlinkException e) {
            throw SystemPorts.failure(wanted, fullName(), e);
        }
    }

    /** Find or make the kernel's datapath again if it is gone. */
    private void revive() throws NetlinkException {
        Session old = session;
        if (!old.isLost()) {
            NetlinkException gone = old.whyGone();
            if (gone == null) {
                return;
            }
            giveUp(old, gone);
        }
        transport.refresh();
        links.refresh();
        Session made = openSession();
        session = made;
        old.close();
        if (ports.restore()) {
            portListener.run();
        }
        meters.restore();
        UpcallHandler receiver = handler;
        if (receiver != null) {
            try {
                receive(made, receiver);
            } catch (NetlinkException e) {
                // Half a session is none: the next port tries again.
                made.noteLost();
                throw e;
            }
        }
        VLOG.info("%s: the datapath is there again, ports and flows are made anew", fullName());
    }

    @Override
    public synchronized void removePort(int number) {
        // Once this is closed the ports are the kernel's alone.
        if (!isClosed) {
            ports.remove(number);
        }
    }

    @Override
    public synchronized void removeOtherPorts() {
        ports.removeOthers();
    }

    @Override
    public List<Port> ports() {
        return ports.all();
    }

    @Override
    public List<Port> showPorts() {
        try {
            return ShownDatapath.ports(session.kernel, links);
        } catch (NetlinkException e) {
            tell("could not list the ports", e);
            return List.of();
        }
    }

    @Override
    public void setPortListener(Runnable listener) {
        portListener = listener;
    }

    /** Tell of ports that come and go, as long as this is open. */
    private void watchPorts() {
        Session watched = session;
        while (!isClosed) {
            try {
                if (watched.isLost()) {
                    giveUpPorts(watched);
                    watched = session;
                    continue;
                }
                PortWatch.Change change = watched.watch.next(-1);
                if (change != null && change.kind() == PortWatch.Change.Kind.REMOVED) {
                    SystemPort port = ports.get(change.port().number());
                    if (port != null && port.name().equals(change.port().name())) {
                        port.setGone();
                    }
                }
                if (change != null) {
                    portListener.run();
                }
            } catch (NetlinkException e) {
                lost(watched, e);
            }
            watched = session;
        }
    }

    /** Note that nobody tells of ports any more. */
    private void lost(Session watched, NetlinkException e) {
        if (!isClosed && watched == session && !isGone(watched, e)) {
            tell("could not hear of changes of ports", e);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Return whether a session is of no use any more after an error; says so once. Any thread may ask. */
    private boolean isGone(Session now, NetlinkException e) {
        if (!now.isLost() && now.whyGone() == null) {
            return false;
        }
        giveUp(now, e);
        return true;
    }

    /** Say that a session is of no use any more, unless that was said; none is replaced before. */
    private void giveUp(Session now, NetlinkException e) {
        if (now.noteLost() && !isClosed) {
            VLOG.err(
                    "%s: the kernel's datapath is gone, and packets without a flow are lost until it is back: %s",
                    fullName(), reason(e));
        }
    }

    /** Return why there is no datapath: who asks anew hears it better than who asked by what is lost. */
    private String reason(NetlinkException e) {
        try {
            transport.open(Protocol.GENERIC).close();
            return String.valueOf(e.getMessage());
        } catch (NetlinkException fresh) {
            return String.valueOf(fresh.getMessage());
        }
    }

    /** Tell that all ports are gone, so that they are asked for again; then give those who do that some time. */
    private void giveUpPorts(Session watched) {
        synchronized (this) {
            if (watched != session) {
                return;
            }
            ports.setGone();
        }
        portListener.run();
        LockSupport.parkNanos(RETRY_NANOS);
    }

    // Packets and flows

    @Override
    public synchronized void setUpcallHandler(UpcallHandler receiver) {
        if (handler != null) {
            throw new IllegalStateException("the datapath has a handler of packets already");
        }
        handler = receiver;
        try {
            receive(session, receiver);
        } catch (NetlinkException e) {
            tell("could not ask for packets without a flow", e);
        }
    }

    private void receive(Session now, UpcallHandler receiver) throws NetlinkException {
        now.receive(this, receiver, e -> giveUp(now, e), this::tell);
        ports.askForPackets();
    }

    @Override
    public void putFlow(FlowKey key, FlowKey mask, Actions actions) {
        Session now = session;
        KernelActions rules = now.probed.actions();
        rules.checkFlow(actions);
        int pid = now.actionPid((int) key.get(FlowField.IN_PORT));
        try {
            now.flows.put(key, mask, rules.forKernel(actions, key, pid), now.pending());
        } catch (NetlinkException e) {
            tell("could not install a flow", e);
        }
    }

    @Override
    public boolean removeFlow(FlowKey key, FlowKey mask) {
        try {
            return session.flows.remove(key, mask);
        } catch (NetlinkException e) {
            tell("could not remove a flow", e);
            return false;
        }
    }

    @Override
    public List<FlowEntry> dumpFlows() {
        try {
            return session.flows.dump();
        } catch (NetlinkException e) {
            tell("could not list the flows", e);
            return List.of();
        }
    }

    @Override
    public List<ShownFlow> showFlows() {
        try {
            return session.flows.show();
        } catch (NetlinkException e) {
            tell("could not list the flows", e);
            return List.of();
        }
    }

    @Override
    public void flush() {
        try {
            session.flows.flush();
        } catch (NetlinkException e) {
            tell("could not remove the flows", e);
        }
    }

    @Override
    public void execute(ByteBuffer packet, FlowKey metadata, Actions actions) {
        Session now = session;
        KernelActions rules = now.probed.actions();
        rules.check(actions);
        if (rules.abilities().isSlow(actions)) {
            new SlowExecution(rules.abilities(), (frame, list) -> executeFast(now, frame, metadata, list))
                    .run(packet, actions);
        } else {
            executeFast(now, packet, metadata, actions);
        }
    }

    private void executeFast(Session now, ByteBuffer packet, FlowKey metadata, Actions actions) {
        int fragment = 0;
        long hash = 0;
        if (Thread.currentThread() instanceof UpcallThread upcall) {
            fragment = upcall.largestFragment();
            hash = upcall.hash();
        }
        int pid = now.actionPid((int) metadata.get(FlowField.IN_PORT));
        try {
            Actions list = now.probed.actions().forKernel(actions, metadata, pid);
            Pending pending = now.pending();
            if (pending != null) {
                pending.execute(packet, metadata, list, fragment, hash);
            } else {
                now.kernel.packets().execute(packet, metadata, list, fragment, hash, false);
            }
        } catch (NetlinkException e) {
            tell("could not execute actions on a packet", e);
        }
    }

    // Meters, statistics, end

    @Override
    public void setMeter(int id, Meter meter) {
        meters.set(id, meter);
    }

    @Override
    public boolean removeMeter(int id) {
        return !isClosed && meters.remove(id);
    }

    @Override
    public Meter.@Nullable Statistics meterStatistics(int id) {
        return meters.statistics(id);
    }

    @Override
    public @Nullable DatapathStatistics statistics() {
        try {
            return ShownDatapath.statistics(session.kernel.info(), transport.capabilities());
        } catch (NetlinkException e) {
            return null;
        }
    }

    /** Log a failure, unless all there is to say of it is that the datapath is gone, which was said. */
    private void tell(String what, Exception e) {
        Session now = session;
        // Who looks for a lost datapath by a handle of a driver that was unloaded may be told that it is not allowed
        // to.
        boolean looksGone = e instanceof NetlinkException refusal
                && (refusal.errno() == Errno.ENODEV || refusal.errno() == Errno.EACCES)
                && isGone(now, refusal);
        LogLevel level = looksGone || now.isLost() ? LogLevel.DBG : LogLevel.WARN;
        VLOG.log(FAILURES, level, "%s: %s: %s", fullName(), what, e.getMessage());
    }

    @Override
    public void close() {
        end(false);
    }

    @Override
    public void destroy() {
        end(true);
    }

    private void end(boolean isRemoved) {
        Session last;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            if (isRemoved) {
                ports.removeAll();
            }
            isClosed = true;
            last = session;
        }
        if (isRemoved) {
            try {
                last.flows.flush();
                last.delete();
            } catch (NetlinkException e) {
                tell("could not remove the datapath", e);
            }
        }
        portListener = () -> {};
        last.watch.wake();
        links.close();
        last.close();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }
}
