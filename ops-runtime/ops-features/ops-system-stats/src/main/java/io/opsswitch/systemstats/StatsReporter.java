/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a sample at each interval and writes it to the database.
 *
 * <p>Sampling has a thread of its own: a file system that does not answer must not hold up the switch. The switch's
 * thread tells it by {@code target} whether, and in which row, to report.
 */
final class StatsReporter implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("system_stats");

    private final FeatureContext context;
    private final Supplier<Map<String, String>> sampler;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "system_stats");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable UUID target;

    StatsReporter(FeatureContext context, Supplier<Map<String, String>> sampler, Duration interval) {
        this.context = context;
        this.sampler = sampler;
        context.onReplica(this::configure);
        thread.scheduleWithFixedDelay(this::report, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void configure(Replica replica) {
        for (OpenVSwitch row : OpenVSwitch.all(replica)) {
            boolean enabled = "true".equals(row.otherConfig().get("enable-statistics"));
            UUID before = target;
            target = enabled ? row.uuid() : null;
            if (enabled && before == null) {
                thread.execute(this::report);
            } else if (!enabled && !row.statistics().isEmpty()) {
                // Figures that nobody keeps up to date would only mislead.
                write(row.uuid(), Map.of());
            }
        }
    }

    private void report() {
        UUID row = target;
        if (row == null) {
            return;
        }
        try {
            write(row, sampler.get());
        } catch (RuntimeException e) {
            VLOG.warn("could not take statistics of this host: %s", e);
        }
    }

    private void write(UUID row, Map<String, String> statistics) {
        if (!context.isActive()) {
            return;
        }
        TypedTransaction transaction = TypedTransaction.of(context.transaction());
        OpenVSwitch.edit(transaction, row).statistics(statistics);
        if (!transaction.isEmpty()) {
            transaction.commit().whenComplete((done, failure) -> {
                if (failure != null) {
                    VLOG.dbg("could not write statistics: %s", failure.getMessage());
                }
            });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
