/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.Connection;
import io.opsswitch.datapath.netlink.message.ConntrackTable;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** The connections that a kernel tracks. Safe for use by several threads. */
public final class Conntrack implements AutoCloseable {
    private final Exchange exchange;

    /** Open the way to them. */
    public Conntrack(DatapathTransport transport) throws NetlinkException {
        this.exchange = new Exchange(transport, Protocol.NETFILTER);
    }

    /** Takes connections of a dump. */
    @FunctionalInterface
    public interface ConnectionSink {
        /** Take a connection. */
        void accept(Connection connection) throws NetlinkException;
    }

    /**
     * Hand on each connection.
     *
     * @param zone only those of this zone, or null
     */
    public void dump(@Nullable Integer zone, ConnectionSink sink) throws NetlinkException {
        exchange.dumpConntrack(
                ConntrackTable.TYPE_GET,
                writer -> {
                    if (zone != null) {
                        writer.put(ConntrackTable.ZONE, zone);
                    }
                },
                (reader, message) -> {
                    Connection connection = Connection.read(reader, message);
                    // Older kernels pay no heed to the zone of a request.
                    if (zone == null || connection.zone() == zone) {
                        sink.accept(connection);
                    }
                });
    }

    /** Forget all connections, or those of a zone. */
    public void flush(@Nullable Integer zone) throws NetlinkException {
        exchange.runConntrack(ConntrackTable.TYPE_DELETE, 0, writer -> {
            if (zone != null) {
                writer.put(ConntrackTable.ZONE, zone);
            }
        });
    }

    /** Forget one connection, named by its original direction; ENOENT if there is none. */
    public void flush(int zone, Connection.Tuple tuple) throws NetlinkException {
        int addressFamily = tuple.isIpv6() ? ConntrackTable.AF_INET6 : ConntrackTable.AF_INET;
        exchange.runConntrack(ConntrackTable.TYPE_DELETE, addressFamily, writer -> {
            writer.put(ConntrackTable.ZONE, zone);
            tuple.write(writer, ConntrackTable.TUPLE_ORIG);
        });
    }

    @Override
    public void close() {
        exchange.close();
    }
}
