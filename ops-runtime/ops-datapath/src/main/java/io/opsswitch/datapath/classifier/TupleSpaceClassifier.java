/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A megaflow classifier: finds among entries with many different masks one that matches a key.
 *
 * <p>Tuple space search (Srinivasan, Suri, Varghese: "Packet Classification using Tuple Space Search", SIGCOMM 1999;
 * used as in Pfaff et al.: "The Design and Implementation of Open vSwitch", NSDI 2015): entries with the same mask form
 * a {@link Subtable}, a hash table over the masked key; a lookup tries one subtable after the other, and those with many
 * hits come first. There are no priorities: entries that overlap must lead to the same result, and the first one found
 * is returned.
 *
 * <p>Any number of threads may look up, without locks and without allocation; writers exclude each other. A lookup sees
 * every entry that was there before it began and stayed until it ended.
 */
public final class TupleSpaceClassifier<E extends ClassifierEntry> {

    private volatile Subtable<E>[] subtables = emptyArray();
    /** The same, for writers and for those who look for one entry. */
    private final Map<FlowKey, Subtable<E>> byMask = new ConcurrentHashMap<>();

    private volatile int size;

    /** Counts the subtables that a lookup tried. Belongs to one thread. */
    public static final class Probes {
        private int count;

        /** Create a counter that is zero. */
        public Probes() {}

        /** Begin anew. */
        public void clear() {
            count = 0;
        }

        /** Return how many subtables were tried since {@link #clear}. */
        public int count() {
            return count;
        }
    }

    /** Find an entry that matches a key, and count the subtables that it took. */
    public @Nullable E lookup(FlowKey key, Probes probes) {
        for (Subtable<E> subtable : subtables) {
            probes.count++;
            E entry = subtable.lookup(key);
            if (entry != null) {
                subtable.addHits(1);
                return entry;
            }
        }
        return null;
    }

    /** Find the entry with exactly this key and mask. */
    public @Nullable E get(FlowKey key, FlowKey mask) {
        Subtable<E> subtable = subtable(mask);
        return subtable == null ? null : subtable.lookup(key);
    }

    /** Add an entry, and mark the one with the same masked key and mask, which is returned, as removed. */
    public synchronized @Nullable E put(E entry) {
        Subtable<E> subtable = subtable(entry.mask());
        E old;
        if (subtable == null) {
            subtable = new Subtable<>(entry.mask());
            // Filled before readers can see it.
            old = subtable.put(entry);
            Subtable<E>[] extended = Arrays.copyOf(subtables, subtables.length + 1);
            extended[extended.length - 1] = subtable;
            subtables = extended;
            byMask.put(subtable.mask(), subtable);
        } else {
            old = subtable.put(entry);
        }
        if (old == null) {
            size++;
        } else {
            old.markRemoved();
        }
        return old;
    }

    /** Remove an entry and return it. */
    public synchronized @Nullable E remove(FlowKey key, FlowKey mask) {
        Subtable<E> subtable = subtable(mask);
        E entry = subtable == null ? null : subtable.remove(key);
        if (subtable != null && entry != null) {
            entry.markRemoved();
            size--;
            if (subtable.size() == 0) {
                dropSubtable(subtable);
            }
        }
        return entry;
    }

    /** Remove all entries. */
    public synchronized void clear() {
        Subtable<E>[] old = subtables;
        subtables = emptyArray();
        byMask.clear();
        size = 0;
        for (Subtable<E> subtable : old) {
            subtable.forEach(ClassifierEntry::markRemoved);
        }
    }

    /** Return the number of entries. */
    public int size() {
        return size;
    }

    /** Return the number of different masks. */
    public int masks() {
        return subtables.length;
    }

    /** Do something with each entry; those added or removed meanwhile may be included or not. */
    public void forEach(Consumer<? super E> action) {
        for (Subtable<E> subtable : subtables) {
            subtable.forEach(action);
        }
    }

    /** Order the subtables by their hits of late; to be called now and then. */
    public synchronized void sortByHits() {
        Subtable<E>[] sorted = subtables.clone();
        // Readers go on counting: the sort needs figures that stay.
        long[] hits = new long[sorted.length];
        Integer[] order = new Integer[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            hits[i] = sorted[i].hits();
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingLong((Integer i) -> hits[i]).reversed());
        Subtable<E>[] old = subtables;
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = old[order[i]];
            sorted[i].ageHits();
        }
        subtables = sorted;
    }

    private void dropSubtable(Subtable<E> dropped) {
        Subtable<E>[] old = subtables;
        Subtable<E>[] rest = Arrays.copyOf(old, old.length - 1);
        for (int i = 0, n = 0; i < old.length; i++) {
            if (old[i] != dropped) {
                rest[n++] = old[i];
            }
        }
        subtables = rest;
        byMask.remove(dropped.mask());
    }

    private @Nullable Subtable<E> subtable(FlowKey mask) {
        return byMask.get(mask);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <E extends ClassifierEntry> Subtable<E>[] emptyArray() {
        return new Subtable[0];
    }
}
