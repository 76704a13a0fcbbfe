/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a subtable by the hash of their match: of rules for the same packets only the first, to which the others
 * are chained. Open addressing with tombstones; any number of readers without locks, one writer. What comes after a hash
 * in the table stays reachable for a reader that is under way.
 */
final class RuleSlots {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object TOMBSTONE = new Object();
    private static final int MIN_CAPACITY = 8;

    private volatile @Nullable Object[] slots = new Object[MIN_CAPACITY];
    private int size;
    /** Slots that are not null: rules and tombstones. */
    private int used;

    /** Return the slots, for {@link #at}. */
    @Nullable
    Object[] table() {
        return slots;
    }

    /** Return whether the places for a hash end here: {@code index} counts on from the hash. */
    static boolean ends(@Nullable Object[] table, int index) {
        return SLOT.getAcquire(table, index & table.length - 1) == null;
    }

    /** Return the rule in a place, or null if its hash is another one. */
    static @Nullable ClassifierRule at(@Nullable Object[] table, int index, int hash) {
        return SLOT.getAcquire(table, index & table.length - 1) instanceof ClassifierRule rule && rule.hash == hash
                ? rule
                : null;
    }

    int size() {
        return size;
    }

    /** Add the first rule of its match. */
    void insert(ClassifierRule rule) {
        if ((used + 1) * 3 > slots.length * 2) {
            rebuild();
        }
        @Nullable Object[] table = slots;
        SLOT.setRelease(table, find(table, rule.hash, null), rule);
        size++;
        used++;
    }

    /** Put a rule in the place of the one with the same match that was the first. */
    void replace(ClassifierRule rule, ClassifierRule by) {
        @Nullable Object[] table = slots;
        SLOT.setRelease(table, find(table, rule.hash, rule), by);
    }

    /** Remove the last rule of its match. */
    void remove(ClassifierRule rule) {
        @Nullable Object[] table = slots;
        SLOT.setRelease(table, find(table, rule.hash, rule), TOMBSTONE);
        size--;
    }

    private void rebuild() {
        int capacity = Math.max(MIN_CAPACITY, Integer.highestOneBit(3 * (size + 1)));
        @Nullable Object[] table = new Object[capacity];
        for (Object slot : slots) {
            if (slot instanceof ClassifierRule rule) {
                table[find(table, rule.hash, null)] = rule;
            }
        }
        used = size;
        slots = table;
    }

    private static int find(@Nullable Object[] table, int hash, @Nullable Object wanted) {
        int i = hash & table.length - 1;
        while (table[i] != wanted) {
            if (table[i] == null) {
                throw new IllegalStateException("a rule is not in the table of its subtable");
            }
            i = i + 1 & table.length - 1;
        }
        return i;
    }
}
