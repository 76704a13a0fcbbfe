/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.message.group.Bucket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket the packets with a hash of the datapath take: as many of the hash's values for each as its weight asks for,
 * by Webster's method (https://en.wikipedia.org/wiki/Webster/Sainte-Lagu%C3%AB_method). Immutable.
 */
public final class DpHashTable {

    private static final int MIN_VALUES = 16;
    private static final int MAX_VALUES = 256;
    private static final int VALUES_PER_BUCKET = 4;

    private final Bucket[] buckets;

    private DpHashTable(Bucket[] buckets) {
        this.buckets = buckets;
    }

    /** Return the table, or null if no bucket has a weight or too many values of the hash would be needed. */
    static @Nullable DpHashTable of(List<Bucket> buckets) {
        long total = 0;
        int least = Integer.MAX_VALUE;
        for (Bucket bucket : buckets) {
            total += bucket.weight();
            if (bucket.weight() > 0) {
                least = Math.min(least, bucket.weight());
            }
        }
        if (total == 0) {
            return null;
        }
        long needed =
                Math.max((total + least - 1) / least, Math.min((long) buckets.size() * VALUES_PER_BUCKET, MAX_VALUES));
        if (needed > MAX_VALUES) {
            return null;
        }
        int size = MIN_VALUES;
        while (size < needed) {
            size *= 2;
        }
        return new DpHashTable(distribute(buckets, size));
    }

    private static Bucket[] distribute(List<Bucket> buckets, int size) {
        Bucket[] table = new Bucket[size];
        int[] divisors = new int[buckets.size()];
        double[] quotients = new double[buckets.size()];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = 1;
            quotients[i] = buckets.get(i).weight();
        }
        for (int hash = 0; hash < size; hash++) {
            int winner = 0;
            for (int i = 1; i < divisors.length; i++) {
                if (quotients[i] > quotients[winner]) {
                    winner = i;
                }
            }
            table[hash] = buckets.get(winner);
            divisors[winner] += 2;
            quotients[winner] = (double) buckets.get(winner).weight() / divisors[winner];
        }
        return table;
    }

    /** Return the bits of the hash that count. */
    public int mask() {
        return buckets.length - 1;
    }

    Bucket at(int hash) {
        return buckets[hash & mask()];
    }
}
