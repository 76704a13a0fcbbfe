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
 * <p>Keys of plain packets lie side by side in one array. A key with words behind {@link FlowKey#SHORT_WORDS} - of a tunnel, a
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

    private static final int SHORT_WORDS = FlowKey.SHORT_WORDS;

    /** Set in the hashes of long keys, so that a short key never matches what lies in the place of a long one. */
    private static final int LONG = 1 << 31;

    private final long seed = Hashing.newSeed();
    private final int[] hashes = new int[CAPACITY];

    private final long[] shortKeys = new long[CAPACITY * SHORT_WORDS];
    /** Keys that are too long for {@link #shortKeys}; only where the hash is that of a long one. */
    private final @Nullable FlowKey[] longKeys = new FlowKey[CAPACITY];

    private final @Nullable ClassifierEntry[] entries = new ClassifierEntry[CAPACITY];
    private int replaceCounter;

    /** Return the hash of a key, to be handed to the other methods. */
    public int hash(FlowKey key) {
        int hash = Hashing.hash(key, seed);
        boolean isLong = key.extent() > SHORT_WORDS && key.trimmedExtent() > SHORT_WORDS;
        return isLong ? hash | LONG : hash & ~LONG;
    }

    /** Find what was remembered for a key. */
    public @Nullable E lookup(FlowKey key, int hash) {
        int place = first(hash);
        if (!holds(place, key, hash)) {
            place = second(hash);
            if (!holds(place, key, hash)) {
                return null;
            }
        }
        return cast(entries[place]);
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
                place = (hash >>> 30 & 1) == 0 ? first(hash) : second(hash);
            }
        }
        hashes[place] = hash;
        if ((hash & LONG) != 0) {
            keepLong(place, key);
        } else {
            key.copyShort(shortKeys, place * SHORT_WORDS);
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

    /** Return whether a place holds an entry for a key. */
    private boolean holds(int place, FlowKey key, int hash) {
        ClassifierEntry entry = entries[place];
        return entry != null
                && hashes[place] == hash
                && ((hash & LONG) == 0 ? key.equalsShort(shortKeys, place * SHORT_WORDS) : key.equals(longKeys[place]))
                && !entry.isRemoved();
    }

    private static int first(int hash) {
        return hash & CAPACITY - 1;
    }

    private static int second(int hash) {
        return hash >>> 13 & CAPACITY - 1;
    }

    /** Only entries of this type are put in; generic arrays do not exist. */
    @SuppressWarnings("unchecked")
    private @Nullable E cast(@Nullable ClassifierEntry entry) {
        return (E) entry;
    }
}
