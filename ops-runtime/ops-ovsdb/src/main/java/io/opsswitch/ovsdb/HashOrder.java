/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The order in which the C programs list names that they keep in a hash table, so that scripts and tests that compare
 * output see no difference. Their table (lib/shash.h) has chained buckets, a new name goes to the front of its chain,
 * the number of buckets grows with powers of two as soon as there are two names for each, and names are hashed by
 * MurmurHash3's mixing functions (builds for plain x86-64, which is what distributions ship).
 */
public final class HashOrder {

    private record Entry(String name, int hash) {}

    private List<Deque<Entry>> buckets = List.of(new ArrayDeque<>());
    private int size;

    private HashOrder() {}

    /** Return names in the order in which a table lists them into which they were put one after another. */
    public static List<String> of(Collection<String> names) {
        HashOrder table = new HashOrder();
        names.forEach(name -> table.add(new Entry(name, hash(name.getBytes(StandardCharsets.UTF_8)))));
        List<String> result = new ArrayList<>(names.size());
        table.buckets.forEach(chain -> chain.forEach(entry -> result.add(entry.name())));
        return result;
    }

    private void add(Entry entry) {
        insert(entry);
        size++;
        if (size / 2 > buckets.size() - 1) {
            List<Deque<Entry>> old = buckets;
            int count = Math.max(4, Integer.highestOneBit(size / 2) * 2);
            List<Deque<Entry>> grown = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                grown.add(new ArrayDeque<>());
            }
            buckets = grown;
            old.forEach(chain -> chain.forEach(this::insert));
        }
    }

    private void insert(Entry entry) {
        buckets.get(entry.hash() & (buckets.size() - 1)).addFirst(entry);
    }

    private static int hash(byte[] bytes) {
        int hash = 0;
        for (int i = 0; i < bytes.length; i += 4) {
            int word = 0;
            for (int j = i; j < Math.min(i + 4, bytes.length); j++) {
                word |= (bytes[j] & 0xff) << 8 * (j - i);
            }
            hash ^= Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        hash ^= bytes.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}
