/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: a cursor that moves over the attributes of one level and can go down into a nest.
 *
 * <pre>{@code
 * reader.open(message, PortTable.TABLE);
 * while (reader.next()) {
 *     switch (reader.type()) {
 *         case PortTable.PORT_NO -> number = reader.getInt();
 *         case PortTable.OPTIONS -> {
 *             reader.enter();
 *             while (reader.next()) { ... }
 *             reader.leave();
 *         }
 *         default -> {}
 *     }
 * }}</pre>
 *
 * <p>Each step checks bounds, and each attribute that the table knows has a length that its table allows; others are
 * handed on, for the caller to skip. A reader serves for message after message and allocates nothing but what strings,
 * arrays and errors need. One thread at a time.
 */
public final class MessageReader {
    /** The deepest nesting. */
    static final int MAX_DEPTH = 24;

    private static final int ATTRIBUTE_HEADER = 4;
    /** Without the bits that say "nested" and "network order". */
    private static final int TYPE_MASK = 0x3fff;

    private ByteBuffer buffer = ByteBuffer.allocate(0).order(ByteOrder.nativeOrder());
    private int start;
    private int depth;
    private final int[] nexts = new int[MAX_DEPTH];
    private final int[] ends = new int[MAX_DEPTH];
    private final int[] types = new int[MAX_DEPTH];
    private final boolean[] lists = new boolean[MAX_DEPTH];
    private final AttributeTable[] tables = new AttributeTable[MAX_DEPTH];
    private @Nullable Attribute attribute;
    private int header;
    private int payload;
    private int length;

    /** Open a message of a generic family, which lies between position and limit. */
    public void open(ByteBuffer message, AttributeTable table) throws MalformedMessageException {
        open(message, table, NetlinkHeader.DATAPATH_BYTES);
    }

    /** Open a message of connection tracking. */
    public void openConntrack(ByteBuffer message) throws MalformedMessageException {
        open(message, ConntrackTable.TABLE, NetlinkHeader.GENERIC_BYTES);
    }

    private void open(ByteBuffer message, AttributeTable table, int headers) throws MalformedMessageException {
        Numbers.require(message);
        buffer = message;
        start = message.position();
        depth = 0;
        tables[0] = table;
        types[0] = -1;
        lists[0] = false;
        attribute = null;
        header = start;
        int size = message.remaining();
        if (size < headers) {
            throw fail("a message of " + size + " bytes, where its headers take " + headers);
        }
        int stated = message.getInt(start);
        if (stated < headers || stated > size) {
            throw fail("states a length of " + Integer.toUnsignedString(stated) + " bytes, where " + size
                    + " are there and its headers take " + headers);
        }
        nexts[0] = start + headers;
        ends[0] = start + stated;
    }

    /** Open attributes that lie somewhere in a buffer, such as those of an action list that was kept. */
    public void openAttributes(ByteBuffer attributes, int from, int bytes, AttributeTable table) {
        Numbers.require(attributes);
        buffer = attributes;
        start = from;
        depth = 0;
        tables[0] = table;
        types[0] = -1;
        lists[0] = false;
        attribute = null;
        header = from;
        nexts[0] = from;
        ends[0] = from + bytes;
    }

    /** Return the type of the message. */
    public int messageType() {
        return buffer.getShort(start + NetlinkHeader.TYPE) & 0xffff;
    }

    /** Return the flags of the message. */
    public int messageFlags() {
        return buffer.getShort(start + NetlinkHeader.FLAGS) & 0xffff;
    }

    /** Return the sequence number of the message. */
    public int sequence() {
        return buffer.getInt(start + NetlinkHeader.SEQUENCE);
    }

    /** Return the sender of the message. */
    public int pid() {
        return buffer.getInt(start + NetlinkHeader.PID);
    }

    /** Return the command of the message; the address family of one of connection tracking. */
    public int command() {
        return buffer.get(start + NetlinkHeader.COMMAND) & 0xff;
    }

    /** Return the version of the message. */
    public int version() {
        return buffer.get(start + NetlinkHeader.VERSION) & 0xff;
    }

    /** Return the datapath that the message is about. */
    public int datapath() {
        return buffer.getInt(start + NetlinkHeader.DATAPATH);
    }

    /** Return the buffer. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Move to the next attribute of this level; return whether there is one. */
    public boolean next() throws MalformedMessageException {
        int at = nexts[depth];
        int left = ends[depth] - at;
        header = at;
        attribute = null;
        types[depth] = -1;
        if (left <= 0) {
            return false;
        }
        if (left < ATTRIBUTE_HEADER) {
            throw fail(left + " bytes are left, which is no attribute");
        }
        int total = buffer.getShort(at) & 0xffff;
        types[depth] = buffer.getShort(at + 2) & TYPE_MASK;
        if (total < ATTRIBUTE_HEADER || total > left) {
            throw fail("an attribute of " + total + " bytes, where " + left + " are left");
        }
        payload = at + ATTRIBUTE_HEADER;
        length = total - ATTRIBUTE_HEADER;
        // The last attribute may lack what fills it up.
        nexts[depth] = at + Math.min(NetlinkHeader.aligned(total), left);
        if (!lists[depth]) {
            attribute = tables[depth].find(types[depth]);
            if (attribute != null && !attribute.allows(length)) {
                throw fail("a payload of " + length + " bytes, where " + attribute.lengths() + " are wanted");
            }
        }
        return true;
    }

