/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

/**
 * A run of bits of a field's value, and where a key has them.
 *
 * @param word the word of the key
 * @param shift the lowest bit there
 * @param bits how many
 * @param at the lowest bit in the value
 * @param exact the bits of the word that a match on exactly one value looks at: these, and unused ones beside them
 */
record Piece(int word, int shift, int bits, int at, long exact) {

    long low() {
        return ones(bits);
    }

    long wordMask() {
        return low() << shift;
    }

    static long ones(int bits) {
        return bits >= Long.SIZE ? -1L : (1L << bits) - 1;
    }
}
