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
        if (totalWeight(buckets) == 0) {
            return null;
        }
        long size = valuesFor(buckets);
        if (size > MAX_VALUES) {
            return null;
        }
        return new DpHashTable(distribute(buckets, (int) size));
    }

    static long totalWeight(List<Bucket> buckets) {
        long total = 0;
        for (Bucket bucket : buckets) {
            total += bucket.weight();
        }
        return total;
    }

    /** Return the smallest weight that is not 0. */
    static int leastWeight(List<Bucket> buckets) {
        int least = Integer.MAX_VALUE;
        for (Bucket bucket : buckets) {
            if (bucket.weight() > 0) {
                least = Math.min(least, bucket.weight());
            }
        }
        return least;
    }

    /** Return how many values of the hash buckets ask for, of which one at least has a weight: a power of two. */
    static long valuesFor(List<Bucket> buckets) {
        int least = leastWeight(buckets);
        long needed = Math.max(
                (totalWeight(buckets) + least - 1) / least,
                Math.min((long) buckets.size() * VALUES_PER_BUCKET, MAX_VALUES));
        long size = MIN_VALUES;
        while (size < needed) {
            size *= 2;
        }
        return size;
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

    /** Return how many values of the hash choose a bucket. */
    int valuesOf(Bucket bucket) {
        int count = 0;
        for (Bucket chosen : buckets) {
            count += chosen == bucket ? 1 : 0;
        }
        return count;
    }

    Bucket at(int hash) {
        return buckets[hash & mask()];
    }
}
