/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.time.SwitchClock;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.features.Features;
import io.opsswitch.features.lifecycle.FeatureStatus;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.bridge.BridgeManager;
import io.opsswitch.vswitchd.bridge.OpenFlowNetwork;
import io.opsswitch.vswitchd.control.FeatureCommands;
import io.opsswitch.vswitchd.control.StandaloneDatapaths;
import io.opsswitch.vswitchd.control.SwitchCommands;
import io.opsswitch.vswitchd.control.TimeCommands;
import io.opsswitch.vswitchd.spi.DatabaseFeature;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import io.opsswitch.vswitchd.spi.VswitchdFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The switch daemon as an object: follows an Open_vSwitch database, and forwards packets as it says.
 *
 * <p>It has one thread of its own for everything that is not about single packets: an event loop, which connections to
 * controllers are on. {@link #close} stops forwarding.
 */
public final class Vswitchd implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("vswitchd");

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, Vswitchd::thread, NioIoHandler.newFactory());
    private final EventLoop thread = loops.next();
    private final BridgeManager bridges;
    private final OvsdbClient client;
    private final FeatureHost features;
    private final StandaloneDatapaths alone;

    /** Connects to the database; what {@code OvsdbClients.connect} does. */
    @FunctionalInterface
    public interface Database {

        /** Connect, keep a replica of these columns (by table), and report to the listener. */
        OvsdbClient connect(Map<String, Set<String>> tables, ReplicaListener listener);
    }

    private static Thread thread(Runnable task) {
        Thread made = new FastThreadLocalThread(task, "vswitchd");
        made.setDaemon(true);
        return made;
    }

    /** Return whether a feature takes part in what happens to packets. */
    private static boolean isForPackets(VswitchdFeature feature) {
        return feature instanceof TranslationFeature || feature instanceof PortTypeFeature;
    }

    private Vswitchd(Builder builder, Database database) {
        OpenFlowNetwork network =
                new OpenFlowNetwork(builder.rundir, builder.tls, thread, builder.clock, builder.listeners);
        bridges = new BridgeManager(thread, builder.clock, builder.datapaths, builder.dummies, network);
        List<VswitchdFeature> all = new ArrayList<>(builder.translationFeatures);
        all.addAll(builder.portTypeFeatures);
        all.addAll(builder.databaseFeatures);
        Listener listener = new Listener();
        client = database.connect(columns(all), listener);
        features = new FeatureHost(
                all, builder.features, thread, client, builder.commands, bridges, builder.clock, builder.systemRoutes);
        listener.host = features;
        bridges.register(builder.commands);
        alone = new StandaloneDatapaths(bridges::openAlone);
        SwitchCommands.register(builder.commands, bridges::backers, alone);
        if (builder.dummies.areAllowed() && builder.clock instanceof SwitchClock time) {
            TimeCommands.register(builder.commands, time, this::step);
        }
        FeatureCommands.register(builder.commands, features.supervisor(), thread, bridges::reconfigure);
        thread.execute(() -> {
            builder.others.forEach(features.supervisor()::mention);
            // Before the bridges, so that the first packet already meets them; and the others cannot hold up the
            // bridges.
            features.supervisor().startAll(Vswitchd::isForPackets);
        });
        bridges.start(client);
        thread.execute(() -> features.supervisor().startAll(feature -> true));
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

    /**
     * Do what is due by the clock, for who has moved it: end flows, ask controllers whether they are there, write
     * statistics. Returns when it is done. Not for the switch's own thread.
     */
    public void step() {
        bridges.step();
    }

    /**
     * Stop forwarding, remove all ports from the datapaths and disconnect from the database. A kernel's datapath goes on with
     * its ports and flows.
     */
    @Override
    public void close() {
        close(false);
    }

    /**
     * Stop as {@link #close()} does.
     *
     * @param cleansUp whether a kernel's datapath is removed too
     */
    public void close(boolean cleansUp) {
        // Before the features: what a kernel does for them goes on without this.
        bridges.close(cleansUp);
        alone.close();
        CompletableFuture.runAsync(features::close, thread).join();
        client.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
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

        /** Null until there is a client; features then look at its replica when they start. */
        private volatile @Nullable FeatureHost host;

        @Override
        public void changed(Replica replica) {
            bridges.changed(replica);
            tell(running -> running.changed(replica));
        }

        private void tell(Consumer<FeatureHost> message) {
            try {
                FeatureHost running = host;
                if (running != null) {
                    thread.execute(() -> message.accept(running));
                }
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
            tell(FeatureHost::lockChanged);
        }
    }

    /** Puts a switch together; by default with all modules of the class path and without dummy interfaces. */
    public static final class Builder {
        private List<DatapathProvider> datapaths = FeatureLoader.datapaths(Features.unrestricted());
        private Features features = Features.unrestricted();
        private final List<TranslationFeature> translationFeatures = new ArrayList<>();
        private final List<PortTypeFeature> portTypeFeatures = new ArrayList<>();
        private final List<DatabaseFeature> databaseFeatures = new ArrayList<>();
        private final List<FeatureStatus> others = new ArrayList<>();
        private ControlCommands commands = new ControlCommands("ovs-vswitchd");
        private LongSupplier clock = new SwitchClock();
        private Dummies dummies = Dummies.NONE;
        private boolean systemRoutes = true;
        private Path rundir = OvsDirs.current().rundir();
        private TlsSettings tls = TlsSettings.NONE;
        private Function<String, @Nullable String> listeners = bridge -> null;

        private Builder() {
            load();
        }

        /** Use only the modules that an image's configuration lists. */
        public Builder features(Features image) {
            features = image;
            datapaths = FeatureLoader.datapaths(image);
            load();
            return this;
        }

        private void load() {
            FeatureLoader.Found<TranslationFeature> translating =
                    FeatureLoader.load(TranslationFeature.class, features);
            FeatureLoader.Found<PortTypeFeature> ports = FeatureLoader.load(PortTypeFeature.class, features);
            FeatureLoader.Found<DatabaseFeature> reporting = FeatureLoader.load(DatabaseFeature.class, features);
            translationFeatures.clear();
            translationFeatures.addAll(translating.features());
            portTypeFeatures.clear();
            portTypeFeatures.addAll(ports.features());
            databaseFeatures.clear();
            databaseFeatures.addAll(reporting.features());
            others.clear();
            others.addAll(translating.others());
            others.addAll(ports.others());
            others.addAll(reporting.others());
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

        /** Add a feature beside those of the class path. */
        public Builder with(PortTypeFeature feature) {
            portTypeFeatures.add(feature);
            return this;
        }

        /** Register the switch's control commands here. */
        public Builder commands(ControlCommands registry) {
            commands = registry;
            return this;
        }

        /**
         * Use this clock, in milliseconds on the scale of {@code Datapath} statistics, instead of the system's. One that
         * can be stopped ({@link SwitchClock}) gets control commands for that if dummy interfaces are allowed.
         */
        public Builder clock(LongSupplier millis) {
            clock = millis;
            return this;
        }

        /** Allow stand-ins for devices, and control commands that only tests should use. */
        public Builder allowDummies(Dummies allowed) {
            dummies = allowed;
            return this;
        }

        /** Do not use the system's routes, only those that are added by command. */
        public Builder withoutSystemRoutes() {
            systemRoutes = false;
            return this;
        }

        /** Put the sockets of bridges into this folder instead of that of the environment. */
        public Builder rundir(Path folder) {
            rundir = folder;
            return this;
        }

        /**
         * Let tools find each bridge not only at its socket: on what the function returns for its name, such as {@code
         * ptcp:6654:127.0.0.1}; null for nowhere. It is called by the switch's thread.
         */
        public Builder listenForTools(Function<String, @Nullable String> targets) {
            listeners = targets;
            return this;
        }

        /** Use these keys and certificates for controllers as long as the database has none. */
        public Builder tls(TlsSettings settings) {
            tls = settings;
            return this;
        }

        /** Connect to the database and start. */
        public Vswitchd start(Database database) {
            return new Vswitchd(this, database);
        }
    }
}
