/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The ports of a datapath. Safe for use by several threads. */
public final class Ports {
    private final Exchange exchange;
    private final Capabilities capabilities;
    private final int datapath;

    Ports(Exchange exchange, Capabilities capabilities, int datapath) {
        this.exchange = exchange;
        this.capabilities = capabilities;
        this.datapath = datapath;
    }

    /**
     * Add a port.
     *
     * @throws NetlinkException with EEXIST or EBUSY if name or number are taken, with ENODEV or EINVAL if the device is
     *     missing
     */
    public PortInfo add(NewPort port) throws NetlinkException {
        requireHandlers(port.name(), port.upcallPids());
        exchange.lock();
        try {
            MessageWriter writer = exchange.begin(Family.VPORT, NetlinkHeader.ECHO, PortTable.CMD_NEW, datapath);
            if (port.number() != NewPort.ANY) {
                writer.put(PortTable.PORT_NO, port.number());
            }
            writer.put(PortTable.TYPE, port.type().number());
            writer.putString(PortTable.NAME, port.name());
            Pids.write(writer, PortTable.UPCALL_PID, port.upcallPids().isEmpty() ? List.of(0) : port.upcallPids());
            if (port.destinationPort() != 0 || port.groupPolicy()) {
                writer.open(PortTable.OPTIONS);
                if (port.destinationPort() != 0) {
                    writer.put(PortTable.OPTION_DST_PORT, port.destinationPort());
                }
                if (port.groupPolicy()) {
                    writer.open(PortTable.OPTION_EXTENSION);
                    writer.putFlag(PortTable.EXTENSION_GBP);
                    writer.close();
                }
                writer.close();
            }
            ByteBuffer message = exchange.send();
            if (message.hasRemaining()) {
                return PortInfo.read(exchange.reader(), message);
            }
        } catch (MalformedMessageException e) {
            throw e.asNetlinkException();
        } finally {
            exchange.unlock();
        }
        // Windows answers so when there is such a tunnel already.
        throw new NetlinkException(
                Errno.EEXIST, "port " + port.name() + ": the datapath has a port of this kind already; use that one");
    }

    private void requireHandlers(String name, List<Integer> pids) throws NetlinkException {
        if (pids.size() > capabilities.handlersPerPort()) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "port " + name + ": upcalls to " + pids.size() + " channels, where this datapath spreads them over "
                            + capabilities.handlersPerPort() + "; give fewer");
        }
    }

    /** Return the port of a number, or throw with ENODEV. */
    public PortInfo get(int number) throws NetlinkException {
        return ask(PortTable.CMD_GET, writer -> writer.put(PortTable.PORT_NO, number));
    }

    /** Return the port of a name, or throw with ENODEV. */
    public PortInfo get(String name) throws NetlinkException {
        return ask(PortTable.CMD_GET, writer -> writer.putString(PortTable.NAME, name));
    }

    /** Set the channels for the upcalls of a port. */
    public PortInfo setUpcallPids(int number, List<Integer> pids) throws NetlinkException {
        requireHandlers(String.valueOf(number), pids);
        return ask(PortTable.CMD_SET, writer -> {
            writer.put(PortTable.PORT_NO, number);
            Pids.write(writer, PortTable.UPCALL_PID, pids.isEmpty() ? List.of(0) : pids);
        });
    }

    /** Set the UDP port of a tunnel; on Windows that fails with EOPNOTSUPP. */
    public PortInfo setDestinationPort(int number, PortType type, int destinationPort) throws NetlinkException {
        return ask(PortTable.CMD_SET, writer -> {
            writer.put(PortTable.PORT_NO, number);
            writer.put(PortTable.TYPE, type.number());
            writer.open(PortTable.OPTIONS);
            writer.put(PortTable.OPTION_DST_PORT, destinationPort);
            writer.close();
        });
    }

    /** Remove a port and return what it was. */
    public PortInfo delete(int number) throws NetlinkException {
        return ask(PortTable.CMD_DEL, writer -> writer.put(PortTable.PORT_NO, number));
    }

    private PortInfo ask(int command, Exchange.Body body) throws NetlinkException {
        return exchange.ask(Family.VPORT, 0, command, datapath, body, PortInfo::read);
    }

    /** Return all ports. */
    public List<PortInfo> list() throws NetlinkException {
        List<PortInfo> list = new ArrayList<>();
        exchange.dump(
                Family.VPORT,
                PortTable.CMD_GET,
                datapath,
                Exchange.Body::none,
                (reader, message) -> list.add(PortInfo.read(reader, message)));
        return list;
    }
}
