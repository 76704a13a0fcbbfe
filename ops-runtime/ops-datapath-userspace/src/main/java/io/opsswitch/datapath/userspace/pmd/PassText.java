/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.datapath.userspace.engine.PassCounters;
import java.util.Locale;

/**
 * The text of {@link PassCounters} as {@code dpif-netdev/pmd-perf-show} has it. Where Open vSwitch counts cycles of the
 * processor this counts nanoseconds: a clock of 1 GHz.
 */
final class PassText {

    private static final double NANOS = 1e9;
    private static final double MICROS = 1e-3;

    private final StringBuilder text;
    private final long[] counters;
    private final double seconds;

    private PassText(StringBuilder text, long[] counters, double seconds) {
        this.text = text;
        this.counters = counters;
        this.seconds = seconds;
    }

    /**
     * Add the text to another.
     *
     * @param seconds how long it took to count this, more than 0
     * @param hasRounds whether rounds of a thread are counted
     */
    static void append(StringBuilder text, long[] counters, double seconds, boolean hasRounds) {
        PassText here = new PassText(text, counters, seconds);
        if (hasRounds) {
            here.rounds();
        }
        if (here.get(PassCounters.RECEIVED) > 0) {
            here.passes(hasRounds);
        } else {
            here.line("  Rx packets:         %12d", 0);
        }
        here.sent();
    }

    private long get(int counter) {
        return counters[counter];
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private long iterations() {
        return get(PassCounters.IDLE_ROUNDS) + get(PassCounters.BUSY_ROUNDS);
    }

    private void rounds() {
        long idle = get(PassCounters.IDLE_NANOS);
        long busy = get(PassCounters.BUSY_NANOS);
        long used = idle + busy;
        long waited = get(PassCounters.WAIT_NANOS);
        long waits = get(PassCounters.WAITS);
        line("  Iterations:         %12d  (%.2f us/it)", iterations(), ratio((used + waited) * MICROS, iterations()));
        line("  - Used TSC cycles:  %12d  (%5.1f %% of total cycles)", used, 100 * used / seconds / NANOS);
        line(
                "  - idle iterations:  %12d  (%5.1f %% of used cycles)",
                get(PassCounters.IDLE_ROUNDS), 100 * ratio(idle, used));
        line(
                "  - busy iterations:  %12d  (%5.1f %% of used cycles)",
                get(PassCounters.BUSY_ROUNDS), 100 * ratio(busy, used));
        line("  - sleep iterations: %12d  (%5.1f %% of iterations)", waits, 100 * ratio(waits, iterations()));
        line("  Sleep time (us):    %12.0f  (%3.0f us/iteration avg.)", waited * MICROS, ratio(waited * MICROS, waits));
    }

    private void passes(boolean hasRounds) {
        long received = get(PassCounters.RECEIVED);
        long passes = received + get(PassCounters.RECIRCULATED);
        long hits = get(PassCounters.MEGAFLOW_HITS);
        long misses = get(PassCounters.MISSES);
        String cycles = hasRounds
                ? String.format(Locale.ROOT, ", %.0f cycles/pkt", ratio(get(PassCounters.BUSY_NANOS), received))
                : "";
        line("  Rx packets:         %12d  (%.0f Kpps%s)", received, received / seconds / 1000, cycles);
        line("  Datapath passes:    %12d  (%.2f passes/pkt)", passes, ratio(passes, received));
        // No device looks flows up for us, and there are no caches of the two other kinds.
        line("  - PHWOL hits:       %12d  (%5.1f %%)", 0, 0.0);
        line("  - Simple Match hits:%12d  (%5.1f %%)", 0, 0.0);
        share("  - EMC hits:         %12d  (%5.1f %%)", get(PassCounters.EXACT_HITS), passes);
        line("  - SMC hits:         %12d  (%5.1f %%)", 0, 0.0);
        line(
                "  - Megaflow hits:    %12d  (%5.1f %%, %.2f subtbl lookups/hit)",
                hits, 100 * ratio(hits, passes), ratio(get(PassCounters.SUBTABLE_LOOKUPS), hits));
        String each = hasRounds
                ? String.format(Locale.ROOT, ", %.1f us/upcall", ratio(get(PassCounters.UPCALL_NANOS) * MICROS, misses))
                : "";
        line("  - Upcalls:          %12d  (%5.1f %%%s)", misses, 100 * ratio(misses, passes), each);
        share("  - Lost upcalls:     %12d  (%5.1f %%)", get(PassCounters.LOST), passes);
    }

    private void share(String format, long part, long whole) {
        line(format, part, 100 * ratio(part, whole));
    }

    private void sent() {
        long packets = get(PassCounters.SENT_PACKETS);
        long batches = get(PassCounters.SENT_BATCHES);
        if (packets == 0) {
            line("  Tx packets:         %12d", 0);
            text.append('\n');
            return;
        }
        line("  Tx packets:         %12d  (%.0f Kpps)", packets, packets / seconds / 1000);
        line("  Tx batches:         %12d  (%.2f pkts/batch)", batches, ratio(packets, batches));
    }
}
