/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.ActionsReader;
import io.opsswitch.datapath.netlink.message.KeyReader;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;

/** Executes packets. */
final class PacketRequests {
    private final FakeKernel kernel;

    PacketRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void execute(MessageReader reader, ByteBuffer message) throws NetlinkException, MalformedMessageException {
        FakeDatapath datapath = kernel.datapath(reader.datapath());
        if (reader.command() != PacketTable.CMD_EXECUTE) {
            throw new NetlinkException(
                    Errno.EOPNOTSUPP, "Operation not supported: ovs_packet command " + reader.command());
        }
        byte[] packet = null;
        FlowKey key = new FlowKey();
        boolean hasKey = false;
        Actions actions = null;
        while (reader.next()) {
            switch (reader.type()) {
                case PacketTable.PACKET -> packet = reader.getBytes();
                case PacketTable.KEY -> {
                    new KeyReader().key(reader, key);
                    hasKey = true;
                }
                case PacketTable.ACTIONS -> actions = ActionsReader.read(reader);
                default -> {
                    // Nothing to do for it.
                }
            }
        }
        if (packet == null || !hasKey || actions == null || packet.length < Frame.ETHERNET) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_packet lacks packet, key or actions");
        }
        ActionCheck.check(actions);
        Frame frame = new Frame(packet, key, (int) key.get(FlowField.IN_PORT));
        new Pipeline(kernel, datapath).run(frame, actions);
    }
}
