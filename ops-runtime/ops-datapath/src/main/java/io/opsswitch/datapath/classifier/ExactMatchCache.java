/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for whole keys, without masks, which entry of a classifier they led to: one probe instead of one for each
 * subtable. A key has two possible places. Owned by one thread.
 *
 * <p>An entry that was removed from the classifier is not returned; its place is taken by the next key that needs it.
 * That keeps up to {@link #CAPACITY} removed entries from being collected until then, which is the price of needing no
 * notice.
 *
 * <p>Keys of plain packets lie side by side in one array. A key with words behind {@link #SHORT_WORDS} - of a tunnel, a
 * label stack, a tracked connection - is an object of its own, which its place keeps for the next such key.
 */
public final class ExactMatchCache<E extends ClassifierEntry> {

    /** Number of keys. */
    public static final int CAPACITY = 8192;

    /**
     * When both places of a key are taken, only one of this many new keys drives out an old one: traffic with more flows
     * than places then leaves most of the cache alone, instead of replacing it all the time for nothing.
     */
    private static final int REPLACE_INTERVAL = 16;

    /** Enough for two VLAN tags, IPv6 and its flow label, TCP, priority and mark. */
    private static final int SHORT_WORDS = 12;

    private final long seed = Hashing.newSeed();
    private final int[] hashes = new int[CAPACITY];
    private final long[] shortKeys = new long[CAPACITY * SHORT_WORDS];
    /** Keys that are too long for {@link #shortKeys}; only those whose place is marked in {@link #isLong} count. */
    private final @Nullable FlowKey[] longKeys = new FlowKey[CAPACITY];

    private final boolean[] isLong = new boolean[CAPACITY];
    private final @Nullable ClassifierEntry[] entries = new ClassifierEntry[CAPACITY];
    private int replaceCounter;

    /** Return the hash of a key, to be handed to the other methods. */
    public int hash(FlowKey key) {
        return Hashing.hash(key, seed);
    }

    /** Find what was remembered for a key. */
    public @Nullable E lookup(FlowKey key, int hash) {
        int place = first(hash);
        ClassifierEntry entry = entries[place];
        if (entry == null || hashes[place] != hash || !holds(place, key) || entry.isRemoved()) {
            place = second(hash);
            entry = entries[place];
            if (entry == null || hashes[place] != hash || !holds(place, key) || entry.isRemoved()) {
                return null;
            }
        }
        return cast(entry);
    }

    /** Remember an entry for a key that {@link #lookup} did not find. */
    public void insert(FlowKey key, int hash, E entry) {
        int place = first(hash);
        if (!isFree(place)) {
            place = second(hash);
            if (!isFree(place)) {
                if (++replaceCounter < REPLACE_INTERVAL) {
                    return;
                }
                replaceCounter = 0;
                place = (hash >>> 31) == 0 ? first(hash) : second(hash);
            }
        }
        hashes[place] = hash;
        isLong[place] = key.trimmedExtent() > SHORT_WORDS;
        if (isLong[place]) {
            keepLong(place, key);
        } else {
            key.copyWords(shortKeys, place * SHORT_WORDS, SHORT_WORDS);
        }
        entries[place] = entry;
    }

    private boolean isFree(int place) {
        ClassifierEntry entry = entries[place];
        return entry == null || entry.isRemoved();
    }

    private void keepLong(int place, FlowKey key) {
        FlowKey kept = longKeys[place];
        if (kept == null) {
            longKeys[place] = key.copy();
        } else {
            kept.copyFrom(key);
        }
    }

    private boolean holds(int place, FlowKey key) {
        if (key.extent() > SHORT_WORDS || isLong[place]) {
            return holdsLong(place, key);
        }
        return key.startsWith(shortKeys, place * SHORT_WORDS, SHORT_WORDS);
    }

    private boolean holdsLong(int place, FlowKey key) {
        return isLong[place]
                ? key.equals(longKeys[place])
                : key.trimmedExtent() <= SHORT_WORDS && key.startsWith(shortKeys, place * SHORT_WORDS, SHORT_WORDS);
    }

    private static int first(int hash) {
        return hash & CAPACITY - 1;
    }

    private static int second(int hash) {
        return hash >>> 13 & CAPACITY - 1;
    }

    /** Only entries of this type are put in; generic arrays do not exist. */
    @SuppressWarnings("unchecked")
    private E cast(ClassifierEntry entry) {
        return (E) entry;
    }
}
