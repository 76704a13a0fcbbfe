/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;

/** Executes packets. Safe for use by several threads; allocates nothing. */
public final class Packets {
    private final Exchange exchange;
    private final int datapath;
    private final ExecuteWriter executions = new ExecuteWriter();

    Packets(Exchange exchange, int datapath) {
        this.exchange = exchange;
        this.datapath = datapath;
    }

    /**
     * Do actions to a packet.
     *
     * @param packet lies between position and limit
     * @param key its metadata: port, tunnel, mark and so on; header fields are read from the packet itself
     * @param largestFragment of the packet as it came in, 0 if it was whole
     * @param hash as its upcall had it, 0 = none
     * @param probe whether failure is expected, so that the kernel does not log it
     */
    public void execute(ByteBuffer packet, FlowKey key, Actions actions, int largestFragment, long hash, boolean probe)
            throws NetlinkException {
        exchange.lock();
        try {
            MessageWriter writer = exchange.begin(Family.PACKET, NetlinkHeader.ACK, PacketTable.CMD_EXECUTE, datapath);
            executions.packet(writer, packet, key, actions, largestFragment, hash);
            if (probe) {
                writer.putFlag(PacketTable.PROBE);
            }
            exchange.send();
        } finally {
            exchange.unlock();
        }
    }
}
