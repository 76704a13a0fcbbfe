/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The translations of one datapath that wait for their packets to come back, by the numbers that the packets carry.
 *
 * <p>States that are equal have one number. A translation holds those that its actions name, and whoever has the
 * translation lets go of them when nothing uses its actions any more. A number that nobody holds stays for some time
 * longer, for packets that are under way; numbers are not used again soon. Safe for use by several threads.
 */
public final class Recirculations {

    /** How many milliseconds a number stays that nobody holds. */
    static final long GRACE = 2000;

    private final Map<Integer, Entry> byNumber = new HashMap<>();
    private final Map<FrozenState, Entry> byState = new HashMap<>();
    private final Deque<Entry> idle = new ArrayDeque<>();
    private int last;

    private static final class Entry {
        final int number;
        final FrozenState state;
        int holders;
        long idleSince;

        Entry(int number, FrozenState state) {
            this.number = number;
            this.state = state;
        }
    }

    /** Create a table without states. */
    public Recirculations() {}

    /** Return the number of a state, and hold it. */
    synchronized int hold(FrozenState state) {
        Entry entry = byState.get(state);
        if (entry == null) {
            do {
                last++;
            } while (last == 0 || byNumber.containsKey(last));
            entry = new Entry(last, state);
            byNumber.put(last, entry);
            byState.put(state, entry);
        }
        entry.holders++;
        return entry.number;
    }

    /** Return the state of a number, or null. */
    public synchronized @Nullable FrozenState find(int number) {
        Entry entry = byNumber.get(number);
        return entry == null ? null : entry.state;
    }

    /** Let go of numbers, each once for each time that it was held. */
    synchronized void release(List<Integer> numbers, long now) {
        for (int number : numbers) {
            Entry entry = byNumber.get(number);
            if (entry == null || entry.holders == 0) {
                throw new IllegalStateException("nobody holds the recirculation " + number);
            }
            entry.holders--;
            entry.idleSince = now;
            if (entry.holders == 0) {
                // Packets may still come with the number; who needs the state from now on gets another one.
                byState.remove(entry.state);
                idle.add(entry);
            }
        }
        expire(now);
    }

    /** Forget the numbers that nobody has held for some time; to be called now and then. */
    public synchronized void expire(long now) {
        Entry entry = idle.peek();
        while (entry != null && now - entry.idleSince >= GRACE) {
            idle.remove();
            byNumber.remove(entry.number);
            entry = idle.peek();
        }
    }

    /** Return how many states there are. */
    public synchronized int size() {
        return byNumber.size();
    }
}
