/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a {@link SystemDatapath}: made in the kernel, taken over from a former run, made again in a datapath that
 * came anew. Changed under the lock of its datapath; may be read by any thread.
 */
final class SystemPorts {

    private static final Vlog VLOG = Vlog.module("dpif_netlink");
    private static final String INTERNAL = "internal";
    private static final String SYSTEM = "system";

    private final String fullName;
    /** Whether the kernel's datapaths are made by programs, as Linux' are; a Hyper-V switch has its one anyway. */
    private final boolean isOwn;

    private final Links links;
    private final Supplier<Session> session;
    private final BiConsumer<String, Exception> failures;
    private final Map<Integer, SystemPort> ports = new ConcurrentSkipListMap<>();

    /**
     * Create without ports.
     *
     * @param fullName type and name of the datapath, for people
     * @param isOwn whether programs make datapaths, so that all ports there are a switch's
     * @param session the datapath of the kernel as it is now
     * @param failures told what could not be done, and why
     */
    SystemPorts(
            String fullName,
            boolean isOwn,
            Links links,
            Supplier<Session> session,
            BiConsumer<String, Exception> failures) {
        this.fullName = fullName;
        this.isOwn = isOwn;
        this.links = links;
        this.session = session;
        this.failures = failures;
    }

    /** Return all in the order of their numbers. */
    List<Port> all() {
        return List.copyOf(ports.values());
    }

    /** Return the port of a number, null if there is none. */
    @Nullable
    SystemPort get(int number) {
        return ports.get(number);
    }

    /** Note that the kernel has none of them any more. */
    void setGone() {
        ports.values().forEach(SystemPort::setGone);
    }

    /** Add a port of the system or an internal one. */
    Port add(PortSpec wanted) throws DatapathException {
        return switch (wanted.type()) {
            case SYSTEM, "" -> {
                // Where the datapath cannot be made the devices are the kernel's own, who knows of them when they are
                // ports.
                if (isOwn && links.query(wanted.name()) == null) {
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

    /** Add a port that stands for a kind of tunnel. */
    Port addTunnel(PortSpec wanted) throws DatapathException {
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
            PortInfo info = takeOver(wanted, kind);
            if (info == null) {
                info = create(wanted, kind);
            }
            NewPort again = newPort(wanted, kind, info.number(), List.of());
            Links devices = isTunnel(kind) ? TunnelLinks.INSTANCE : links;
            SystemPort port = new SystemPort(info.number(), wanted.name(), type, devices, this::read, again);
            ports.put(info.number(), port);
            session.get().watch.expect(info);
            return port;
        } catch (NetlinkException e) {
            if (kind == PortType.NETDEV && e.errno() == Errno.EINVAL && !isOwn) {
                throw new DatapathException("could not open network device " + wanted.name()
                        + " (No such device): the Hyper-V switch has no port of this name");
            }
            throw failure(wanted, fullName, e);
        }
    }

    /** Return that a port could not be added, and why. */
    static DatapathException failure(PortSpec wanted, String fullName, NetlinkException e) {
        return new DatapathException("could not add network device " + wanted.name() + " to the datapath " + fullName
                + ": " + e.getMessage());
    }

    private static NewPort newPort(PortSpec wanted, PortType kind, int number, List<Integer> pids) {
        boolean hasGroupPolicy = kind == PortType.VXLAN && hasGroupPolicy(wanted);
        return new NewPort(
                wanted.name(), kind, number, isTunnel(kind) ? destinationPort(wanted) : 0, hasGroupPolicy, pids);
    }

    /** Take over a port that is there already; null if there is none that fits. */
    private @Nullable PortInfo takeOver(PortSpec wanted, PortType kind) throws NetlinkException {
        Session now = session.get();
        PortInfo info;
        try {
            info = now.kernel.ports().get(wanted.name());
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV) {
                return null;
            }
            throw e;
        }
        boolean sameOptions = !isTunnel(kind)
                || !isOwn
                || info.destinationPort() == destinationPort(wanted) && info.groupPolicy() == hasGroupPolicy(wanted);
        if (info.type() != kind || !sameOptions) {
            now.kernel.ports().delete(info.number());
            return null;
        }
        VLOG.dbg("%s: took over port %d: %s", fullName, info.number(), info.name());
        now.kernel.ports().setUpcallPids(info.number(), now.portPids(info.number()));
        return info;
    }

    private PortInfo create(PortSpec wanted, PortType kind) throws NetlinkException {
        Session now = session.get();
        int number = wanted.number() == PortSpec.ANY_NUMBER ? NewPort.ANY : wanted.number();
        NewPort port = newPort(wanted, kind, number, now.portPids(0));
        PortInfo info = now.kernel.ports().add(port);
        List<Integer> pids = now.portPids(info.number());
        return pids.equals(port.upcallPids()) ? info : now.kernel.ports().setUpcallPids(info.number(), pids);
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

    private @Nullable PortInfo read(int number) {
        try {
            return session.get().kernel.ports().get(number);
        } catch (NetlinkException e) {
            return null;
        }
    }

    /** Remove a port and its flows; nothing happens when there is no such port. */
    void remove(int number) {
        SystemPort port = ports.remove(number);
        if (port == null) {
            return;
        }
        boolean isThere = port.state().present();
        port.setGone();
        try {
            session.get().flows.removeOf(number);
            if (isThere) {
                session.get().kernel.ports().delete(number);
            }
            if (port.type().equals(INTERNAL)) {
                links.removeInternal(port.name());
            }
        } catch (NetlinkException | DatapathException e) {
            failures.accept("could not remove port " + number + " (" + port.name() + ")", e);
        }
    }

    /** Remove all of them. */
    void removeAll() {
        List.copyOf(ports.keySet()).forEach(this::remove);
    }

    /** Remove the kernel's other ports, where only a switch can have made them. */
    void removeOthers() {
        if (!isOwn) {
            return;
        }
        try {
            for (PortInfo info : session.get().kernel.ports().list()) {
                // Port 0 is the datapath itself.
                if (info.number() != 0 && !ports.containsKey(info.number())) {
                    VLOG.info("%s: removing port %s, which no bridge has", fullName, info.name());
                    session.get().kernel.ports().delete(info.number());
                }
            }
        } catch (NetlinkException e) {
            failures.accept("could not look for ports of a former run", e);
        }
    }

    /**
     * Make all ports anew, under their numbers, in a datapath that came anew; what is not possible any more is gone.
     *
     * @return whether one is gone
     */
    boolean restore() {
        boolean isGone = false;
        for (SystemPort port : ports.values()) {
            if (port.state().present()) {
                try {
                    session.get().kernel.ports().add(port.lost());
                } catch (NetlinkException e) {
                    if (e.errno() == Errno.EEXIST || e.errno() == Errno.EBUSY) {
                        continue; // the datapath did not go away, only the way to it
                    }
                    failures.accept("could not add port " + port.name() + " again", e);
                    port.setGone();
                    isGone = true;
                }
            }
        }
        return isGone;
    }

    /** Have the ports send packets to the channels that there are now. */
    void askForPackets() throws NetlinkException {
        Session now = session.get();
        for (SystemPort port : ports.values()) {
            List<Integer> pids = now.portPids(port.number());
            if (!pids.isEmpty() && port.state().present()) {
                now.kernel.ports().setUpcallPids(port.number(), pids);
            }
        }
    }
}
