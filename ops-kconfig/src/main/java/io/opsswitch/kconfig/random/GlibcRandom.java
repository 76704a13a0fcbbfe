/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.random;

/**
 * The sequence of glibc's {@code srand} and {@code rand}, so that a seed gives the configuration that the C tool gives.
 *
 * <p>An additive feedback generator (Knuth, TAOCP 2, 3.2.2): each 32-bit word is the sum of those 31 and 3 before it. The
 * first 31 words come from a linear congruential generator (16807, modulo 2^31 - 1), and 310 words are thrown away. Not
 * safe for use by several threads.
 */
public final class GlibcRandom {

    private static final int DEGREE = 31;
    private static final int SEPARATION = 3;
    private static final int DISCARDED = 310;
    private static final int MULTIPLIER = 16807;
    private static final int MODULUS = Integer.MAX_VALUE;

    private final int[] words = new int[DEGREE];
    private int oldest = SEPARATION;

    /** Start a sequence; the seed 0 acts as 1. */
    public GlibcRandom(int seed) {
        words[0] = seed == 0 ? 1 : seed;
        for (int i = 1; i < DEGREE; i++) {
            // The sign follows the dividend, as in the C library, whose seed is signed here.
            int word = (int) ((long) MULTIPLIER * words[i - 1] % MODULUS);
            words[i] = word < 0 ? word + MODULUS : word;
        }
        for (int i = 0; i < DISCARDED; i++) {
            next();
        }
    }

    /** Return the next number, at least 0 and less than 2^31. */
    public int next() {
        words[oldest] += words[(oldest + DEGREE - SEPARATION) % DEGREE];
        int result = words[oldest] >>> 1;
        oldest = (oldest + 1) % DEGREE;
        return result;
    }

    /** Return the next number modulo a bound. */
    public int next(int bound) {
        return next() % bound;
    }
}
