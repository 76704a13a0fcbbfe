/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The subtables by the priority of their highest rule, highest first: a lookup that has found a rule stops at the first
 * subtable that has no higher ones.
 *
 * <p>In which order subtables of one priority are tried decides which bits a lookup looks at before it finds its rule, and
 * people compare these with Open vSwitch's. So the order here comes about by the same steps as there: new ones go last,
 * the last one takes the place of one that goes, and then all are sorted, if an order was broken, without disturbing
 * equal ones.
 *
 * <p>Readers use what was published last; one writer.
 */
final class SubtableOrder {

    /** What lookups go through: never changed once published. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and read at every lookup.
    record Published(Subtable[] subtables, int[] priorities) {}

    private record Entry(Subtable subtable, int priority) {}

    private static final Comparator<Entry> HIGHEST_FIRST = (a, b) -> Integer.compare(b.priority, a.priority);

    private final List<Entry> entries = new ArrayList<>();
    /** Whether anything has changed since the last publication. */
    private boolean isChanged;
    /** Whether the entries may be out of order, and are sorted at the next publication. */
    private boolean isUnsorted;

    private volatile Published published = new Published(new Subtable[0], new int[0]);

    Published published() {
        return published;
    }

    /** Return the subtables as they are now, published or not. Called by the writer. */
    List<Subtable> all() {
        List<Subtable> all = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            all.add(entry.subtable);
        }
        return all;
    }

    void insert(Subtable subtable, int priority) {
        isUnsorted |= !entries.isEmpty() && priority > entries.get(entries.size() - 1).priority;
        isChanged = true;
        entries.add(new Entry(subtable, priority));
    }

    void remove(Subtable subtable) {
        int index = find(subtable);
        Entry last = entries.remove(entries.size() - 1);
        if (last.subtable != subtable) {
            entries.set(index, last);
        }
        isUnsorted = true;
        isChanged = true;
    }

    void changePriority(Subtable subtable, int priority) {
        int index = find(subtable);
        int before = entries.get(index).priority;
        isUnsorted |= priority > before && index > 0 && priority > entries.get(index - 1).priority
                || priority < before && index < entries.size() - 1 && priority < entries.get(index + 1).priority;
        isChanged |= priority != before;
        entries.set(index, new Entry(subtable, priority));
    }

    /** Let lookups see the changes. */
    void publish() {
        if (!isChanged) {
            return;
        }
        if (isUnsorted) {
            entries.sort(HIGHEST_FIRST);
        }
        isChanged = false;
        isUnsorted = false;
        Subtable[] subtables = new Subtable[entries.size()];
        int[] priorities = new int[entries.size()];
        for (int i = 0; i < subtables.length; i++) {
            subtables[i] = entries.get(i).subtable;
            priorities[i] = entries.get(i).priority;
        }
        published = new Published(subtables, priorities);
    }

    private int find(Subtable subtable) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).subtable == subtable) {
                return i;
            }
        }
        throw new IllegalStateException("a subtable is not among those of its classifier");
    }
}
