/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** How the payload of an attribute is laid out. */
enum Kind {
    /** No payload: the attribute is there or not. */
    FLAG(0),
    /** One byte. */
    U8(1),
    /** Two bytes, the machine's order. */
    U16(2),
    /** Two bytes, network order. */
    BE16(2),
    /** Four bytes, the machine's order. */
    U32(4),
    /** Four bytes, network order. */
    BE32(4),
    /** Eight bytes, the machine's order. */
    U64(8),
    /** Eight bytes, network order. */
    BE64(8),
    /** Text that ends with a byte of 0. */
    STRING(-1),
    /** Bytes without structure known here. */
    BYTES(-1),
    /** A structure. */
    STRUCT(-1),
    /** Structures one behind the other. */
    ARRAY(-1),
    /** Attributes. */
    NEST(-1),
    /** Nests of one kind, whatever their numbers. */
    LIST(-1);

    private final int size;

    Kind(int size) {
        this.size = size;
    }

    /** Return whether the payload is one number. */
    boolean isNumber() {
        return size > 0;
    }

    /** Return the bytes of a number, 0 for a flag, -1 for what has no fixed size. */
    int size() {
        return size;
    }
}
