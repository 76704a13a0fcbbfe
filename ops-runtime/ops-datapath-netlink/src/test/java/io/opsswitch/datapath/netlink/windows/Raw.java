/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Makes and reads messages byte by byte, without the codec: that is not what is tested here. */
final class Raw {
    private static final int NESTED = 0x8000;

    private Raw() {}

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Make a request with attributes; sender and sequence number are put in by the channel. */
    static ByteBuffer request(int type, int command, int version, byte[]... attributes) {
        byte[] list = concat(attributes);
        ByteBuffer b = buffer(NetlinkHeader.DATAPATH_BYTES + list.length);
        b.putInt(b.capacity())
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        b.put((byte) command).put((byte) version).putShort((short) 0).putInt(0);
        return b.put(list).flip();
    }

    static byte[] attribute(int type, byte[] payload) {
        ByteBuffer b = ByteBuffer.allocate(4 + payload.length + 3 & ~3).order(ByteOrder.nativeOrder());
        b.putShort((short) (4 + payload.length)).putShort((short) type).put(payload);
        return b.array();
    }

    static byte[] u32(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    static byte[] u16(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(2)
                        .order(ByteOrder.nativeOrder())
                        .putShort((short) value)
                        .array());
    }

    static byte[] string(int type, String text) {
        return attribute(type, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] nest(int type, byte[]... attributes) {
        return attribute(type | NESTED, concat(attributes));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Return the attributes of a message by type. */
    static Map<Integer, byte[]> attributes(ByteBuffer message, int headers) {
        byte[] list = new byte[message.remaining() - headers];
        message.get(message.position() + headers, list);
        return attributes(list);
    }

    static Map<Integer, byte[]> attributes(byte[] list) {
        Map<Integer, byte[]> attributes = new HashMap<>();
        ByteBuffer b = ByteBuffer.wrap(list).order(ByteOrder.nativeOrder());
        for (int at = 0; at + 4 <= list.length; ) {
            int size = b.getShort(at) & 0xffff;
            byte[] payload = new byte[size - 4];
            b.get(at + 4, payload);
            attributes.put(b.getShort(at + 2) & 0x3fff, payload);
            at += size + 3 & ~3;
        }
        return attributes;
    }

    static int u32(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()).getInt();
    }

    static String string(byte[] payload) {
        return new String(payload, 0, payload.length - 1, StandardCharsets.US_ASCII);
    }
}
