/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of packets or of OpenFlow's pipeline: one entry of the table in {@link Fields}. Immutable.
 *
 * <p>Values are bytes in network order, as many as {@link #bytes()}. The fields {@code tun_metadata} have a place in a key
 * only where a layout gives it to them; the methods without a layout are for all others.
 */
public final class Field {

    private final FieldRow row;
    private final int index;
    private final int tunnelIndex;

    Field(FieldRow row, int index, int tunnelIndex) {
        this.row = row;
        this.index = index;
        this.tunnelIndex = tunnelIndex;
    }

    /** Return the name, which texts of flows have. */
    public String name() {
        return row.name();
    }

    /** Return the second name, or null. */
    public @Nullable String alias() {
        return row.alias();
    }

    /** Return the place in the table, from 0: the order of Open vSwitch. */
    public int index() {
        return index;
    }

    /** Return the number of bytes of a value; for {@code tun_metadata}, the most that there can be. */
    public int bytes() {
        return row.bytes();
    }

    /** Return the number of bits that count, the lowest ones. */
    public int bits() {
        return row.bits();
    }

    /** Return how values are written. */
    public Form form() {
        return row.form();
    }

    /** Return what a packet has to be to have this field. */
    public Prerequisite prerequisite() {
        return row.prerequisite();
    }

    /** Return whether a match may look at some of the bits only. */
    public boolean isMaskable() {
        return row.has('m');
    }

    /** Return whether actions may change it. */
    public boolean isWritable() {
        return row.has('w');
    }

    /** Return whether it is of the pipeline, not of the packet: port of arrival, tunnel, metadata, registers. */
    public boolean isPipeline() {
        return row.has('p');
    }

    /** Return whether matches on all bits have a mask on the wire nevertheless. */
    public boolean keepsMask() {
        return row.has('k');
    }

    /** Return the number of {@code tun_metadata}, or -1 for other fields. */
    public int tunnelIndex() {
        return tunnelIndex;
    }

    /** Return the numbers on the wire, from the oldest. */
    public List<OxmCode> codes() {
        return row.codes();
    }

    /**
     * Return the number to send.
     *
     * @param version the number of a version of OpenFlow, or 0 for NXM, which prefers its own numbers
     * @return null if the field has none
     */
    public @Nullable OxmCode code(int version) {
        OxmCode best = null;
        for (OxmCode code : row.codes()) {
            if (best == null || version >= code.since()) {
                best = code;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return row.name();
    }

    /** Return up to 64 bits of the value in a key. */
    public long get(FlowKey key, int from, int bits) {
        return get(key, TlvLayout.NONE, from, bits);
    }

    /** Return up to 64 bits of the value in a key. */
    public long get(FlowKey key, TlvLayout layout, int from, int bits) {
        if (form() == Form.PORT32) {
            return port32(key) >>> from & Piece.ones(bits);
        }
        return raw(key, pieces(layout), from, bits);
    }

    private long port32(FlowKey key) {
        return Integer.toUnsignedLong(OfPorts.to32((int) raw(key, row.pieces(), 0, 16)));
    }

    private static long raw(FlowKey key, List<Piece> pieces, int from, int bits) {
        long result = 0;
        for (Piece piece : pieces) {
            int low = Math.max(from, piece.at());
            int high = Math.min(from + bits, piece.at() + piece.bits());
            if (low < high) {
                long part = key.word(piece.word()) >>> piece.shift() + low - piece.at() & Piece.ones(high - low);
                result |= part << low - from;
            }
        }
        return result;
    }

    /** Set up to 64 bits of the value in a key; bits that the key does not have are dropped. */
    public void set(FlowKey key, int from, int bits, long value) {
        set(key, TlvLayout.NONE, from, bits, value);
    }

    /** Set up to 64 bits of the value in a key; bits that the key does not have are dropped. */
    public void set(FlowKey key, TlvLayout layout, int from, int bits, long value) {
        if (form() == Form.PORT32) {
            long mask = Piece.ones(bits) << from;
            long all = port32(key) & ~mask | value << from & mask;
            setRaw(key, row.pieces(), 0, 16, OfPorts.from32OrNone((int) all));
            return;
        }
        setRaw(key, pieces(layout), from, bits, value);
        if (tunnelIndex >= 0 && layout.has(tunnelIndex)) {
            key.setWord(TlvLayout.PRESENT_WORD, key.word(TlvLayout.PRESENT_WORD) | 1L << tunnelIndex);
        }
    }

    private static void setRaw(FlowKey key, List<Piece> pieces, int from, int bits, long value) {
        for (Piece piece : pieces) {
            int low = Math.max(from, piece.at());
            int high = Math.min(from + bits, piece.at() + piece.bits());
            if (low < high) {
                int shift = piece.shift() + low - piece.at();
                long mask = Piece.ones(high - low) << shift;
                long word = key.word(piece.word());
                key.setWord(piece.word(), word & ~mask | value >>> low - from << shift & mask);
            }
        }
    }

    /** Return the value in a key. */
    public byte[] value(FlowKey key) {
        return value(key, TlvLayout.NONE);
    }

    /** Return the value in a key; that of {@code tun_metadata} is as long as the layout says. */
    public byte[] value(FlowKey key, TlvLayout layout) {
        byte[] value = new byte[tunnelIndex < 0 ? bytes() : layout.length(tunnelIndex)];
        for (int bit = 0; bit < value.length * 8; bit += Long.SIZE) {
            int take = Math.min(Long.SIZE, value.length * 8 - bit);
            ByteBits.put(value, bit, take, get(key, layout, bit, take));
        }
        return value;
    }

    /** Set the value in a key. */
    public void set(FlowKey key, byte[] value) {
        set(key, TlvLayout.NONE, value);
    }

    /** Set the value in a key. */
    public void set(FlowKey key, TlvLayout layout, byte[] value) {
        byte[] all = tunnelIndex < 0 ? value : ByteBits.resize(value, layout.length(tunnelIndex));
        for (int bit = 0; bit < all.length * 8; bit += Long.SIZE) {
            int take = Math.min(Long.SIZE, all.length * 8 - bit);
            set(key, layout, bit, take, ByteBits.get(all, bit, take));
        }
    }

    /** Return the mask in the mask of a match, without the translation of ports. */
    byte[] maskValue(FlowKey mask) {
        byte[] value = new byte[bytes()];
        for (Piece piece : row.pieces()) {
            ByteBits.put(value, piece.at(), piece.bits(), mask.word(piece.word()) >>> piece.shift());
        }
        return value;
    }

    /** Return whether a mask has none of the bits. */
    public boolean isWild(FlowKey mask) {
        if (tunnelIndex >= 0) {
            return (mask.word(TlvLayout.PRESENT_WORD) >>> tunnelIndex & 1) == 0;
        }
        for (Piece piece : row.pieces()) {
            if ((mask.word(piece.word()) & piece.wordMask()) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Return whether a mask has all of the bits that a match on one value has. */
    public boolean isExact(FlowKey mask) {
        for (Piece piece : row.pieces()) {
            if ((mask.word(piece.word()) & piece.exact()) != piece.exact()) {
                return false;
            }
        }
        return true;
    }

    /** Return whether a value may be that of a match or an action: whether it sets no bit that the field never has. */
    public boolean isValid(byte[] value) {
        if (tunnelIndex >= 0) {
            return true;
        }
        long low = ByteBits.get(value, 0, Math.min(Long.SIZE, value.length * 8));
        if (form() == Form.PORT32) {
            return OfPorts.isPort((int) low);
        }
        long known = 0;
        int bits = 0;
        for (Piece piece : row.pieces()) {
            known |= Piece.ones(piece.bits()) << piece.at();
            bits += piece.bits();
        }
        return bits > Long.SIZE || (low & ~known) == 0 && row.allows(low);
    }

    List<Piece> pieces(TlvLayout layout) {
        return tunnelIndex < 0 ? row.pieces() : layout.pieces(tunnelIndex);
    }
}
