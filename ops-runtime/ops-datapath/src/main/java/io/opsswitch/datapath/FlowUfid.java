/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/**
 * The number by which tools name a flow of a datapath, 128 bits: {@code ufid:} and the form of a UUID. It is made of what
 * the flow matches, so that it stays the same as long as the flow does, and takes no memory. Stateless.
 */
public final class FlowUfid {

    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
    private static final long OTHER = 0xc2b2ae3d27d4eb4fL;

    private FlowUfid() {}

    /** Return the text of the number of the flow with a key, of which only what the mask has counts, and a mask. */
    public static String of(FlowKey key, FlowKey mask) {
        return text(high(key, mask), low(key, mask));
    }

    /** Return the upper half of the number. */
    public static long high(FlowKey key, FlowKey mask) {
        long high = MULTIPLIER;
        for (int word = 0; word < FlowKey.WORDS; word++) {
            long bits = mask.word(word);
            high = mix(high, key.word(word) & bits, MULTIPLIER);
            high = mix(high, bits, OTHER);
        }
        return high;
    }

    /** Return the lower half of the number. */
    public static long low(FlowKey key, FlowKey mask) {
        long low = OTHER;
        for (int word = 0; word < FlowKey.WORDS; word++) {
            long bits = mask.word(word);
            low = mix(low, bits, MULTIPLIER);
            low = mix(low, key.word(word) & bits, OTHER);
        }
        return low;
    }

    /** Return the text of a number. */
    public static String text(long high, long low) {
        String digits = hex(high) + hex(low);
        return "ufid:" + digits.substring(0, 8) + '-' + digits.substring(8, 12) + '-' + digits.substring(12, 16) + '-'
                + digits.substring(16, 20) + '-' + digits.substring(20);
    }

    private static long mix(long hash, long value, long multiplier) {
        long mixed = (hash ^ value) * multiplier;
        return Long.rotateLeft(mixed ^ mixed >>> 29, 31);
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
