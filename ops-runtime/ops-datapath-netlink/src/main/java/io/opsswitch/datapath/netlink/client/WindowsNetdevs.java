/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.NetdevTable;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;

/** The network interfaces of Windows, as far as its datapath knows them. Safe for use by several threads. */
public final class WindowsNetdevs implements AutoCloseable {
    private final Exchange exchange;

    /** Open the way to them. */
    public WindowsNetdevs(DatapathTransport transport) throws NetlinkException {
        this.exchange = new Exchange(transport, Protocol.GENERIC);
    }

    /**
     * A network interface.
     *
     * @param portNumber number of its port
     * @param portType type of its port
     * @param name its name
     * @param macAddress its Ethernet address, 48 bits
     * @param mtu its MTU in bytes
     * @param isUp whether it is up
     * @param isPromiscuous whether it takes what is not for it
     */
    public record Netdev(
            int portNumber, int portType, String name, long macAddress, int mtu, boolean isUp, boolean isPromiscuous) {}

    /** Return the interface of a name, or throw with ENODEV. */
    public Netdev get(String name) throws NetlinkException {
        return exchange.ask(
                Family.WINDOWS_NETDEV,
                0,
                NetdevTable.CMD_GET,
                0,
                writer -> writer.putString(NetdevTable.NAME, name),
                WindowsNetdevs::read);
    }

    private static Netdev read(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, NetdevTable.TABLE);
        int number = 0;
        int type = 0;
        String name = "";
        long mac = 0;
        int mtu = 0;
        int flags = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NetdevTable.PORT_NO -> number = reader.getInt();
                case NetdevTable.TYPE -> type = reader.getInt();
                case NetdevTable.NAME -> name = reader.getString();
                case NetdevTable.MAC_ADDR -> {
                    for (byte b : reader.getBytes()) {
                        mac = mac << 8 | b & 0xff;
                    }
                }
                case NetdevTable.MTU -> mtu = reader.getInt();
                case NetdevTable.IF_FLAGS -> flags = reader.getInt();
                default -> {
                    // Nothing more is known.
                }
            }
        }
        return new Netdev(
                number,
                type,
                name,
                mac,
                mtu,
                (flags & NetdevTable.FLAG_UP) != 0,
                (flags & NetdevTable.FLAG_PROMISC) != 0);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
