/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.ActionsWriter;
import io.opsswitch.datapath.netlink.message.KeyWriter;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;

/** Writes what is to be done to a packet. Used by one thread at a time; allocates nothing. */
final class ExecuteWriter {
    private final KeyWriter keys = new KeyWriter(false);
    private final ActionsWriter actionsWriter = new ActionsWriter();

    /** Write a packet with what is to be done to it; the parameters are those of {@link Packets#execute}. */
    void packet(MessageWriter writer, ByteBuffer packet, FlowKey key, Actions actions, int largestFragment, long hash)
            throws NetlinkException {
        writer.putBytes(PacketTable.PACKET, packet);
        keys.metadata(writer, PacketTable.KEY, key);
        actionsWriter.write(writer, PacketTable.ACTIONS, actions);
        if (largestFragment != 0) {
            writer.put(PacketTable.MRU, largestFragment);
        }
        if (hash != 0) {
            writer.put(PacketTable.HASH, hash);
        }
    }
}
