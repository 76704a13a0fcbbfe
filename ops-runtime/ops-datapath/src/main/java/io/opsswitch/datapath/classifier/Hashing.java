/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hash of keys. Each table draws a secret seed, so that a sender who can choose header fields cannot choose
 * collisions too.
 */
public final class Hashing {

    /** An odd number without pattern: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private Hashing() {}

    /** Draw a seed for a table. */
    public static long newSeed() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Add a word to a hash that is under way; it begins as the seed. */
    public static long mix(long hash, long word) {
        long h = (hash ^ word) * MULTIPLIER;
        return h ^ h >>> 32;
    }

    /** Return the hash of the words so far; words may be added to the unfinished one behind it. */
    public static int finish(long hash) {
        long h = hash * MULTIPLIER;
        return (int) (h >>> 32);
    }

    static int hash(FlowKey key, long seed) {
        return (int) (key.hash(seed) >>> 32);
    }
}
