/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** The value or the mask of a field, up to 128 bits. */
record Bits(long high, long low) {

    static final Bits ZERO = new Bits(0, 0);

    static Bits of(long low) {
        return new Bits(0, low);
    }

    /** Return the lowest bits set. */
    static Bits ones(int count) {
        return count > 64 ? new Bits(-1L >>> 128 - count, -1) : new Bits(0, count == 0 ? 0 : -1L >>> 64 - count);
    }

    boolean isZero() {
        return (high | low) == 0;
    }
}
