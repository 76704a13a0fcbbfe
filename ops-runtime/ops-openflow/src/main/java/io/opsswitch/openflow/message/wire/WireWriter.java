/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Appends numbers in network byte order, and parts, to a message that grows. Not thread-safe. */
public final class WireWriter {

    private ByteBuffer out;

    /** Create an empty one. */
    public WireWriter() {
        this(256);
    }

    /** Create an empty one with room for a number of bytes before it grows. */
    public WireWriter(int room) {
        this.out = ByteBuffer.allocate(room);
    }

    /** Return the number of bytes so far. */
    public int size() {
        return out.position();
    }

    /** Append 8 bits. */
    public WireWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Append 16 bits. */
    public WireWriter u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Append 32 bits. */
    public WireWriter u32(long value) {
        room(4).putInt((int) value);
        return this;
    }

    /** Append 48 bits, such as an Ethernet address. */
    public WireWriter u48(long value) {
        return u16((int) (value >>> 32)).u32(value);
    }

    /** Append 64 bits. */
    public WireWriter u64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** Append bytes. */
    public WireWriter bytes(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /** Append zeros. */
    public WireWriter zeros(int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            out.put((byte) 0);
        }
        return this;
    }

    /** Append zeros until the number of bytes since a place is a multiple of 8. */
    public WireWriter pad8(int since) {
        return zeros(-(size() - since) & 7);
    }

    /** Append text, cut after {@code size - 1} characters, and NULs up to {@code size} bytes. */
    public WireWriter text(String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(bytes.length, size - 1);
        room(size).put(bytes, 0, length);
        return zeros(size - length);
    }

    /** Set 16 bits at a place that has been written. */
    public void setU16(int at, int value) {
        out.putShort(at, (short) value);
    }

    /** Return the 16 bits at a place that has been written. */
    public int u16At(int at) {
        return out.getShort(at) & 0xffff;
    }

    /** Set the 16 bits at a place to the number of bytes since another. */
    public void setLength(int at, int since) {
        setU16(at, size() - since);
    }

    /** Drop all from a place on. */
    public void truncate(int size) {
        out.position(size);
    }

    /** Take out all from a place on. */
    public byte[] cut(int from) {
        byte[] bytes = new byte[size() - from];
        out.get(from, bytes);
        truncate(from);
        return bytes;
    }

    /** Return the bytes so far, copied. */
    public byte[] toBytes() {
        byte[] bytes = new byte[size()];
        out.get(0, bytes);
        return bytes;
    }

    /** Return a buffer at whose position at least a number of bytes can be put; what is put there is appended. */
    public ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer grown = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes));
            grown.put(out.flip());
            out = grown;
        }
        return out;
    }
}
