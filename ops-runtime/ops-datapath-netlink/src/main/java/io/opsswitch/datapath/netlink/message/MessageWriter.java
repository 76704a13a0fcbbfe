/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes messages: headers, then attributes, nests among them. Each attribute is looked up in the table of its place,
 * which says how it is laid out; one that the table does not have is a programming error.
 *
 * <p>A writer serves for message after message and allocates nothing. One thread at a time.
 */
public final class MessageWriter {
    private static final int ATTRIBUTE_HEADER = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(0).order(ByteOrder.nativeOrder());
    private int start;
    private int at;
    private int depth;
    private final int[] nests = new int[MessageReader.MAX_DEPTH];
    private final AttributeTable[] tables = new AttributeTable[MessageReader.MAX_DEPTH];

    /**
     * Begin a message of a generic family, at the start of the buffer.
     *
     * @throws NetlinkException with EMSGSIZE if the buffer has no room, as all that follow here
     */
    public void begin(
            ByteBuffer into, int family, int flags, int command, int version, int datapath, AttributeTable table)
            throws NetlinkException {
        begin(into, 0, family, flags, command, version, datapath, table);
    }

    /** Begin a message of a generic family at an offset of the buffer, which is a multiple of 4. */
    public void begin(
            ByteBuffer into,
            int offset,
            int family,
            int flags,
            int command,
            int version,
            int datapath,
            AttributeTable table)
            throws NetlinkException {
        open(into, offset, family, flags, table, NetlinkHeader.DATAPATH_BYTES);
        buffer.put(start + NetlinkHeader.COMMAND, (byte) command);
        buffer.put(start + NetlinkHeader.VERSION, (byte) version);
        buffer.putShort(start + NetlinkHeader.RESERVED, (short) 0);
        buffer.putInt(start + NetlinkHeader.DATAPATH, datapath);
    }

    /**
     * Begin a message of connection tracking.
     *
     * @param addressFamily 2 for IPv4, 10 for IPv6, 0 for both
     */
    public void beginConntrack(ByteBuffer into, int type, int flags, int addressFamily) throws NetlinkException {
        open(into, 0, type, flags, ConntrackTable.TABLE, NetlinkHeader.GENERIC_BYTES);
        buffer.putInt(start + NetlinkHeader.COMMAND, 0);
        buffer.put(start + NetlinkHeader.COMMAND, (byte) addressFamily);
    }

    private void open(ByteBuffer into, int offset, int type, int flags, AttributeTable table, int headers)
            throws NetlinkException {
        Numbers.require(into);
        into.clear();
        buffer = into;
        start = offset;
        at = offset;
        depth = 0;
        tables[0] = table;
        reserve(headers);
        at = offset + headers;
        buffer.putInt(start, 0);
        buffer.putShort(start + NetlinkHeader.TYPE, (short) type);
        buffer.putShort(start + NetlinkHeader.FLAGS, (short) flags);
        buffer.putLong(start + NetlinkHeader.SEQUENCE, 0);
    }

    /** Fill in sequence number and sender, which a channel does for requests. */
    public void address(int sequence, int pid) {
        buffer.putInt(start + NetlinkHeader.SEQUENCE, sequence);
        buffer.putInt(start + NetlinkHeader.PID, pid);
    }

    /** End the message and return the buffer with it between position and limit. */
    public ByteBuffer end() {
        if (depth != 0) {
            throw new IllegalStateException(depth + " nests are open");
        }
        buffer.putInt(start, at - start);
        buffer.position(start);
        buffer.limit(at);
        return buffer;
    }

    /** Write an attribute that is a number. */
    public void put(int number, long value) throws NetlinkException {
        Kind kind = tables[depth].get(number).kind();
        if (!kind.isNumber()) {
            throw new IllegalArgumentException(tables[depth].get(number).name() + " is a " + kind + ", not a number");
        }
        int payload = header(number, kind.size());
        Numbers.write(buffer, payload, kind.size(), isNetworkOrder(kind), value);
    }

    /** Write an attribute without payload. */
    public void putFlag(int number) throws NetlinkException {
        header(number, 0);
    }

