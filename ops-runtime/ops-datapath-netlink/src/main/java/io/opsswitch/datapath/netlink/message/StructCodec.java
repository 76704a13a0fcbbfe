/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.StructField.Order;
import io.opsswitch.datapath.netlink.message.StructField.Style;
import java.nio.ByteBuffer;

/**
 * Carries fields between flow keys and the kernels' structures.
 *
 * <p>A kernel knows only some bits of some fields, such as the low byte of an ICMP type. In a mask, all bits that it knows
 * stand for the whole field: a mask that was written and read again is the same.
 */
final class StructCodec {
    /** Fragment type of a kernel: first one. */
    private static final int FRAG_FIRST = 1;
    /** Fragment type of a kernel: a later one. */
    private static final int FRAG_LATER = 2;

    private StructCodec() {}

    static void write(ByteBuffer buffer, int at, StructLayout layout, FlowKey from, boolean mask) {
        for (int i = 0; i < layout.count(); i++) {
            StructField member = layout.field(i);
            FlowField field = member.field();
            if (field != null) {
                long value = from.get(field);
                if (mask && value == field.wordMask() >>> field.shift()) {
                    // The whole field: all bits, also where the structure has more of them.
                    value = -1L;
                }
                if (member.style() == Style.FRAGMENT) {
                    value = mask
                            ? (value == 0 ? 0 : 0xff)
                            : value == 0 ? 0 : (value & 2) == 0 ? FRAG_FIRST : FRAG_LATER;
                }
                Numbers.write(
                        buffer,
                        at + member.offset(),
                        member.size(),
                        member.order() == Order.NETWORK,
                        value & member.used());
            }
        }
    }

    /** Read a structure; return whether it holds no value that has no place in a key. */
    static boolean read(ByteBuffer buffer, int at, StructLayout layout, FlowKey into, boolean mask) {
        boolean fits = true;
        for (int i = 0; i < layout.count(); i++) {
            StructField member = layout.field(i);
            FlowField field = member.field();
            if (field != null) {
                long value = Numbers.read(buffer, at + member.offset(), member.size(), member.order() == Order.NETWORK);
                if (member.style() == Style.FRAGMENT) {
                    fits &= mask || value <= FRAG_LATER;
                    value = mask ? (value == 0 ? 0 : 3) : value == 0 ? 0 : value == FRAG_FIRST ? 1 : 3;
                    // Two bits are all there is to a fragment; a mask of them is one of the whole field.
                    into.set(field, value == 3 && mask ? 0xff : value);
                } else if (mask && (value & member.used()) == member.used()) {
                    into.matchAll(field);
                } else {
                    fits &= mask || field.bits() == 64 || value >>> field.bits() == 0;
                    into.set(field, value);
                }
            }
        }
        return fits;
    }
}
