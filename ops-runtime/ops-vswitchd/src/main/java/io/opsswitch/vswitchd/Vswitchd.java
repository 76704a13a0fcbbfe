/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.features.Features;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.bridge.BridgeManager;
import io.opsswitch.vswitchd.control.SwitchCommands;
import io.opsswitch.vswitchd.spi.DatabaseFeature;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import io.opsswitch.vswitchd.spi.VswitchdFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The switch daemon as an object: follows an Open_vSwitch database, and forwards packets as it says.
 *
 * <p>It has one thread of its own for everything that is not about single packets. {@link #close} stops forwarding.
 */
public final class Vswitchd implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("vswitchd");

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "vswitchd");
        made.setDaemon(true);
        return made;
    });
    private final BridgeManager bridges;
    private final OvsdbClient client;
    private final List<RunningFeature> features = new ArrayList<>();

    /** Connects to the database; what {@code OvsdbClients.connect} does. */
    @FunctionalInterface
    public interface Database {

        /** Connect, keep a replica of these columns (by table), and report to the listener. */
        OvsdbClient connect(Map<String, Set<String>> tables, ReplicaListener listener);
    }

    private Vswitchd(Builder builder, Database database) {
        bridges = new BridgeManager(
                thread, builder.clock, builder.datapaths, builder.translationFeatures, builder.dummies);
        List<VswitchdFeature> all = new ArrayList<>(builder.translationFeatures);
        all.addAll(builder.databaseFeatures);
        client = database.connect(columns(all), new Listener());
        for (VswitchdFeature feature : all) {
            VLOG.info("feature %s is on", feature.symbol());
        }
        SwitchCommands.register(builder.commands, bridges::backers);
        bridges.start(client);
        thread.execute(() -> {
            for (DatabaseFeature feature : builder.databaseFeatures) {
                RunningFeature running = new RunningFeature(feature, thread, client, builder.commands);
                features.add(running);
                running.start();
            }
        });
    }

    /** Start to put a switch together. */
    public static Builder builder() {
        return new Builder();
    }

    /** Return a future that completes when the database has been read and is in effect for the first time. */
    public CompletableFuture<Void> configured() {
        return bridges.configured();
    }

    /** Return the datapaths in use, with their bridges. */
    public List<Backer> backers() {
        return bridges.backers();
    }

    /** Stop forwarding, remove all ports from the datapaths and disconnect from the database. */
    @Override
    public void close() {
        CompletableFuture.runAsync(() -> features.forEach(RunningFeature::close), thread)
                .join();
        bridges.close();
        client.close();
        thread.shutdownNow();
    }

    private static Map<String, Set<String>> columns(List<VswitchdFeature> features) {
        Map<String, Set<String>> columns = new TreeMap<>();
        BridgeManager.columns().forEach((table, names) -> columns.put(table, new TreeSet<>(names)));
        for (VswitchdFeature feature : features) {
            feature.columns()
                    .forEach((table, names) -> columns.computeIfAbsent(table, name -> new TreeSet<>())
                            .addAll(names));
        }
        return columns;
    }

    /** Hands what the client reports to the bridges and the features. */
    private final class Listener implements ReplicaListener {

        @Override
        public void changed(Replica replica) {
            bridges.changed(replica);
            try {
                thread.execute(() -> features.forEach(feature -> feature.changed(replica)));
            } catch (RejectedExecutionException e) {
                VLOG.dbg("a change of the database came too late to be looked at");
            }
        }

        @Override
        public void disconnected() {
            bridges.disconnected();
        }

        @Override
        public void lockChanged(boolean held) {
            bridges.lockChanged(held);
        }
    }

    /** Puts a switch together; by default with all modules of the class path and without dummy interfaces. */
    public static final class Builder {
        private List<DatapathProvider> datapaths = FeatureLoader.datapaths(Features.unrestricted());
        private List<TranslationFeature> translationFeatures =
                FeatureLoader.load(TranslationFeature.class, Features.unrestricted());
        private List<DatabaseFeature> databaseFeatures =
                FeatureLoader.load(DatabaseFeature.class, Features.unrestricted());
        private ControlCommands commands = new ControlCommands("ovs-vswitchd");
        private LongSupplier clock = () -> System.nanoTime() / 1_000_000;
        private boolean dummies;

        private Builder() {}

        /** Use only the modules that an image's configuration lists. */
        public Builder features(Features features) {
            datapaths = FeatureLoader.datapaths(features);
            translationFeatures = FeatureLoader.load(TranslationFeature.class, features);
            databaseFeatures = FeatureLoader.load(DatabaseFeature.class, features);
            return this;
        }

        /** Use these datapaths and no others. */
        public Builder datapaths(DatapathProvider... providers) {
            datapaths = List.of(providers);
            return this;
        }

        /** Do not use a datapath of this type even where there is one. */
        public Builder withoutDatapath(String type) {
            datapaths = datapaths.stream()
                    .filter(provider -> !provider.type().equals(type))
                    .toList();
            return this;
        }

        /** Add a feature beside those of the class path. */
        public Builder with(TranslationFeature feature) {
            translationFeatures.add(feature);
            return this;
        }

        /** Add a feature beside those of the class path. */
        public Builder with(DatabaseFeature feature) {
            databaseFeatures.add(feature);
            return this;
        }

        /** Register the switch's control commands here. */
        public Builder commands(ControlCommands registry) {
            commands = registry;
            return this;
        }

        /** Use this clock, in milliseconds on the scale of {@code Datapath} statistics, instead of the system's. */
        public Builder clock(LongSupplier millis) {
            clock = millis;
            return this;
        }

        /** Allow interfaces of type {@code dummy}. */
        public Builder allowDummies(boolean allowed) {
            dummies = allowed;
            return this;
        }

        /** Connect to the database and start. */
        public Vswitchd start(Database database) {
            return new Vswitchd(this, database);
        }
    }
}
