/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import org.jspecify.annotations.Nullable;

/**
 * A field, or some bits of one, in a {@link FieldGroup}.
 *
 * @param label text in front of the value, with its equals sign; empty where the value stands alone
 * @param field the field, or the upper half of one of 128 bits
 * @param low the lower half of a field of 128 bits, or null
 * @param shift the lowest bit
 * @param bits the number of bits
 */
record Item(String label, FlowField field, @Nullable FlowField low, int shift, int bits, FieldStyle style) {

    static Item of(String label, FlowField field, FieldStyle style) {
        return new Item(label, field, null, 0, field.bits(), style);
    }

    static Item part(String label, FlowField field, int shift, int bits, FieldStyle style) {
        return new Item(label, field, null, shift, bits, style);
    }

    static Item wide(String label, FlowField high, FlowField low, FieldStyle style) {
        return new Item(label, high, low, 0, 128, style);
    }

    /** Return the mask of a complete match. */
    Bits exact() {
        return Bits.ones(bits);
    }

    /** Return the value, or the mask. */
    Bits get(FlowKey key) {
        return low == null
                ? Bits.of(key.get(field) >>> shift & Bits.ones(bits).low())
                : new Bits(key.get(field), key.get(low));
    }

    /** Return whether a mask has bits of this. */
    boolean isMatched(FlowKey mask) {
        Bits matched = get(mask);
        // The kernels know fragments as a number of which no bits can be left out: only whether it is one counts.
        return style == FieldStyle.FRAGMENT ? (matched.low() & 1) != 0 : !matched.isZero();
    }

    void set(FlowKey key, Bits value) {
        if (low == null) {
            long others = key.get(field) & ~(Bits.ones(bits).low() << shift);
            key.set(field, others | value.low() << shift);
        } else {
            key.set(field, value.high()).set(low, value.low());
        }
    }
}
