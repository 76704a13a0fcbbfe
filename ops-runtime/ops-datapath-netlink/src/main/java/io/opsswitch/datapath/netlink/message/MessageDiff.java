/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds where two messages differ. */
public final class MessageDiff {
    private MessageDiff() {}

    /**
     * Name the first attribute that differs. Length, sequence number and sender are not looked at.
     *
     * @param family the family of both, or null for connection tracking
     * @return its path, such as {@code ovs_flow.key.ipv4}; a word for the headers; or null if they are the same
     */
    public static @Nullable String first(ByteBuffer one, ByteBuffer other, @Nullable Family family) {
        int at = -1;
        int end = Math.min(one.remaining(), other.remaining());
        for (int i = NetlinkHeader.TYPE; i < end && at < 0; i++) {
            boolean looked = i < NetlinkHeader.SEQUENCE || i >= NetlinkHeader.BYTES;
            if (looked && one.get(one.position() + i) != other.get(other.position() + i)) {
                at = i;
            }
        }
        if (at < 0 && one.remaining() == other.remaining()) {
            return null;
        }
        if (at < 0) {
            at = end;
        }
        int headers = family == null ? NetlinkHeader.GENERIC_BYTES : NetlinkHeader.DATAPATH_BYTES;
        if (at < headers) {
            return at < NetlinkHeader.FLAGS
                    ? "type"
                    : at < NetlinkHeader.SEQUENCE
                            ? "flags"
                            : at < NetlinkHeader.VERSION
                                    ? "command"
                                    : at < NetlinkHeader.RESERVED
                                            ? "version"
                                            : at < NetlinkHeader.DATAPATH ? "reserved" : "datapath";
        }
        return pathAt(one.remaining() > at ? one : other, at, family);
    }

    private static String pathAt(ByteBuffer message, int at, @Nullable Family family) {
        MessageReader reader = new MessageReader();
        try {
            if (family == null) {
                reader.openConntrack(message);
            } else {
                reader.open(message, Tables.of(family));
            }
            return find(reader, message.position() + at);
        } catch (MalformedMessageException e) {
            return e.path();
        }
    }

    private static String find(MessageReader reader, int place) throws MalformedMessageException {
        while (reader.next()) {
            int end = reader.payload() + reader.length();
            if (place < NetlinkHeader.aligned(end - reader.position()) + reader.position()) {
                Attribute attribute = reader.attribute();
                if (attribute == null || attribute.nested() == null || place < reader.payload()) {
                    return reader.path();
                }
                String nest = reader.path();
                reader.enter();
                String inner = find(reader, place);
                return inner.isEmpty() ? nest : inner;
            }
        }
        return reader.path();
    }
}
