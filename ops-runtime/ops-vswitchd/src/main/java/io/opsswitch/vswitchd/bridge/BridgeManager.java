/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects database and switch: applies each new configuration, looks after devices, and reports state and statistics.
 * Only while it holds the database's lock: one switch daemon at a time.
 *
 * <p>Everything happens on the executor's one thread, which is the owner of all state here; the client's thread only
 * leaves a note that there is something to do.
 */
public final class BridgeManager implements ReplicaListener, AutoCloseable {

    /** The name of the lock that the one active switch daemon holds. */
    public static final String LOCK = "ovs_vswitchd";

    private static final Vlog VLOG = Vlog.module("bridge");
    private static final VlogRateLimit FAILURES = new VlogRateLimit(6, 3);
    private static final long TICK_MILLIS = 500;
    private static final long LOCK_GRACE_MILLIS = 1000;

    private final ScheduledExecutorService thread;
    private final LongSupplier clock;
    private final OpenFlowNetwork network;
    private final Datapaths datapaths;
    private final Reconciler reconciler;
    private final ControllerStatusWriter controllerStatus = new ControllerStatusWriter();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final CompletableFuture<Void> configured = new CompletableFuture<>();
    private volatile boolean connected;
    private @Nullable OvsdbClient client;
    private @Nullable SwitchConfig applied;
    private @Nullable CompletableFuture<Void> pending;
    private long lastStatistics = Long.MIN_VALUE / 2;
    private long waitingSince;
    private boolean complained;
    private boolean closed;
    /** Whether flows were being restored ever since the start. */
    private boolean mayAwaitFlows = true;

    /**
     * Create a manager.
     *
     * @param thread has one thread, on which everything of the switch that is not about single packets happens
     * @param clock milliseconds on a scale that never goes back
     * @param dummies which stand-ins for devices there may be
     * @param network for connections to controllers; closed together with this
     */
    public BridgeManager(
            ScheduledExecutorService thread,
            LongSupplier clock,
            Collection<DatapathProvider> providers,
            Dummies dummies,
            OpenFlowNetwork network) {
        this.network = network;
        this.thread = thread;
        this.clock = clock;
        this.datapaths = new Datapaths(providers, clock, dummies, this::portChanged);
        network.allowTestActions(dummies.areAllowed());
        this.reconciler = new Reconciler(datapaths, network, clock);
    }

    /** Return the columns that this needs, by table. */
    public static Map<String, Set<String>> columns() {
        return ConfigReader.columns();
    }

    /** Start with a client that reports to this object. */
    public void start(OvsdbClient database) {
        thread.execute(() -> {
            client = database;
            database.lock(LOCK);
            guarded(this::run);
        });
        thread.scheduleWithFixedDelay(() -> guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Have these features, and no others, take part in translation from the next {@link #reconfigure} or change of the
     * database on. What those that left had added to bridges is not kept for them. On the executor's thread.
     */
    public void use(List<TranslationFeature> features) {
        reconciler.use(features);
    }

    /** Have these features, and no others, bring types of ports, as {@link #use} does. On the executor's thread. */
    public void usePortTypes(List<PortTypeFeature> features) {
        reconciler.usePortTypes(features);
        Set<String> types = new HashSet<>();
        features.forEach(feature -> types.addAll(feature.interfaceTypes()));
        datapaths.setFeatureTypes(types);
    }

    /** Apply what {@link #use} was told, also when the database cannot be asked. On the executor's thread. */
    public void reconfigure() {
        guarded(this::run);
        reconciler.publishStripped();
    }

    /** Register the control commands of bridges, and those that datapaths bring. */
    public void register(ControlCommands commands) {
        OpenFlowCommands.register(commands, reconciler::bridges, clock, thread);
        datapaths.register(commands);
    }

    /** Return a future that completes when the database has been read and is in effect for the first time. */
    public CompletableFuture<Void> configured() {
        return configured.copy();
    }

    /** Do what is due by the clock, and return when it is done. Call on any thread but the executor's. */
    public void step() {
        network.timers().runNow();
        CompletableFuture.runAsync(() -> guarded(this::tick), thread).join();
        backers().forEach(Backer::revalidateNow);
    }

    /**
     * Open a datapath that no bridge has; whoever asked for it closes it.
     *
     * @throws DatapathException if there is none of this type or this host cannot offer it
     */
    public Backer openAlone(String type, String name) throws DatapathException {
        return datapaths.openAlone(type, name);
    }

    /** Return the datapaths in use; their snapshots tell the bridges. */
    public List<Backer> backers() {
        return datapaths.backers();
    }

    @Override
    public void changed(Replica replica) {
        connected = true;
        schedule();
    }

    @Override
    public void disconnected() {
        connected = false;
    }

    @Override
    public void lockChanged(boolean held) {
        schedule();
    }

    /**
     * Stop forwarding and take all ports down, but for datapaths that forward by themselves; returns when that is done. Call
     * on any thread but the executor's.
     */
    @Override
    public void close() {
        close(false);
    }

    /** Stop as {@link #close()} does, if wanted with those datapaths too that forward by themselves. */
    public void close(boolean cleansUp) {
        reconciler.end();
        CompletableFuture.runAsync(
                        () -> {
                            closed = true;
                            if (cleansUp) {
                                reconciler.clear();
                            } else {
                                reconciler.leave();
                            }
                        },
                        thread)
                .join();
        network.close();
    }

    /** Look at the ports at once: what depends on a link must not wait for the next tick. */
    private void portChanged() {
        if (!thread.isShutdown() && looking.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    looking.set(false);
                    guarded(this::tick);
                });
            } catch (RejectedExecutionException e) {
                VLOG.dbg("a port changed too late to be looked at");
            }
        }
    }

