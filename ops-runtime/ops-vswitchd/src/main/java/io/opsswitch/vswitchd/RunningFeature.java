/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.features.Features;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.vswitchd.spi.FeatureContext;
import io.opsswitch.vswitchd.spi.SwitchAccess;
import io.opsswitch.vswitchd.spi.VswitchdFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A started feature and what it may do. Everything but construction happens on the switch's one thread. */
final class RunningFeature implements FeatureContext, AutoCloseable {

    private static final Vlog VLOG = Vlog.module("vswitchd");

    private final VswitchdFeature feature;
    private final Features features;
    private final ScheduledExecutorService thread;
    private final OvsdbClient client;
    private final ControlCommands commands;
    private final Surroundings surroundings;
    private final Consumer<RuntimeException> failures;
    private final List<Consumer<Replica>> consumers = new ArrayList<>();
    private final List<Future<?>> tasks = new ArrayList<>();
    private final List<String> registered = new ArrayList<>();
    private @Nullable AutoCloseable started;

    /**
     * Prepare a feature.
     *
     * @param failures hears of what the feature throws while it runs
     */
    RunningFeature(
            VswitchdFeature feature,
            Features features,
            ScheduledExecutorService thread,
            OvsdbClient client,
            ControlCommands commands,
            Surroundings surroundings,
            Consumer<RuntimeException> failures) {
        this.surroundings = surroundings;
        this.feature = feature;
        this.features = features;
        this.thread = thread;
        this.client = client;
        this.commands = commands;
        this.failures = failures;
    }

    /** Start; what a feature that throws had registered is taken back. */
    RunningFeature start() throws Exception {
        try {
            started = feature.start(this);
        } catch (Exception | LinkageError e) {
            close();
            throw e;
        }
        return this;
    }

    void changed(Replica replica) {
        for (Consumer<Replica> consumer : consumers) {
            guarded(() -> consumer.accept(replica));
        }
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void onReplica(Consumer<Replica> consumer) {
        consumers.add(consumer);
        Replica replica = client.replica();
        if (replica != null) {
            guarded(() -> consumer.accept(replica));
        }
    }

    @Override
    public void every(Duration interval, Runnable task) {
        long millis = interval.toMillis();
        tasks.add(thread.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public ReplicaTransaction transaction() {
        return client.transaction();
    }

    @Override
    public boolean isActive() {
        return client.lockHeld();
    }

    @Override
    public void command(String name, String usage, int minArgs, int maxArgs, ControlCommand command) {
        commands.register(name, usage, minArgs, maxArgs, command);
        registered.add(name);
    }

    @Override
    public <T> T shared(Class<T> type, Function<SwitchAccess, T> maker) {
        return surroundings.shared(type, maker);
    }

    @Override
    public void close() throws Exception {
        tasks.forEach(task -> task.cancel(false));
        registered.forEach(commands::unregister);
        consumers.clear();
        AutoCloseable running = started;
        started = null;
        if (running != null) {
            running.close();
        }
    }

    /** A feature that fails must not take the switch down with it. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            VLOG.err("%s failed: %s", feature.symbol(), e);
            failures.accept(e);
        }
    }
}
