/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a table.
 *
 * @param number its number
 * @param name its name in paths and texts
 * @param kind how its payload is laid out
 * @param least fewest bytes of payload
 * @param most most bytes of payload
 * @param unit the payload is a multiple of so many bytes
 * @param layout the structure, for STRUCT and ARRAY
 * @param nested the attributes inside, for NEST, or those of each element, for LIST
 */
record Attribute(
        int number,
        String name,
        Kind kind,
        int least,
        int most,
        int unit,
        @Nullable StructLayout layout,
        @Nullable AttributeTable nested) {

    /** Return whether a payload may have this length. */
    boolean allows(int length) {
        return length >= least && length <= most && length % unit == 0;
    }

    /** Return which lengths are right, for an error message. */
    String lengths() {
        if (least == most) {
            return least + " bytes";
        }
        String range = most >= AttributeTable.MAX_PAYLOAD ? "at least " + least : least + " to " + most;
        return range + " bytes" + (unit > 1 ? ", a multiple of " + unit : "");
    }
}