    /** Write a text of ASCII characters and a byte of 0. */
    public void putString(int number, String text) throws NetlinkException {
        Attribute attribute = tables[depth].get(number);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf(0) >= 0 || bytes.length >= attribute.most()) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    path(number) + ": \"" + text + "\" is too long or has a byte of 0; give at most "
                            + (attribute.most() - 1) + " bytes");
        }
        int payload = header(number, bytes.length + 1);
        buffer.put(payload, bytes);
        buffer.put(payload + bytes.length, (byte) 0);
    }

    /** Write bytes. */
    public void putBytes(int number, byte[] bytes) throws NetlinkException {
        int payload = header(number, bytes.length);
        buffer.put(payload, bytes);
    }

    /** Write the bytes of another buffer between its position and limit, which stay. */
    public void putBytes(int number, ByteBuffer bytes) throws NetlinkException {
        putBytes(number, bytes, bytes.position(), bytes.remaining());
    }

    /** Write some bytes of another buffer. */
    public void putBytes(int number, ByteBuffer bytes, int offset, int length) throws NetlinkException {
        int payload = header(number, length);
        buffer.put(payload, bytes, offset, length);
    }

    /** Write bytes of 0 and return where they begin, to be filled in by {@link #setInt} and {@link #setBigLong}. */
    public int putRoom(int number, int length) throws NetlinkException {
        int payload = header(number, length);
        for (int i = 0; i < length; i++) {
            buffer.put(payload + i, (byte) 0);
        }
        return payload;
    }

    /** Write a structure, all zero, and return where it begins. */
    public int putStruct(int number) throws NetlinkException {
        return putStructs(number, 1);
    }

    /** Write several structures one behind the other, all zero, and return where they begin. */
    public int putStructs(int number, int count) throws NetlinkException {
        return putRoom(number, layout(number).size() * count);
    }

    /** Write a structure of fields of a key. */
    void putStruct(int number, FlowKey from, boolean mask) throws NetlinkException {
        StructCodec.write(buffer, putStruct(number), layout(number), from, mask);
    }

    /** Write a member of a structure that begins at a place, by its index in the layout. */
    void member(StructLayout layout, int structAt, int index, long value) {
        StructField field = layout.field(index);
        Numbers.write(
                buffer, structAt + field.offset(), field.size(), field.order() == StructField.Order.NETWORK, value);
    }

    /** Write 16 bytes, network order, from two halves. */
    public void putHalves(int number, long high, long low) throws NetlinkException {
        int payload = putRoom(number, 2 * Long.BYTES);
        setBigLong(payload, high);
        setBigLong(payload + Long.BYTES, low);
    }

    /** Set four bytes, the machine's order, in what was written last. */
    public void setInt(int place, int value) {
        buffer.putInt(place, value);
    }

    /** Set eight bytes, the machine's order, in what was written last. */
    public void setLong(int place, long value) {
        buffer.putLong(place, value);
    }

    /** Set eight bytes, network order, in what was written last. */
    public void setBigLong(int place, long value) {
        Numbers.write(buffer, place, Long.BYTES, true, value);
    }

    /** Write a structure of two members. */
    void putPair(int number, long first, long second) throws NetlinkException {
        StructLayout layout = layout(number);
        int struct = putStruct(number);
        member(layout, struct, 0, first);
        member(layout, struct, 1, second);
    }

    private StructLayout layout(int number) {
        StructLayout layout = tables[depth].get(number).layout();
        if (layout == null) {
            throw new IllegalArgumentException(tables[depth].get(number).name() + " is not a structure");
        }
        return layout;
    }

    /** Begin a nest; attributes that follow lie in it. */
    public void open(int number) throws NetlinkException {
        Attribute attribute = tables[depth].get(number);
        AttributeTable nested = attribute.nested();
        if (nested == null) {
            throw new IllegalArgumentException(attribute.name() + " is not a nest");
        }
        enter(number, nested);
    }

    /** Begin an element of the innermost nest, which is a list: its attributes are of the list's table. */
    public void openElement(int number) throws NetlinkException {
        enter(number, tables[depth]);
    }

    private void enter(int number, AttributeTable table) throws NetlinkException {
        if (depth + 1 == MessageReader.MAX_DEPTH) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    path(number) + ": nested deeper than " + MessageReader.MAX_DEPTH + " levels; use a simpler list of"
                            + " actions");
        }
        int payload = raw(number, 0);
        depth++;
        nests[depth] = payload - ATTRIBUTE_HEADER;
        tables[depth] = table;
    }

    /** End the innermost nest. */
    public void close() throws NetlinkException {
        int nest = nests[depth];
        int length = at - nest;
        depth--;
        if (length > 0xffff) {
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    tables[depth].name() + ": a nest of " + length
                            + " bytes, where 65535 is the most; use fewer actions");
        }
        buffer.putShort(nest, (short) length);
    }

    private int header(int number, int length) throws NetlinkException {
        Attribute attribute = tables[depth].get(number);
        if (!attribute.allows(length)) {
            throw new NetlinkException(
                    length > AttributeTable.MAX_PAYLOAD ? Errno.EMSGSIZE : Errno.EINVAL,
                    path(number) + ": " + length + " bytes, where " + attribute.lengths() + " are wanted");
        }
        return raw(number, length);
    }

    /** Write an attribute's header, reserve its payload and fill up to the next boundary. */
    private int raw(int number, int length) throws NetlinkException {
        int total = ATTRIBUTE_HEADER + length;
        int aligned = NetlinkHeader.aligned(total);
        reserve(aligned);
        buffer.putShort(at, (short) total);
        buffer.putShort(at + 2, (short) number);
        for (int i = total; i < aligned; i++) {
            buffer.put(at + i, (byte) 0);
        }
        int payload = at + ATTRIBUTE_HEADER;
        at += aligned;
        return payload;
    }

    private void reserve(int length) throws NetlinkException {
        if (length > buffer.capacity() - at) {
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "a message of " + tables[0].name() + " does not fit in " + buffer.capacity()
                            + " bytes; give a larger buffer or fewer actions");
        }
    }

    private String path(int number) {
        StringBuilder path = new StringBuilder(tables[0].name());
        for (int i = 1; i <= depth; i++) {
            path.append('.').append(tables[i].name());
        }
        Attribute attribute = tables[depth].find(number);
        return path.append('.')
                .append(attribute == null ? String.valueOf(number) : attribute.name())
                .toString();
    }

    static boolean isNetworkOrder(Kind kind) {
        return kind == Kind.BE16 || kind == Kind.BE32 || kind == Kind.BE64;
    }

    ByteBuffer buffer() {
        return buffer;
    }
}
