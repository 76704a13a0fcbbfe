/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.NetdevTable;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;

/** Answers requests about Windows' network interfaces. */
final class NetdevRequests {
    private static final int MTU = 1500;

    private final FakeKernel kernel;

    NetdevRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, Answers answers) throws NetlinkException, MalformedMessageException {
        String name = "";
        while (reader.next()) {
            if (reader.type() == NetdevTable.NAME) {
                name = reader.getString();
            }
        }
        FakeDatapath datapath = kernel.datapath(0);
        FakePort port = datapath.port(name);
        if (port == null) {
            throw new NetlinkException(Errno.ENODEV, "No such device: there is no port " + name);
        }
        MessageWriter writer = answers.begin(Family.WINDOWS_NETDEV, NetdevTable.CMD_GET, 0);
        writer.put(NetdevTable.PORT_NO, port.number);
        writer.put(NetdevTable.TYPE, port.type.number());
        writer.putString(NetdevTable.NAME, port.name);
        writer.putBytes(NetdevTable.MAC_ADDR, new byte[] {2, 0, 0, 0, 0, (byte) port.number});
        writer.put(NetdevTable.MTU, MTU);
        writer.put(NetdevTable.IF_FLAGS, NetdevTable.FLAG_UP);
        answers.end(writer);
    }
}
