/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import java.util.Arrays;

/**
 * Finds the slots of a table by a hash of what lies in them. Slots of the same bucket are a list through two arrays, so
 * that adding, removing and moving one costs the same however many have equal values; and an entry costs some 20 bytes,
 * without an object of its own. What has the hash need not be what is looked for: the caller compares.
 *
 * <p>Owned by the engine's thread.
 */
final class SlotIndex {

    /** No slot. */
    static final int NONE = -1;

    private static final int INITIAL = 16;
    private static final int ABSENT = Integer.MIN_VALUE;

    /** First slot by bucket. */
    private int[] heads = new int[INITIAL];

    private int[] hashes = new int[INITIAL];
    private int[] next = new int[INITIAL];

    /** Previous slot; the bucket of the first one as a complement; or ABSENT. */
    private int[] previous = new int[INITIAL];

    private int size;

    SlotIndex() {
        Arrays.fill(heads, NONE);
        Arrays.fill(previous, ABSENT);
    }

    /** Spread a hash code: it is the low bits that choose the bucket. */
    static int spread(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    /** Return the first slot with this hash, or NONE. */
    int first(int hash) {
        return skip(heads[hash & heads.length - 1], hash);
    }

    /** Return the next slot with the same hash as this one, or NONE. */
    int after(int slot) {
        return skip(next[slot], hashes[slot]);
    }

    private int skip(int slot, int hash) {
        int at = slot;
        while (at != NONE && hashes[at] != hash) {
            at = next[at];
        }
        return at;
    }

    /** Enter a slot, which is in no list. */
    void add(int slot, int hash) {
        if (slot >= next.length) {
            int before = next.length;
            int length = Math.max(slot + 1, before + (before >> 1));
            hashes = Arrays.copyOf(hashes, length);
            next = Arrays.copyOf(next, length);
            previous = Arrays.copyOf(previous, length);
            Arrays.fill(previous, before, length, ABSENT);
        }
        if (size >= heads.length) {
            grow();
        }
        hashes[slot] = hash;
        link(slot);
        size++;
    }

    private void link(int slot) {
        int bucket = hashes[slot] & heads.length - 1;
        int head = heads[bucket];
        next[slot] = head;
        previous[slot] = ~bucket;
        if (head != NONE) {
            previous[head] = slot;
        }
        heads[bucket] = slot;
    }

    private void grow() {
        int[] old = heads;
        heads = new int[old.length * 2];
        Arrays.fill(heads, NONE);
        for (int head : old) {
            int slot = head;
            while (slot != NONE) {
                int following = next[slot];
                link(slot);
                slot = following;
            }
        }
    }

    /** Take a slot out, which is in a list. */
    void remove(int slot) {
        setNext(previous[slot], next[slot]);
        if (next[slot] != NONE) {
            previous[next[slot]] = previous[slot];
        }
        previous[slot] = ABSENT;
        size--;
    }

    /** Let a slot that is in no list take the place of another one, if that is in a list. */
    void move(int from, int to) {
        if (from >= previous.length || previous[from] == ABSENT) {
            return;
        }
        hashes[to] = hashes[from];
        next[to] = next[from];
        previous[to] = previous[from];
        previous[from] = ABSENT;
        setNext(previous[to], to);
        if (next[to] != NONE) {
            previous[next[to]] = to;
        }
    }

    private void setNext(int slotOrBucket, int following) {
        if (slotOrBucket < 0) {
            heads[~slotOrBucket] = following;
        } else {
            next[slotOrBucket] = following;
        }
    }
}
