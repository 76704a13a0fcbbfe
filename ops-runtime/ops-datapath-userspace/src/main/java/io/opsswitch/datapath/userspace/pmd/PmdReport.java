/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.datapath.userspace.engine.PassCounters;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What people are told about the threads of a datapath, in the forms that scripts read from Open vSwitch ({@code
 * ovs-vswitchd(8)}, section PMD). Safe for use by several threads.
 */
public final class PmdReport {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int MAX_SECONDS = LoadHistory.INTERVALS * LoadHistory.INTERVAL_SECONDS;

    private final PmdThreads threads;
    private final Supplier<long[]> mainCounters;
    private final CounterBase mainBase;

    /**
     * Create a report.
     *
     * @param mainCounters returns the {@link PassCounters} of all threads that have no core
     */
    public PmdReport(PmdThreads threads, Supplier<long[]> mainCounters) {
        this.threads = threads;
        this.mainCounters = mainCounters;
        this.mainBase = new CounterBase(threads.switchboard().nowMillis());
    }

    /** Which threads are asked for: one, or with -1 all. */
    private List<PmdThread> chosen(long core) {
        List<PmdThread> chosen = new ArrayList<>();
        for (PmdThread thread : threads.threads()) {
            if (core < 0 || thread.core() == core) {
                chosen.add(thread);
            }
        }
        return chosen;
    }

    private static String title(PmdThread thread) {
        return "pmd thread numa_id " + thread.node() + " core_id " + thread.core() + ":\n";
    }

    /**
     * Return which thread reads which queues, and how busy these keep it.
     *
     * @param core the core of the only thread to tell of, -1 = all
     * @param seconds how far to look back; what is out of range counts as all that is known
     */
    public String queues(long core, long seconds) {
        long span = seconds <= 0 || seconds > MAX_SECONDS
                ? MAX_SECONDS
                : (seconds + LoadHistory.INTERVAL_SECONDS - 1)
                        / LoadHistory.INTERVAL_SECONDS
                        * LoadHistory.INTERVAL_SECONDS;
        int intervals = (int) span / LoadHistory.INTERVAL_SECONDS;
        StringBuilder text = new StringBuilder();
        synchronized (threads) {
            text.append("Displaying last ").append(span).append(" seconds pmd usage %\n");
            for (PmdThread thread : chosen(core)) {
                text.append(title(thread))
                        .append("  isolated : ")
                        .append(thread.isIsolated())
                        .append('\n');
                appendQueues(text, thread, intervals);
            }
        }
        return text.toString();
    }

    private static void appendQueues(StringBuilder text, PmdThread thread, int intervals) {
        long total = thread.intervalNanos() * intervals;
        long sum = 0;
        for (PolledQueue each : thread.queues()) {
            long busy = each.busyNanos(intervals);
            sum += busy;
            text.append(String.format(
                    Locale.ROOT,
                    "  port: %-16s  queue-id: %2d (enabled)   pmd usage: %s\n",
                    each.port().name(),
                    each.queue().id(),
                    share(busy, total)));
        }
        if (!thread.queues().isEmpty()) {
            long overhead = Math.max(0, Math.min(total, thread.busyNanos(intervals)) - sum);
            text.append("  overhead: ").append(share(overhead, total)).append('\n');
        }
    }

    private static String share(long part, long total) {
        return total == 0 ? "NOT AVAIL" : String.format(Locale.ROOT, "%2.0f %%", 100.0 * part / total);
    }

    /** Return how long threads may sleep. */
    public String sleep() {
        StringBuilder text = new StringBuilder();
        synchronized (threads) {
            SleepLimits limits = threads.settings().sleep();
            text.append(String.format(Locale.ROOT, "Default max sleep: %4d us\n", limits.usual()));
            for (PmdThread thread : chosen(-1)) {
                text.append(title(thread))
                        .append(String.format(Locale.ROOT, "  max sleep: %4d us\n", limits.of(thread.core())));
            }
        }
        return text.toString();
    }

    /** Return what threads have counted; {@code core} as for {@link #queues}. */
    public String performance(long core) {
        StringBuilder text = new StringBuilder();
        synchronized (threads) {
            for (PmdThread thread : chosen(core)) {
                append(text, title(thread), thread.counters(), thread.countingSinceMillis(), true);
            }
            if (core < 0) {
                append(text, "main thread:\n", mainBase.since(mainCounters.get()), mainBase.startMillis(), false);
            }
        }
        return text.toString();
    }

    /** Have threads count from 0 on; {@code core} as for {@link #queues}. */
    public void clear(long core) {
        synchronized (threads) {
            long now = threads.switchboard().nowMillis();
            chosen(core).forEach(thread -> thread.clearCounters(now));
            if (core < 0) {
                mainBase.clear(mainCounters.get(), now);
            }
        }
    }

    /** Have all queues shared out anew. */
    public void rebalance() {
        threads.rebalance();
    }

    private void append(StringBuilder text, String title, long[] counters, long sinceMillis, boolean hasRounds) {
        double seconds = (threads.switchboard().nowMillis() - sinceMillis) / 1000.0;
        text.append("\nTime: ").append(TIME.format(LocalTime.now(ZoneOffset.UTC)));
        text.append(String.format(Locale.ROOT, "\nMeasurement duration: %.3f s\n\n", seconds));
        text.append(title).append('\n');
        if (seconds > 0) {
            PassText.append(text, counters, seconds, hasRounds);
        }
    }
}
