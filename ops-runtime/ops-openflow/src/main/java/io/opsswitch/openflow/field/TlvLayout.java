/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.FlowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where keys have the fields {@code tun_metadata0} to {@code tun_metadata63}: offset and length of each in the 256 bytes
 * for options of tunnels. A switch has one, made from its table of options; a match that knows no switch has its own.
 * Immutable.
 */
public final class TlvLayout {

    /** How many fields there are. */
    public static final int FIELDS = 64;
    /** The word of a key that tells which fields are there, one bit each. */
    public static final int PRESENT_WORD = FlowKey.PIPELINE_WORD + 10;
    /** The longest field, in bytes. */
    public static final int MAX_LENGTH = 124;
    /** No field has a place. */
    public static final TlvLayout NONE = new TlvLayout(new short[FIELDS], filled(), 0, 0);

    private final short[] offsets;
    private final byte[] lengths;
    private final int used;
    private final long masked;
    private final List<List<Piece>> pieces = new ArrayList<>();

    private TlvLayout(short[] offsets, byte[] lengths, int used, long masked) {
        this.offsets = offsets;
        this.lengths = lengths;
        this.used = used;
        this.masked = masked;
        for (int i = 0; i < FIELDS; i++) {
            pieces.add(lengths[i] < 0 ? List.of() : cut(offsets[i], lengths[i]));
        }
    }

    private static byte[] filled() {
        byte[] none = new byte[FIELDS];
        Arrays.fill(none, (byte) -1);
        return none;
    }

    /** Return the bytes as runs of bits that each lie in one word. */
    private static List<Piece> cut(int offset, int length) {
        List<Piece> result = new ArrayList<>();
        for (int at = offset; at < offset + length; ) {
            int end = Math.min(offset + length, (at / 8 + 1) * 8);
            int bits = (end - at) * 8;
            int shift = (8 - (end - at) - at % 8) * 8;
            result.add(new Piece(
                    FlowKey.TUNNEL_OPTIONS_WORD + at / 8,
                    shift,
                    bits,
                    (offset + length - end) * 8,
                    Piece.ones(bits) << shift));
            at = end;
        }
        return List.copyOf(result);
    }

    /**
     * Return a layout that has one more field, behind the others.
     *
     * @param masked whether matches with this layout send a mask for it even if it has all bits
     * @throws IllegalArgumentException if there is no room
     */
    public TlvLayout with(int field, int length, boolean masked) {
        if (used + length > FlowKey.MAX_TUNNEL_OPTIONS || length > MAX_LENGTH) {
            throw new IllegalArgumentException("tun_metadata" + field + " exceeds maximum size for tunnel metadata");
        }
        short[] newOffsets = offsets.clone();
        byte[] newLengths = lengths.clone();
        newOffsets[field] = (short) used;
        newLengths[field] = (byte) length;
        return new TlvLayout(
                newOffsets,
                newLengths,
                used + length,
                masked ? this.masked | 1L << field : this.masked & ~(1L << field));
    }

    /** Return a layout without one field; the places of the others stay. */
    public TlvLayout without(int field) {
        byte[] newLengths = lengths.clone();
        newLengths[field] = -1;
        return new TlvLayout(offsets, newLengths, used, masked & ~(1L << field));
    }

    /** Return whether a field has a place. */
    public boolean has(int field) {
        return lengths[field] >= 0;
    }

    /** Return the number of bytes of a field, 0 if it has no place. */
    public int length(int field) {
        return Math.max(0, lengths[field]);
    }

    /** Return the number of bytes in use. */
    public int used() {
        return used;
    }

    /** Return whether a match sends a mask for a field even if it has all bits. */
    public boolean isMasked(int field) {
        return (masked >>> field & 1) != 0;
    }

    List<Piece> pieces(int field) {
        return pieces.get(field);
    }
}
