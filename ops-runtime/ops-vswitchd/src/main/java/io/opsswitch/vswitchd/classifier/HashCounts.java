/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts hashes: how many entries of a subtable begin with the fields that have this hash. Open addressing; any number
 * of readers without locks, one writer. A hash that is not there is surely not there; one that is may be there for other
 * fields, which costs a needless look into the next stage.
 */
final class HashCounts {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MIN_CAPACITY = 16;
    private static final long COUNT = 0xffff_ffffL;

    /** Hash in the upper half, count in the lower one; 0 is free, and a count of 0 keeps the place of a hash. */
    private volatile long[] slots = new long[MIN_CAPACITY];
    /** Places that are not free. */
    private int used;
    /** Places with a count. */
    private int live;

    boolean contains(int hash) {
        int wanted = nonZero(hash);
        long[] table = slots;
        for (int i = wanted; ; i++) {
            long slot = (long) SLOT.getAcquire(table, i & table.length - 1);
            if ((int) (slot >>> Integer.SIZE) == wanted) {
                return (slot & COUNT) != 0;
            }
            if (slot == 0) {
                return false;
            }
        }
    }

    void increment(int hash) {
        if ((used + 1) * 2 > slots.length) {
            rebuild();
        }
        int wanted = nonZero(hash);
        long[] table = slots;
        int at = find(table, wanted);
        if (table[at] == 0) {
            used++;
        }
        if ((table[at] & COUNT) == 0) {
            live++;
            SLOT.setRelease(table, at, Integer.toUnsignedLong(wanted) << Integer.SIZE | 1);
        } else {
            SLOT.setRelease(table, at, table[at] + 1);
        }
    }

    void decrement(int hash) {
        long[] table = slots;
        int at = find(table, nonZero(hash));
        if ((table[at] & COUNT) == 0) {
            throw new IllegalStateException("a hash is taken away that was not counted");
        }
        SLOT.setRelease(table, at, table[at] - 1);
        if ((table[at] & COUNT) == 0) {
            live--;
        }
    }

    private void rebuild() {
        int capacity = Math.max(MIN_CAPACITY, Integer.highestOneBit(4 * (live + 1)));
        long[] table = new long[capacity];
        for (long slot : slots) {
            if ((slot & COUNT) != 0) {
                table[find(table, (int) (slot >>> Integer.SIZE))] = slot;
            }
        }
        used = live;
        slots = table;
    }

    private static int find(long[] table, int hash) {
        int i = hash & table.length - 1;
        while (table[i] != 0 && (int) (table[i] >>> Integer.SIZE) != hash) {
            i = i + 1 & table.length - 1;
        }
        return i;
    }

    private static int nonZero(int hash) {
        return hash == 0 ? 1 : hash;
    }
}
