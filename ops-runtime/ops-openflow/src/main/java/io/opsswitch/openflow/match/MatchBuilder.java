/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.MatchBits;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.TlvLayout;
import org.jspecify.annotations.Nullable;

/** Makes a match, field by field. Not for several threads at once. */
public final class MatchBuilder {

    private final FlowKey value = new FlowKey();
    private final FlowKey mask = new FlowKey();
    private final boolean isFixed;
    private TlvLayout layout;

    /**
     * Begin with a match for all packets.
     *
     * @param table where the switch has the fields {@code tun_metadata}; null if no switch is known, and they get their
     *     places as they come
     */
    public MatchBuilder(@Nullable TlvLayout table) {
        this.isFixed = table != null;
        this.layout = table == null ? TlvLayout.NONE : table;
    }

    /** Begin with a match for all packets, no switch being known. */
    public MatchBuilder() {
        this(null);
    }

    /** Begin with another match. */
    public static MatchBuilder from(Match match) {
        MatchBuilder builder = new MatchBuilder();
        builder.value.copyFrom(match.value());
        builder.mask.copyFrom(match.mask());
        builder.layout = match.layout();
        return builder;
    }

    /** Return the value as it is now; changes to it change the match. */
    public FlowKey value() {
        return value;
    }

    /** Return the mask as it is now; changes to it change the match. */
    public FlowKey mask() {
        return mask;
    }

    /** Return whether the match does not look at a field. */
    public boolean isWild(Field field) {
        return field.isWild(mask);
    }

    /** Return whether packets of this match have what a field needs. */
    public boolean meets(Prerequisite prerequisite) {
        return prerequisite.isMet(value, mask);
    }

    /**
     * Have the match look at a field.
     *
     * @param bytes the value
     * @param bits the bits that count; null for all; if it has none, the match does not look at the field any more
     * @throws IllegalArgumentException if there is no place for a field {@code tun_metadata}
     */
    public MatchBuilder set(Field field, byte[] bytes, byte @Nullable [] bits) {
        if (field.tunnelIndex() >= 0) {
            setTunnel(field, bytes, bits);
        } else if (bits == null || ByteBits.isOnes(bits)) {
            MatchBits.exact(field, value, mask, bytes);
        } else if (ByteBits.isZero(bits)) {
            MatchBits.wild(field, value, mask);
        } else {
            MatchBits.masked(field, value, mask, bytes, bits);
        }
        return this;
    }

    /** Have the match look at all bits of a field of up to 64 bits. */
    public MatchBuilder set(Field field, long number) {
        byte[] bytes = new byte[field.bytes()];
        ByteBits.put(bytes, 0, bytes.length * 8, number);
        return set(field, bytes, null);
    }

    private void setTunnel(Field field, byte[] bytes, byte @Nullable [] bits) {
        int index = field.tunnelIndex();
        byte[] counting = bits == null ? ByteBits.ones(field.bytes()) : bits;
        boolean isMasked = !(counting.length == field.bytes() && ByteBits.isOnes(counting));
        if (!isFixed) {
            if (!field.isWild(mask)) {
                throw new IllegalArgumentException("field " + field + " set multiple times");
            }
            int needed = (ByteBits.width(bytes) + 7) / 8;
            if (isMasked) {
                needed = Math.max(needed, (ByteBits.width(counting) + 7) / 8);
            }
            if (layout.used() + needed > FlowKey.MAX_TUNNEL_OPTIONS) {
                throw new IllegalArgumentException("field " + field + " exceeds maximum size for tunnel metadata (used "
                        + (layout.used() + needed) + ", max " + FlowKey.MAX_TUNNEL_OPTIONS + ")");
            }
            layout = layout.with(index, needed, isMasked);
        } else if (!layout.has(index)) {
            throw new IllegalArgumentException("field " + field + " is not in the table of options of this switch");
        }
        int length = layout.length(index);
        byte[] look = isMasked ? ByteBits.resize(counting, length) : ByteBits.ones(length);
        byte[] is = ByteBits.resize(bytes, look.length);
        for (int i = 0; i < is.length; i++) {
            is[i] &= look[i];
        }
        long present = 1L << index;
        field.set(value, layout, is);
        field.set(mask, layout, look);
        value.setWord(TlvLayout.PRESENT_WORD, value.word(TlvLayout.PRESENT_WORD) | present);
        mask.setWord(TlvLayout.PRESENT_WORD, mask.word(TlvLayout.PRESENT_WORD) | present);
    }

    /** Have the match look for Ethernet frames, unless it looks for a type of packets already. */
    public MatchBuilder defaultPacketType() {
        if (Fields.PACKET_TYPE.isWild(mask)) {
            value.set(FlowField.PACKET_TYPE, 0);
            mask.matchAll(FlowField.PACKET_TYPE);
        }
        return this;
    }

    /** Have the match look for Ethernet frames if a field needs a packet at all. */
    public MatchBuilder impliedBy(Field field) {
        return field.prerequisite() == Prerequisite.NONE ? this : defaultPacketType();
    }

    /** Have the match look for all bits of a field of keys. */
    public MatchBuilder set(FlowField field, long number) {
        value.set(field, number);
        mask.matchAll(field);
        return this;
    }

    /** Have the match look for some bits of a field of keys. */
    public MatchBuilder set(FlowField field, long number, long bits) {
        value.set(field, number & bits);
        mask.set(field, bits);
        return this;
    }

    /** Return the match. */
    public Match build() {
        return Match.of(value, mask, layout);
    }
}