    /** Return the number of the attribute. */
    public int type() {
        return types[depth];
    }

    /** Return whether the table knows the attribute. */
    public boolean isKnown() {
        return attribute != null || lists[depth];
    }

    /** Return the bytes of its payload. */
    public int length() {
        return length;
    }

    /** Return where its payload begins in the buffer. */
    public int payload() {
        return payload;
    }

    /** Return where the attribute begins in the buffer, for {@link #seek}. */
    int position() {
        return header;
    }

    /** Go back to an attribute of this level, at a place that {@link #position} gave; {@link #next} then reads it. */
    void seek(int position) {
        nexts[depth] = position;
    }

    @Nullable
    Attribute attribute() {
        return attribute;
    }

    /** Return the attribute's number of up to 4 bytes. */
    public int getInt() {
        return (int) getLong();
    }

    /** Return the attribute's number; unsigned if it has less than 8 bytes. */
    public long getLong() {
        Attribute known = attribute;
        if (known == null || !known.kind().isNumber()) {
            throw new IllegalStateException(path() + " is not a number");
        }
        return Numbers.read(buffer, payload, known.kind().size(), MessageWriter.isNetworkOrder(known.kind()));
    }

    /** Return the attribute's text. */
    public String getString() throws MalformedMessageException {
        int end = 0;
        while (end < length && buffer.get(payload + end) != 0) {
            end++;
        }
        if (end != length - 1) {
            throw fail("a text that does not end with its only byte of 0");
        }
        byte[] bytes = new byte[end];
        buffer.get(payload, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Return the attribute's bytes. */
    public byte[] getBytes() {
        byte[] bytes = new byte[length];
        buffer.get(payload, bytes);
        return bytes;
    }

    /** Return a number at an offset in the attribute's structure; 8 bytes, the machine's order. */
    public long getLong(int offset) {
        return buffer.getLong(payload + offset);
    }

    /** Return a number at an offset in the attribute's structure; 4 bytes, the machine's order. */
    public int getInt(int offset) {
        return buffer.getInt(payload + offset);
    }

    /** Return a number at an offset in the attribute; 8 bytes, network order. */
    public long getBigLong(int offset) {
        return Numbers.read(buffer, payload + offset, Long.BYTES, true);
    }

    /** Fill an array from the attribute's structure of numbers of 8 bytes, the machine's order. */
    public void getLongs(long[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = getLong(i * Long.BYTES);
        }
    }

    /** Return a member of the attribute's structure. */
    long member(StructLayout layout, int index) {
        return member(layout, payload, index);
    }

    /** Return a member of a structure that begins at a place in the buffer. */
    long member(StructLayout layout, int structAt, int index) {
        StructField field = layout.field(index);
        return Numbers.read(
                buffer, structAt + field.offset(), field.size(), field.order() == StructField.Order.NETWORK);
    }

    /** Read the attribute's structure into fields of a key. */
    void readStruct(FlowKey into, boolean mask) throws MalformedMessageException {
        StructLayout layout = attribute == null ? null : attribute.layout();
        if (layout == null) {
            throw new IllegalStateException(path() + " is not a structure");
        }
        if (!StructCodec.read(buffer, payload, layout, into, mask)) {
            throw fail("a value that no packet has");
        }
    }

    /** Go down into the attribute, which is a nest; {@link #next} then moves over its attributes. */
    public void enter() throws MalformedMessageException {
        AttributeTable table = lists[depth] ? tables[depth] : attribute == null ? null : attribute.nested();
        if (table == null) {
            throw new IllegalStateException(path() + " is not a nest");
        }
        if (depth + 1 == MAX_DEPTH) {
            throw fail("nested deeper than " + MAX_DEPTH + " levels");
        }
        boolean list = !lists[depth] && attribute != null && attribute.kind() == Kind.LIST;
        depth++;
        tables[depth] = table;
        lists[depth] = list;
        types[depth] = -1;
        nexts[depth] = payload;
        ends[depth] = payload + length;
        attribute = null;
    }

    /** Go up again, to the attribute that was entered, whatever of it has been read. */
    public void leave() {
        if (depth == 0) {
            throw new IllegalStateException("no nest is open");
        }
        depth--;
        attribute = null;
    }

    /** Return an exception about the attribute at which the reader stands. */
    MalformedMessageException fail(String what) {
        return new MalformedMessageException(what, path(), header - start);
    }

    /** Return the path of the attribute at which the reader stands, such as {@code ovs_flow.key.ipv4}. */
    String path() {
        StringBuilder path = new StringBuilder(tables[0].name());
        for (int i = 0; i <= depth; i++) {
            if (types[i] >= 0) {
                Attribute known = lists[i] ? null : tables[i].find(types[i]);
                path.append('.').append(known == null ? String.valueOf(types[i]) : known.name());
            }
        }
        return path.toString();
    }
}
