/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.client.Flows.Put;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.message.Tables;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Flows to put and packets to execute that are collected and then sent together, by a channel of their own. Used by one
 * thread at a time; allocates nothing.
 */
public final class Batch implements AutoCloseable {

    /** The longest message, and what is collected before the next one might not fit any more. */
    private static final int HALF = 1 << 16;

    private static final int REPLY = 1 << 12;

    private final DatapathTransport transport;
    private final int datapath;
    private final NetlinkChannel channel;
    private final ByteBuffer requests = direct(2 * HALF);
    private final ByteBuffer reply = direct(REPLY);
    private final MessageWriter writer = new MessageWriter();
    private final PutWriter puts;
    private final ExecuteWriter executions = new ExecuteWriter();
    private int end;

    Batch(DatapathTransport transport, int datapath) throws NetlinkException {
        this.transport = transport;
        this.datapath = datapath;
        this.puts = new PutWriter(transport.capabilities());
        this.channel = transport.open(Protocol.GENERIC);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Return whether another request is sure to find room. */
    public boolean hasRoom() {
        return end <= HALF;
    }

    /**
     * Add the put of a flow, as {@link Flows#put}.
     *
     * @throws NetlinkException if it cannot be said in a message; what was added before stays
     */
    public void put(Put put, FlowKey key, FlowKey mask, Actions actions, @Nullable FlowId id) throws NetlinkException {
        begin(Family.FLOW, put.flags(), put.command());
        puts.flow(writer, key, mask, actions, id);
        end();
    }

    /**
     * Add the execution of a packet, as {@link Packets#execute}; the packet is copied.
     *
     * @throws NetlinkException if it cannot be said in a message; what was added before stays
     */
    public void execute(ByteBuffer packet, FlowKey key, Actions actions, int largestFragment, long hash)
            throws NetlinkException {
        begin(Family.PACKET, 0, PacketTable.CMD_EXECUTE);
        executions.packet(writer, packet, key, actions, largestFragment, hash);
        end();
    }

    private void begin(Family family, int flags, int command) throws NetlinkException {
        writer.begin(
                requests,
                end,
                transport.family(family),
                NetlinkHeader.REQUEST | NetlinkHeader.ACK | flags,
                command,
                family.version(),
                datapath,
                Tables.of(family));
    }

    private void end() {
        end = writer.end().limit();
    }

    /**
     * Send what was added, in its order; nothing is left then, whatever comes of it.
     *
     * @param refusals told of each request that the kernel refused, by its place among those added
     * @throws NetlinkException if it is not known what the kernel has done
     */
    public void send(NetlinkChannel.Refusals refusals) throws NetlinkException {
        requests.clear().limit(end);
        end = 0;
        channel.transactAll(requests, reply, refusals);
    }

    @Override
    public void close() {
        channel.close();
    }
}
