/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import org.jspecify.annotations.Nullable;

/**
 * A member of a structure.
 *
 * @param name its name in texts
 * @param offset bytes from the start of the structure
 * @param size 1, 2, 4, 6 or 8 bytes
 * @param order byte order
 * @param style how it is printed
 * @param field the field of a flow key that it holds, or null
 * @param used the bits that a kernel knows; a mask that has all of them is a mask of the whole field
 */
record StructField(
        String name,
        int offset,
        int size,
        Order order,
        Style style,
        @Nullable FlowField field,
        long used) {

    /** Byte orders. */
    enum Order {
        NETWORK,
        MACHINE
    }

    /** How a value is printed. */
    enum Style {
        DECIMAL,
        HEX,
        MAC,
        IPV4,
        /** First half of an IPv6 address: prints 16 bytes. */
        IPV6,
        /** Printed with what stands in front of it. */
        SILENT,
        /** A fragment type: 0, 1, 2 in a kernel; bits 1 and 2 in a key of ours. */
        FRAGMENT
    }
}
