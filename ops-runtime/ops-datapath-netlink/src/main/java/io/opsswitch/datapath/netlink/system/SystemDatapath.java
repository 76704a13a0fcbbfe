/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
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
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.client.PortWatch;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private static final String INTERNAL = "internal";
    private static final String SYSTEM = "system";

    private final DatapathSpec spec;
    private final DatapathTransport transport;
    private final Links links;
    private final LongSupplier kernelMillis;
    private final SystemMeters meters;
    private final Map<Integer, SystemPort> ports = new ConcurrentSkipListMap<>();
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
    public boolean encapsulates() {
        return true;
    }

    @Override
    public boolean hasMasks() {
        return transport.capabilities().megaflows();
    }

    // Ports

    @Override
    public synchronized Port addPort(PortSpec wanted) throws DatapathException {
        return switch (wanted.type()) {
            case SYSTEM, "" -> {
                // Where the datapath cannot be made the devices are the kernel's own, who knows of them when they are
                // ports.
                if (transport.capabilities().datapaths() && links.query(wanted.name()) == null) {
                    throw new DatapathException("could not open network device " + wanted.name() + " (No such device)");
                }
                yield add(wanted, SYSTEM, PortType.NETDEV);
            }
            case INTERNAL -> addInternal(wanted);
            default ->
                throw new DatapathException("could not open network device " + wanted.name()
                        + " (Address family not supported by protocol): the kernel's datapath has no ports of type "
                        + wanted.type() + "; use system, internal or a tunnel");
        };
    }

    private Port addInternal(PortSpec wanted) throws DatapathException {
        boolean isMade = links.makeInternal(wanted.name());
        boolean wasThere = links.query(wanted.name()) != null;
        try {
            Port port = add(wanted, INTERNAL, PortType.INTERNAL);
            if (!wasThere && wanted.macAddress() != 0) {
                port.setMacAddress(wanted.macAddress());
            }
            return port;
        } catch (DatapathException e) {
            if (isMade) {
                links.removeInternal(wanted.name());
            }
            throw e;
        }
    }

    @Override
    public synchronized Port addTunnelPort(PortSpec wanted, TunnelCodec codec) throws DatapathException {
        PortType type = switch (wanted.type()) {
            case "vxlan" -> PortType.VXLAN;
            case "geneve" -> PortType.GENEVE;
            case "gre" -> PortType.GRE;
            default ->
                throw new DatapathException("could not add port " + wanted.name()
                        + ": the kernel's datapath has no tunnels of type " + wanted.type()
                        + "; use a bridge with datapath_type netdev");
        };
        return add(wanted, wanted.type(), type);
    }

    private Port add(PortSpec wanted, String type, PortType kind) throws DatapathException {
        for (SystemPort port : ports.values()) {
            if (port.name().equals(wanted.name())) {
                throw new DatapathException("could not add port " + wanted.name()
                        + ": the datapath has a port of this name, number " + port.number());
            }
        }
        try {
            revive();
            PortInfo info = takeOver(wanted, kind);
            if (info == null) {
                info = create(wanted, kind);
            }
            NewPort again = new NewPort(
                    wanted.name(),
                    kind,
                    info.number(),
                    isTunnel(kind) ? destinationPort(wanted) : 0,
                    kind == PortType.VXLAN && hasGroupPolicy(wanted),
                    List.of());
            SystemPort port = new SystemPort(info.number(), wanted.name(), type, linksOf(kind), this::read, again);
            ports.put(info.number(), port);
            return port;
        } catch (NetlinkException e) {
            if (kind == PortType.NETDEV
                    && e.errno() == Errno.EINVAL
                    && !transport.capabilities().datapaths()) {
                throw new DatapathException("could not open network device " + wanted.name()
                        + " (No such device): the Hyper-V switch has no port of this name");
            }
            throw new DatapathException("could not add network device " + wanted.name() + " to the datapath "
                    + spec.type() + "@" + spec.name() + ": " + e.getMessage());
        }
    }

    private Links linksOf(PortType kind) {
        return kind == PortType.NETDEV || kind == PortType.INTERNAL ? links : TunnelLinks.INSTANCE;
    }

    /** Find or make the kernel's datapath again if it is gone. */
    private void revive() throws NetlinkException {
        Session old = session;
        if (!old.isLost() && old.isAlive()) {
            return;
        }
        transport.refresh();
        Session made = openSession();
        session = made;
        old.close();
        ports.values().forEach(port -> addAgain(made, port));
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
        VLOG.info("%s@%s: the datapath is there again, ports and flows are made anew", type(), name());
    }

    /** Make a port anew, under its number, in a datapath that came anew; what is not possible any more is gone. */
    private void addAgain(Session made, SystemPort port) {
        NewPort lost = port.lost();
        if (!port.state().present()) {
            return;
        }
        try {
            made.kernel.ports().add(lost);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.EEXIST || e.errno() == Errno.EBUSY) {
                return; // the datapath did not go away, only the way to it
            }
            tell("could not add port " + port.name() + " again", e);
            port.setGone();
            portListener.run();
        }
    }

    /** Take over a port that is there already; null if there is none that fits. */
    private @Nullable PortInfo takeOver(PortSpec wanted, PortType kind) throws NetlinkException {
        PortInfo info;
        try {
            info = session.kernel.ports().get(wanted.name());
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV) {
                return null;
            }
            throw e;
        }
        boolean sameOptions = !isTunnel(kind)
                || !transport.capabilities().datapaths()
                || info.destinationPort() == destinationPort(wanted) && info.groupPolicy() == hasGroupPolicy(wanted);
        if (info.type() != kind || !sameOptions) {
            session.kernel.ports().delete(info.number());
            return null;
        }
        VLOG.dbg("%s@%s: took over port %d: %s", type(), name(), info.number(), info.name());
        session.kernel.ports().setUpcallPids(info.number(), session.portPids(info.number()));
        return info;
    }

    private static boolean isTunnel(PortType kind) {
        return kind != PortType.NETDEV && kind != PortType.INTERNAL;
    }

    private static int destinationPort(PortSpec wanted) {
        return Integer.parseInt(wanted.options().getOrDefault("dst_port", "0"));
    }

    private static boolean hasGroupPolicy(PortSpec wanted) {
        return List.of(wanted.options().getOrDefault("exts", "").split(",")).contains("gbp");
    }

    private PortInfo create(PortSpec wanted, PortType kind) throws NetlinkException {
        NewPort port = new NewPort(
                wanted.name(),
                kind,
                NewPort.ANY,
                isTunnel(kind) ? destinationPort(wanted) : 0,
                kind == PortType.VXLAN && hasGroupPolicy(wanted),
                session.portPids(0));
        PortInfo info = session.kernel.ports().add(port);
        List<Integer> pids = session.portPids(info.number());
        return pids.equals(port.upcallPids()) ? info : session.kernel.ports().setUpcallPids(info.number(), pids);
    }

    private @Nullable PortInfo read(int number) {
        try {
            return session.kernel.ports().get(number);
        } catch (NetlinkException e) {
            return null;
        }
    }

    @Override
    public synchronized void removePort(int number) {
        // Once this is closed the ports are the kernel's alone.
        SystemPort port = isClosed ? null : ports.remove(number);
        if (port == null) {
            return;
        }
        boolean isThere = port.state().present();
        port.setGone();
        try {
            session.flows.removeOf(number);
            if (isThere) {
                session.kernel.ports().delete(number);
            }
            if (port.type().equals(INTERNAL)) {
                links.removeInternal(port.name());
            }
        } catch (NetlinkException | DatapathException e) {
            tell("could not remove port " + number + " (" + port.name() + ")", e);
        }
    }

    @Override
    public synchronized void removeOtherPorts() {
        try {
            for (PortInfo info : session.kernel.ports().list()) {
                // Port 0 is the datapath itself on Linux; on Windows others may have bound ports for other programs.
                if (info.number() != 0
                        && !ports.containsKey(info.number())
                        && transport.capabilities().datapaths()) {
                    VLOG.info("%s@%s: removing port %s, which no bridge has", type(), name(), info.name());
                    session.kernel.ports().delete(info.number());
                }
            }
        } catch (NetlinkException e) {
            tell("could not look for ports of a former run", e);
        }
    }

    @Override
    public List<Port> ports() {
        return List.copyOf(ports.values());
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
        if (!now.isLost() && now.isAlive()) {
            return false;
        }
        giveUp(now, e);
        return true;
    }

    private void giveUp(Session now, NetlinkException e) {
        if (now.noteLost() && !isClosed && now == session) {
            VLOG.err(
                    "%s@%s: the kernel's datapath is gone, and packets without a flow are lost until it is back: %s",
                    type(), name(), reason(e));
        }
    }

    /** Return why there is no datapath: who asks anew hears it better than who asked by what is lost. */
    private String reason(NetlinkException e) {
        try {
            transport.open(Protocol.GENERIC).close();
            return e.getMessage();
        } catch (NetlinkException fresh) {
            return fresh.getMessage();
        }
    }

    /** Tell that all ports are gone, so that they are asked for again; then give those who do that some time. */
    private void giveUpPorts(Session watched) {
        synchronized (this) {
            if (watched != session) {
                return;
            }
            ports.values().forEach(SystemPort::setGone);
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
        now.receive(this, receiver, e -> giveUp(now, e));
        askForPackets(now);
    }

    /** Have the ports send packets to the channels that there are now. */
    private void askForPackets(Session now) throws NetlinkException {
        for (SystemPort port : ports.values()) {
            List<Integer> pids = now.portPids(port.number());
            if (!pids.isEmpty() && port.state().present()) {
                now.kernel.ports().setUpcallPids(port.number(), pids);
            }
        }
    }

    @Override
    public void putFlow(FlowKey key, FlowKey mask, Actions actions) {
        Session now = session;
        now.abilities.actions().check(actions);
        int pid = now.actionPid((int) key.get(FlowField.IN_PORT));
        try {
            now.flows.put(key, mask, now.abilities.actions().forFlow(actions, key, pid));
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
        KernelActions rules = now.abilities.actions();
        rules.check(actions);
        if (rules.isSlow(actions)) {
            new SlowExecution(rules, (frame, list) -> executeFast(now, frame, metadata, list)).run(packet, actions);
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
            Actions list = now.abilities.actions().forPacket(actions, metadata, pid);
            now.kernel.packets().execute(packet, metadata, list, fragment, hash, false);
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

    private void tell(String what, Exception e) {
        Session now = session;
        // Who looks for a lost datapath by a handle of a driver that was unloaded may be told that it is not allowed to.
        boolean looksGone = e instanceof NetlinkException refusal
                && (refusal.errno() == Errno.ENODEV || refusal.errno() == Errno.EACCES)
                && isGone(now, refusal);
        if (looksGone || now.isLost()) {
            VLOG.dbg("%s@%s: %s: %s", type(), name(), what, e.getMessage());
            return;
        }
        VLOG.log(FAILURES, LogLevel.WARN, "%s@%s: %s: %s", type(), name(), what, e.getMessage());
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
                List.copyOf(ports.keySet()).forEach(this::removePort);
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
