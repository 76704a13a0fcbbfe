/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.message.Connection;
import io.opsswitch.datapath.netlink.message.ConntrackTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests about connections. */
final class ConntrackRequests {

    private final FakeKernel kernel;
    private @Nullable Integer zone;
    private Connection.@Nullable Tuple tuple;

    ConntrackRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, int type, Answers answers) throws NetlinkException, MalformedMessageException {
        while (reader.next()) {
            if (reader.type() == ConntrackTable.ZONE) {
                zone = reader.getInt();
            } else if (reader.type() == ConntrackTable.TUPLE_ORIG) {
                tuple = Connection.Tuple.read(reader);
            }
        }
        switch (type) {
            case ConntrackTable.TYPE_GET -> {
                for (Tracker.Entry entry : kernel.tracker.entries()) {
                    MessageWriter writer = answers.beginConntrack(ConntrackTable.TYPE_NEW, addressFamily(entry));
                    write(writer, entry);
                    answers.end(writer);
                }
            }
            case ConntrackTable.TYPE_DELETE -> delete();
            default -> throw new NetlinkException(Errno.EOPNOTSUPP, "Operation not supported: conntrack " + type);
        }
    }

    private void delete() throws NetlinkException {
        boolean found = false;
        for (Tracker.Entry entry : List.copyOf(kernel.tracker.entries())) {
            // To the Windows driver, zone 0 is every zone.
            boolean anyZone = kernel.windows ? zone == null || zone == 0 : zone == null && tuple == null;
            boolean wanted = (anyZone || (zone == null ? 0 : zone) == entry.zone)
                    && (tuple == null || entry.original.equals(tuple));
            if (wanted) {
                found = true;
                kernel.tracker.remove(entry);
                kernel.announce(entry, MulticastGroup.CONNTRACK_DESTROY);
            }
        }
        // The Windows driver is content when there was nothing to delete.
        if (tuple != null && !found && !kernel.windows) {
            throw new NetlinkException(Errno.ENOENT, "No such file or directory: there is no such connection");
        }
    }

    private static int addressFamily(Tracker.Entry entry) {
        return entry.original.isIpv6() ? ConntrackTable.AF_INET6 : ConntrackTable.AF_INET;
    }

    private static void write(MessageWriter writer, Tracker.Entry entry) throws NetlinkException {
        entry.original.write(writer, ConntrackTable.TUPLE_ORIG);
        entry.reply.write(writer, ConntrackTable.TUPLE_REPLY);
        int status = ConntrackTable.STATUS_CONFIRMED
                | (entry.seenReply ? ConntrackTable.STATUS_SEEN_REPLY | ConntrackTable.STATUS_ASSURED : 0);
        writer.put(ConntrackTable.STATUS, status);
        writer.put(ConntrackTable.TIMEOUT, 120);
        writer.put(ConntrackTable.MARK, entry.mark);
        counters(writer, ConntrackTable.COUNTERS_ORIG, entry.originalPackets, entry.originalBytes);
        counters(writer, ConntrackTable.COUNTERS_REPLY, entry.replyPackets, entry.replyBytes);
        writer.put(ConntrackTable.ID, entry.id);
        if (entry.zone != 0) {
            writer.put(ConntrackTable.ZONE, entry.zone);
        }
    }

    private static void counters(MessageWriter writer, int attribute, long packets, long bytes)
            throws NetlinkException {
        writer.open(attribute);
        writer.put(ConntrackTable.COUNTERS_PACKETS, packets);
        writer.put(ConntrackTable.COUNTERS_BYTES, bytes);
        writer.close();
    }

    /** Write the event of a connection into a buffer. */
    static void describe(Tracker.Entry entry, ByteBuffer into, MulticastGroup group, int pid) {
        try {
            MessageWriter writer = new MessageWriter();
            int type = group == MulticastGroup.CONNTRACK_DESTROY ? ConntrackTable.TYPE_DELETE : ConntrackTable.TYPE_NEW;
            writer.beginConntrack(into, type, 0, addressFamily(entry));
            writer.address(0, pid);
            write(writer, entry);
            writer.end();
        } catch (NetlinkException e) {
            throw new IllegalStateException("the event of a connection does not fit", e);
        }
    }
}
