/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One datapath of a kernel, and what can be asked of it. Has two channels: one for dumps, one for all the rest, so that
 * flows can be put while they are dumped. Safe for use by several threads.
 */
public final class KernelDatapath implements AutoCloseable {
    private final DatapathTransport transport;
    private final DatapathInfo info;
    private final int number;
    private final Exchange exchange;
    private final Exchange dumps;
    private final Ports ports;
    private final Flows flows;
    private final Packets packets;
    private final Meters meters;
    private final ZoneLimits zoneLimits;

    KernelDatapath(DatapathTransport transport, DatapathInfo info) throws NetlinkException {
        this.transport = transport;
        this.info = info;
        Capabilities capabilities = transport.capabilities();
        this.number = capabilities.datapaths() ? info.number() : 0;
        this.exchange = new Exchange(transport, Protocol.GENERIC);
        try {
            this.dumps = new Exchange(transport, Protocol.GENERIC);
        } catch (NetlinkException e) {
            exchange.close();
            throw e;
        }
        this.ports = new Ports(exchange, capabilities, number);
        this.flows = new Flows(exchange, dumps, capabilities, number);
        this.packets = new Packets(exchange, number);
        this.meters = new Meters(exchange, number);
        this.zoneLimits = new ZoneLimits(exchange);
    }

    /** Return its name. */
    public String name() {
        return info.name();
    }

    /** Return its number in messages; 0 where there is only one. */
    public int number() {
        return number;
    }

    /** Read its counters and features. */
    public DatapathInfo info() throws NetlinkException {
        return exchange.ask(
                Family.DATAPATH,
                0,
                DatapathTable.CMD_GET,
                number,
                writer -> writer.putString(DatapathTable.NAME, info.name()),
                DatapathInfo::read);
    }

    /** Return its ports. */
    public Ports ports() {
        return ports;
    }

    /** Return its flows. */
    public Flows flows() {
        return flows;
    }

    /** Return what executes packets. */
    public Packets packets() {
        return packets;
    }

    /** Return its meters. */
    public Meters meters() {
        return meters;
    }

    /** Return the limits of connection tracking. */
    public ZoneLimits zoneLimits() {
        return zoneLimits;
    }

    /** Open a channel for requests that are sent together; null where that would be of no use. */
    public @Nullable Batch batch() throws NetlinkException {
        return transport.takesSeveral() ? new Batch(transport, number) : null;
    }

    /** Open a channel for upcalls. */
    public UpcallReceiver upcalls() throws NetlinkException {
        return new UpcallReceiver(transport);
    }

    /**
     * Watch its ports.
     *
     * @param pollNanos how often to look for new ports where no event tells of them
     */
    public PortWatch watchPorts(long pollNanos) throws NetlinkException {
        return new PortWatch(transport, ports, number, pollNanos);
    }

    /** Close its channels; the datapath itself stays. */
    @Override
    public void close() {
        exchange.close();
        dumps.close();
    }
}
