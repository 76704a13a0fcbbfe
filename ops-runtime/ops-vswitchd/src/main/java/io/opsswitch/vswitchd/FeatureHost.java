/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.features.Features;
import io.opsswitch.features.lifecycle.FeatureStatus;
import io.opsswitch.features.lifecycle.FeatureSupervisor;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.vswitchd.bridge.BridgeManager;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import io.opsswitch.vswitchd.spi.VswitchdFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The features of a running switch: starts and stops each, passes on what the database says, and keeps the bridges told of
 * those that take part in translation. Used on the switch's one thread only.
 */
final class FeatureHost {

    private static final Vlog VLOG = Vlog.module("vswitchd");

    private final Features features;
    private final ScheduledExecutorService thread;
    private final OvsdbClient client;
    private final ControlCommands commands;
    private final BridgeManager bridges;
    private final List<RunningFeature> running = new ArrayList<>();
    private final List<PortTypeFeature> portTypes = new ArrayList<>();
    private final Surroundings surroundings;
    private final List<TranslationFeature> translating = new ArrayList<>();
    private final FeatureSupervisor<VswitchdFeature> supervisor;
    private boolean isClosing;

    FeatureHost(
            List<VswitchdFeature> found,
            Features features,
            ScheduledExecutorService thread,
            OvsdbClient client,
            ControlCommands commands,
            BridgeManager bridges,
            LongSupplier clock,
            boolean usesSystemRoutes) {
        this.surroundings = new Surroundings(bridges, clock, usesSystemRoutes, new HashMap<>());
        this.features = features;
        this.thread = thread;
        this.client = client;
        this.commands = commands;
        this.bridges = bridges;
        this.supervisor = new FeatureSupervisor<>(found, this::start, this::log);
    }

    FeatureSupervisor<VswitchdFeature> supervisor() {
        return supervisor;
    }

    /** Stop all features, as the switch ends. */
    void close() {
        isClosing = true;
        supervisor.close();
    }

    void changed(Replica replica) {
        running.forEach(feature -> feature.changed(replica));
    }

    /** What features may not write without the lock, they write now, and the other way round. */
    void lockChanged() {
        Replica replica = client.replica();
        if (replica != null) {
            changed(replica);
        }
    }

    private AutoCloseable start(VswitchdFeature feature) throws Exception {
        RunningFeature each = new RunningFeature(
                feature,
                features,
                thread,
                client,
                commands,
                surroundings,
                problem -> supervisor.failed(feature, problem));
        running.add(each);
        try {
            each.start();
        } catch (Exception | LinkageError e) {
            running.remove(each);
            throw e;
        }
        if (feature instanceof PortTypeFeature brings) {
            portTypes.add(brings);
            bridges.usePortTypes(portTypes);
            return () -> {
                portTypes.remove(brings);
                bridges.usePortTypes(portTypes);
                bridges.reconfigure();
                running.remove(each);
                each.close();
            };
        }
        if (!(feature instanceof TranslationFeature translation)) {
            return () -> {
                running.remove(each);
                each.close();
            };
        }
        TranslationFeature life = new ObservedTranslation(translation, problem -> supervisor.failed(feature, problem));
        translating.add(life);
        bridges.use(translating);
        return () -> {
            translating.remove(life);
            bridges.use(translating);
            running.remove(each);
            each.close();
        };
    }

    private void log(FeatureStatus status) {
        String name = status.symbol();
        String problem = status.problem();
        switch (status.state()) {
            // People who watch the log of Open vSwitch at start and end know each line of it.
            case RUNNING -> VLOG.dbg("feature %s is on", name);
            case STOPPED -> {
                if (problem == null) {
                    VLOG.log(isClosing ? LogLevel.DBG : LogLevel.INFO, "feature %s is stopped", name);
                } else {
                    VLOG.warn("feature %s is %s", name, problem);
                }
            }
            case FAILED -> VLOG.err("feature %s (%s) failed and is off: %s", name, status.name(), problem);
            case REFUSED -> VLOG.warn("feature %s (%s) is refused: %s", name, status.name(), problem);
        }
    }
}
