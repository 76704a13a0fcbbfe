/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a classifier that have one mask: a hash table with open addressing.
 *
 * <p>Readers take no lock. The writer publishes an entry with release semantics and leaves a tombstone where one was
 * removed, so that a reader that is under way never misses an entry that stays; when the table gets crowded the writer
 * publishes a new one. Entries are immutable as far as readers compare them.
 */
final class Subtable<E extends ClassifierEntry> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(ClassifierEntry[].class);
    private static final VarHandle HITS;

    static {
        try {
            HITS = MethodHandles.lookup().findVarHandle(Subtable.class, "hits", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MIN_CAPACITY = 16;

    /** Marks the place of a removed entry; equal to no key, since its removal flag is never looked at. */
    private static final class Tombstone extends ClassifierEntry {
        Tombstone() {
            super(new FlowKey(), new FlowKey());
        }
    }

    private static final ClassifierEntry TOMBSTONE = new Tombstone();

    private final FlowKey mask;
    /** Indexes of the words in which the mask has bits, and these bits. */
    private final int[] words;

    private final long[] bits;
    private final long seed = Hashing.newSeed();

    private volatile @Nullable ClassifierEntry[] slots = new ClassifierEntry[MIN_CAPACITY];
    private int size;
    /** Slots that are not null: entries and tombstones. */
    private int used;

    /** Approximate, as several readers may count at once; serves to order subtables. */
    @SuppressWarnings("UnusedVariable")
    private long hits;

    Subtable(FlowKey mask) {
        this.mask = mask.copy();
        int count = 0;
        for (int i = 0; i < FlowKey.WORDS; i++) {
            count += mask.word(i) != 0 ? 1 : 0;
        }
        words = new int[count];
        bits = new long[count];
        for (int i = 0, n = 0; i < FlowKey.WORDS; i++) {
            if (mask.word(i) != 0) {
                words[n] = i;
                bits[n++] = mask.word(i);
            }
        }
    }

    FlowKey mask() {
        return mask;
    }

    int size() {
        return size;
    }

    /** Find the entry that matches a key. Called by readers. */
    @Nullable
    E lookup(FlowKey key) {
        int hash = hash(key);
        @Nullable ClassifierEntry[] table = slots;
        for (int i = hash; ; i++) {
            ClassifierEntry entry = (ClassifierEntry) SLOT.getAcquire(table, i & table.length - 1);
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && entry != TOMBSTONE && matches(entry, key)) {
                return cast(entry);
            }
        }
    }

    /** Count hits found by a reader. */
    void addHits(long count) {
        HITS.setOpaque(this, (long) HITS.getOpaque(this) + count);
    }

    long hits() {
        return (long) HITS.getOpaque(this);
    }

    /** Let old hits count half. Called by the writer. */
    void ageHits() {
        HITS.setOpaque(this, hits() / 2);
    }

    /** Add an entry, or put it in the place of the one with the same key, which is returned. Called by the writer. */
    @Nullable
    E put(E entry) {
        entry.hash = hash(entry.key());
        entry.shareMask(mask);
        if ((used + 1) * 2 > slots.length) {
            rebuild();
        }
        @Nullable ClassifierEntry[] table = slots;
        int at = find(table, entry);
        ClassifierEntry old = table[at];
        SLOT.setRelease(table, at, entry);
        if (old != null) {
            return cast(old);
        }
        size++;
        used++;
        return null;
    }

    /** Remove the entry with this key and return it. Called by the writer. */
    @Nullable
    E remove(FlowKey key) {
        E entry = lookup(key);
        if (entry != null) {
            @Nullable ClassifierEntry[] table = slots;
            SLOT.setRelease(table, find(table, entry), TOMBSTONE);
            size--;
        }
        return entry;
    }

    /** Collect the entries. */
    void forEach(Consumer<? super E> action) {
        @Nullable ClassifierEntry[] table = slots;
        for (int i = 0; i < table.length; i++) {
            ClassifierEntry entry = (ClassifierEntry) SLOT.getAcquire(table, i);
            if (entry != null && entry != TOMBSTONE) {
                action.accept(cast(entry));
            }
        }
    }

    private void rebuild() {
        @Nullable ClassifierEntry[] old = slots;
        int capacity = Math.max(MIN_CAPACITY, Integer.highestOneBit(4 * (size + 1)));
        @Nullable ClassifierEntry[] table = new ClassifierEntry[capacity];
        for (ClassifierEntry entry : old) {
            if (entry != null && entry != TOMBSTONE) {
                table[find(table, entry)] = entry;
            }
        }
        used = size;
        slots = table;
    }

    /** Return the place of the entry with the same key, or else of the free slot where it belongs. */
    private int find(@Nullable ClassifierEntry[] table, ClassifierEntry wanted) {
        for (int i = wanted.hash; ; i++) {
            ClassifierEntry entry = table[i & table.length - 1];
            if (entry == null || entry != TOMBSTONE && entry.key().equals(wanted.key())) {
                return i & table.length - 1;
            }
        }
    }

    private int hash(FlowKey key) {
        long h = seed;
        for (int i = 0; i < words.length; i++) {
            h = Hashing.mix(h, key.word(words[i]) & bits[i]);
        }
        return Hashing.finish(h);
    }

    private boolean matches(ClassifierEntry entry, FlowKey key) {
        FlowKey wanted = entry.key();
        long difference = 0;
        for (int i = 0; i < words.length; i++) {
            difference |= key.word(words[i]) & bits[i] ^ wanted.word(words[i]);
        }
        return difference == 0;
    }

    /** A subtable holds entries of its own type only; generic arrays do not exist. */
    @SuppressWarnings("unchecked")
    private E cast(ClassifierEntry entry) {
        return (E) entry;
    }
}
