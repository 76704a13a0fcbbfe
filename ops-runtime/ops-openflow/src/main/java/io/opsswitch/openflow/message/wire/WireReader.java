/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers in network byte order, and parts, from the front of a message. Reading more than there is throws the
 * error that the reader was made for. Not thread-safe.
 */
public final class WireReader {

    private final ByteBuffer in;
    private final OpenFlowError tooShort;

    /** Create a reader of the bytes between position and limit; the buffer itself is not changed. */
    public WireReader(ByteBuffer bytes) {
        this(bytes, OpenFlowError.OFPBRC_BAD_LEN);
    }

    private WireReader(ByteBuffer bytes, OpenFlowError tooShort) {
        this.in = bytes.slice();
        this.tooShort = tooShort;
    }

    /** Return a reader of the same bytes, from where this one is, that throws another error when they end. */
    public WireReader orElse(OpenFlowError error) {
        return new WireReader(in, error);
    }

    /** Return the number of bytes left. */
    public int remaining() {
        return in.remaining();
    }

    /** Return the number of bytes read. */
    public int position() {
        return in.position();
    }

    /** Read 8 bits. */
    public int u8() {
        need(1);
        return in.get() & 0xff;
    }

    /** Read 16 bits. */
    public int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    /** Read 32 bits. */
    public int i32() {
        need(4);
        return in.getInt();
    }

    /** Read 32 bits as a number without sign. */
    public long u32() {
        return i32() & 0xffff_ffffL;
    }

    /** Read 48 bits, such as an Ethernet address. */
    public long u48() {
        return (long) u16() << 32 | u32();
    }

    /** Read 64 bits. */
    public long i64() {
        need(8);
        return in.getLong();
    }

    /** Pass over bytes. */
    public void skip(int bytes) {
        need(bytes);
        in.position(in.position() + bytes);
    }

    /** Read bytes. */
    public byte[] bytes(int count) {
        need(count);
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    /** Read all that is left. */
    public byte[] rest() {
        return bytes(in.remaining());
    }

    /** Read text of at most {@code size - 1} bytes that is padded with NULs to {@code size} bytes. */
    public String text(int size) {
        byte[] bytes = bytes(size);
        int length = 0;
        while (length < size - 1 && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Return a reader of the next bytes alone and pass over them. */
    public WireReader part(int bytes) {
        need(bytes);
        ByteBuffer part = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        return new WireReader(part, tooShort);
    }

    /** Return the bytes that are left as a buffer; reading it moves this reader, too. */
    public ByteBuffer buffer() {
        return in;
    }

    private void need(int bytes) {
        if (bytes < 0 || in.remaining() < bytes) {
            throw new OpenFlowException(
                    tooShort, "message ends " + Math.max(0, bytes - in.remaining()) + " bytes too early");
        }
    }
}