    private void schedule() {
        if (!thread.isShutdown() && scheduled.compareAndSet(false, true)) {
            thread.execute(() -> {
                scheduled.set(false);
                guarded(this::run);
            });
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            VLOG.log(
                    FAILURES,
                    LogLevel.ERR,
                    "the last change of the configuration could not be applied, and is tried again later: %s",
                    e);
        }
    }

    /** Apply the newest replica. */
    private void run() {
        OvsdbClient database = client;
        Replica replica = database == null ? null : database.replica();
        if (database == null || replica == null || closed || !mayRun(database)) {
            return;
        }
        SwitchConfig config = ConfigReader.read(replica, mayAwaitFlows);
        mayAwaitFlows &= config != null && config.awaitsFlows();
        OpenVSwitch root = config == null ? null : OpenVSwitch.find(replica, config.row());
        applied = null;
        if (config == null || root == null) {
            reconciler.clear();
            configured.complete(null);
            return;
        }
        network.configure(config.tls());
        if (!reconciler.apply(config, replica)) {
            return;
        }
        applied = config;
        TypedTransaction transaction = TypedTransaction.of(database.transaction());
        RootStatus.write(root, datapaths, transaction);
        RootStatus.writeCapabilities(root, datapaths.backers(), transaction);
        writeStatus(transaction);
        root.edit(transaction).curCfg(config.nextCfg());
        commit(transaction);
        writeSystem(database, config);
        configured.complete(null);
    }

    private void writeSystem(OvsdbClient database, SwitchConfig config) {
        // The transaction first: what it verifies must not be newer than the row that is looked at.
        TypedTransaction transaction = TypedTransaction.of(database.transaction());
        Replica newest = database.replica();
        OpenVSwitch root = newest == null ? null : OpenVSwitch.find(newest, config.row());
        if (root != null) {
            RootStatus.writeSystem(root, transaction);
            // Who wrote it meanwhile wins: that is no failure.
            if (!transaction.isEmpty()) {
                transaction.commit().exceptionally(failure -> {
                    VLOG.dbg("the system's type and version stay as somebody else has written them: %s", failure);
                    return null;
                });
            }
        }
    }

    private boolean mayRun(OvsdbClient database) {
        if (database.lockHeld()) {
            waitingSince = 0;
            complained = false;
            return true;
        }
        // Until the server says that another has it, nobody else has: go on forwarding. And right after a connection
        // was
        // lost that other may be this one, so some time has to pass; real time, since no clock moves the server.
        boolean isContended = database.lockContended();
        long now = System.nanoTime() / 1_000_000;
        waitingSince = waitingSince == 0 || !isContended ? now : waitingSince;
        if (isContended && now - waitingSince >= LOCK_GRACE_MILLIS && !complained) {
            complained = true;
            VLOG.err(
                    "another ovs-vswitchd process is running, disabling this process (pid %d) until it goes away",
                    ProcessHandle.current().pid());
            reconciler.leave();
            applied = null;
        }
        return false;
    }

    /** Look after devices and report. */
    private void tick() {
        OvsdbClient database = client;
        if (database == null || closed) {
            return;
        }
        boolean isActive = mayRun(database);
        if (isActive && (applied == null || reconciler.needsAnotherLook())) {
            run();
        }
        // Flows end and controllers are looked after also while the database is away.
        reconciler.bridges().forEach(bridge -> bridge.openFlow().run());
        if (!isActive) {
            return;
        }
        SwitchConfig config = applied;
        if (config == null || !connected || pending != null && !pending.isDone()) {
            return;
        }
        TypedTransaction transaction = TypedTransaction.of(database.transaction());
        writeStatus(transaction);
        // Again, in case that the first time the database refused it.
        OpenVSwitch.edit(transaction, config.row()).curCfg(config.nextCfg());
        long now = clock.getAsLong();
        if (now - lastStatistics >= config.statsIntervalMillis()) {
            lastStatistics = now;
            writeStatistics(transaction);
        }
        commit(transaction);
    }

    private void writeStatus(TypedTransaction transaction) {
        for (RunningBridge bridge : reconciler.bridges()) {
            StatusWriter.write(bridge, transaction);
            controllerStatus.write(bridge, false, clock.getAsLong(), transaction);
        }
        for (RunningInterface each : reconciler.interfaces()) {
            StatusWriter.write(each, transaction);
        }
    }

    private void writeStatistics(TypedTransaction transaction) {
        for (RunningInterface each : reconciler.interfaces()) {
            StatusWriter.writeStatistics(each, transaction);
        }
        controllerStatus.forgetOthers(reconciler.bridges());
        for (RunningBridge bridge : reconciler.bridges()) {
            controllerStatus.write(bridge, true, clock.getAsLong(), transaction);
            for (TranslationFeature feature : reconciler.features()) {
                var extension = bridge.extensions().get(feature);
                if (extension != null) {
                    feature.report(extension, transaction);
                }
            }
        }
    }

    private void commit(TypedTransaction transaction) {
        if (transaction.isEmpty()) {
            return;
        }
        CompletableFuture<Void> result = transaction.commit();
        pending = result.whenComplete((done, failure) -> {
            if (failure != null) {
                // The next tick writes whatever is still missing. A lost connection is no news: the client logs it.
                VLOG.log(
                        FAILURES,
                        connected ? LogLevel.WARN : LogLevel.DBG,
                        "could not write the switch's state to the database: %s",
                        failure.getMessage());
            }
        });
    }
}
