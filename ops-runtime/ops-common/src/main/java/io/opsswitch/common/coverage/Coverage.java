/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter of events, one for each name in the process. Rates are averages over the last 5 seconds, minute and hour: a
 * thread that {@link #takeRates} starts takes the counts every 5 seconds. Safe for use by several threads; counting is
 * cheap and does not contend.
 */
public final class Coverage {

    private static final int INTERVAL_S = 5;
    private static final int MINUTE_SLOTS = 12;
    private static final int HOUR_SLOTS = 60;

    private static final Map<String, Coverage> COUNTERS = new ConcurrentSkipListMap<>();
    private static long ticks;

    private final String name;
    private final LongAdder total = new LongAdder();
    private final long[] minute = new long[MINUTE_SLOTS];
    private final long[] hour = new long[HOUR_SLOTS];
    private long taken;
    private long takenThisMinute;

    private Coverage(String name) {
        this.name = name;
    }

    /** Return the counter of a name, always the same. */
    public static Coverage counter(String name) {
        return COUNTERS.computeIfAbsent(name, Coverage::new);
    }

    /** Count one event. */
    public void hit() {
        total.increment();
    }

    /** Count several events. */
    public void add(long events) {
        total.add(events);
    }

    /** Return how many there were. */
    public long total() {
        return total.sum();
    }

    /** Return the totals of all counters by their names. */
    public static Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        COUNTERS.forEach((name, counter) -> totals.put(name, counter.total()));
        return totals;
    }

    /** Start to take the counts from which rates are made; once in a process. */
    public static void takeRates() {
        Thread thread = new Thread(Coverage::run, "coverage");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            for (; ; ) {
                Thread.sleep(INTERVAL_S * 1000L);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Take the counts; every 5 seconds. */
    static synchronized void tick() {
        int slot = (int) (ticks % MINUTE_SLOTS);
        int hourSlot = (int) (ticks / MINUTE_SLOTS % HOUR_SLOTS);
        for (Coverage counter : COUNTERS.values()) {
            long now = counter.total();
            long events = now - counter.taken;
            counter.taken = now;
            counter.minute[slot] = events;
            counter.takenThisMinute = slot == 0 ? events : counter.takenThisMinute + events;
            counter.hour[hourSlot] = counter.takenThisMinute;
        }
        ticks++;
    }

    private static long sum(long[] slots) {
        long sum = 0;
        for (long slot : slots) {
            sum += slot;
        }
        return sum;
    }

    /** Return the table that {@code coverage/show} prints. */
    public static synchronized String show() {
        List<Coverage> counters = new ArrayList<>(COUNTERS.values());
        counters.removeIf(counter -> counter.total() == 0);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Event coverage, avg rate over last: %d seconds, last minute, last hour,  hash=%08x:\n",
                INTERVAL_S,
                hash(counters)));
        int slot = (int) ((ticks + MINUTE_SLOTS - 1) % MINUTE_SLOTS);
        for (Coverage counter : counters) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %5.1f/sec %9.3f/sec %13.4f/sec   total: %d\n",
                    counter.name,
                    counter.minute[slot] / (double) INTERVAL_S,
                    sum(counter.minute) / 60.0,
                    sum(counter.hour) / 3600.0,
                    counter.total()));
        }
        return text.append(COUNTERS.size() - counters.size())
                .append(" events never hit\n")
                .toString();
    }

    /** The order of the counters by their totals, in a number: alike for processes that do alike. */
    private static int hash(List<Coverage> counters) {
        return counters.stream()
                .sorted(Comparator.comparingLong(Coverage::total).reversed().thenComparing(counter -> counter.name))
                .map(counter -> counter.name)
                .toList()
                .hashCode();
    }
}
