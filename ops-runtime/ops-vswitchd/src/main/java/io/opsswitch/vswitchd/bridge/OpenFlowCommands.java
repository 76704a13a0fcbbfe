/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.ActionFormatter;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchFormatter;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.FlowTables;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The control commands about OpenFlow of bridges. They run in the switch's thread, whoever asks. */
final class OpenFlowCommands {

    private static final long MILLIS = 1000;

    private final Supplier<Collection<RunningBridge>> bridges;
    private final LongSupplier clock;
    private final Executor thread;

    private OpenFlowCommands(Supplier<Collection<RunningBridge>> bridges, LongSupplier clock, Executor thread) {
        this.bridges = bridges;
        this.clock = clock;
        this.thread = thread;
    }

    static void register(
            ControlCommands commands,
            Supplier<Collection<RunningBridge>> bridges,
            LongSupplier clock,
            Executor thread) {
        OpenFlowCommands here = new OpenFlowCommands(bridges, clock, thread);
        commands.register("bridge/dump-flows", "[--offload-stats] bridge", 1, 2, args -> {
            String name = args.get(args.size() - 1);
            return here.inThread(() -> here.dump(here.bridge(name)));
        });
        commands.register("bridge/reconnect", "[bridge]", 0, 1, args -> here.inThread(() -> here.reconnect(args)));
    }

    private String inThread(Supplier<String> command) throws ControlException {
        try {
            return CompletableFuture.supplyAsync(command, thread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new ControlException(String.valueOf(refused.getMessage()));
            }
            throw e;
        }
    }

    private RunningBridge bridge(String name) {
        for (RunningBridge bridge : bridges.get()) {
            if (bridge.config().name().equals(name)) {
                return bridge;
            }
        }
        throw new IllegalArgumentException("Unknown bridge");
    }

    private String reconnect(List<String> args) {
        Collection<RunningBridge> meant = args.isEmpty() ? bridges.get() : List.of(bridge(args.get(0)));
        meant.forEach(bridge -> bridge.openFlow().connections().reconnect());
        return "";
    }

    /** Return all flows, those of the switch itself too, which OpenFlow does not show. */
    private String dump(RunningBridge bridge) {
        FlowTables tables = bridge.openFlow().endpoint().tables();
        StringBuilder text = new StringBuilder();
        for (int table = 0; table < FlowTables.COUNT; table++) {
            FlowCriteria all = new FlowCriteria(table, Match.ANY, 0, 0, OfPorts.NONE, FlowMod.ANY_GROUP, true);
            tables.select(all).forEach(rule -> put(rule, text));
        }
        return text.toString();
    }

    private void put(FlowRule rule, StringBuilder text) {
        if (rule.table() != 0) {
            text.append("table_id=").append(rule.table()).append(", ");
        }
        text.append("duration=").append((clock.getAsLong() - rule.created()) / MILLIS);
        text.append("s, n_packets=").append(rule.counters().packets());
        text.append(", n_bytes=").append(rule.counters().bytes()).append(", ");
        text.append(MatchFormatter.format(rule.match(), OfNames.NONE, rule.priority()));
        text.append(",actions=")
                .append(ActionFormatter.format(rule.actions(), OfNames.NONE))
                .append('\n');
    }
}
