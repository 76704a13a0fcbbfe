/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowModBuilder;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.table.FlowTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the flows of in-band control of one bridge in its first table. Owned by the switch's thread.
 */
public final class InBand {

    private static final Vlog VLOG = Vlog.module("in_band");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(60, 60);
    private static final int NO_QUEUE = -1;
    private static final long UNKNOWN_MILLIS = 1000;
    private static final long KNOWN_MILLIS = 10_000;

    private final String bridge;
    private final FlowTables tables;
    private final NextHops nextHops;
    private final Map<InBandRemote, Long> macs = new HashMap<>();
    private final Map<String, Integer> installed = new LinkedHashMap<>();
    private volatile Set<InBandRemote> remotes = Set.of();
    private int queue = NO_QUEUE;
    private long nextLook = Long.MIN_VALUE;

    /** Create it without remotes, for the bridge that has these tables. */
    public InBand(String bridge, FlowTables tables, NextHops nextHops) {
        this.bridge = bridge;
        this.tables = tables;
        this.nextHops = nextHops;
    }

    /** Return whether there is anybody to be reached through the bridge. Any thread may ask. */
    public boolean isActive() {
        return !remotes.isEmpty();
    }

    /**
     * Say who must be reached through the bridge, to take effect at the next {@link #run}.
     *
     * @param sendingQueue the queue that this traffic is put into, or -1 for none
     */
    public void configure(Set<InBandRemote> wanted, int sendingQueue) {
        if (queue != sendingQueue) {
            remove(List.copyOf(installed.keySet()));
            queue = sendingQueue;
        }
        if (!remotes.equals(wanted)) {
            remotes = Set.copyOf(wanted);
            macs.keySet().retainAll(remotes);
            nextLook = Long.MIN_VALUE;
        }
    }

    /** Note that all flows of the table are gone; those of this come back at the next {@link #run}. */
    public void flushed() {
        installed.clear();
    }

    /**
     * Bring the flows in line; to be called about once a second.
     *
     * @param now the switch's clock in milliseconds
     * @param localMac the Ethernet address of the bridge's own port; 0 if it has none
     */
    public void run(long now, long localMac) {
        if (now >= nextLook && !remotes.isEmpty()) {
            nextLook = now + KNOWN_MILLIS;
            remotes.forEach(remote -> look(remote, now));
        }
        Map<String, Integer> wanted = InBandRules.of(localMac, remotes, new HashSet<>(macs.values()));
        List<String> outdated = new ArrayList<>(installed.keySet());
        outdated.removeAll(wanted.keySet());
        remove(outdated);
        wanted.forEach((match, priority) -> {
            if (installed.putIfAbsent(match, priority) == null) {
                tables.applyInternally(flow(FlowCommand.ADD, match, priority)
                        .actions(actions())
                        .build());
            }
        });
    }

    private void look(InBandRemote remote, long now) {
        long mac = 0;
        try {
            mac = nextHops.macTowards(remote.address());
            if (mac == 0) {
                VLOG.dbg("%s: cannot look up remote MAC address (%s)", bridge, remote.address());
            }
        } catch (IOException e) {
            // This host itself is reached without any route.
            VLOG.log(
                    LIMIT,
                    remote.isLoopback() ? LogLevel.DBG : LogLevel.WARN,
                    "%s: cannot find route for controller (%s): %s",
                    bridge,
                    remote.address(),
                    e.getMessage());
        }
        if (mac == 0) {
            macs.remove(remote);
            nextLook = Math.min(nextLook, now + UNKNOWN_MILLIS);
            return;
        }
        Long before = macs.put(remote, mac);
        if (before == null || before != mac) {
            VLOG.dbg("%s: remote MAC address is %s now", bridge, MacAddresses.format(mac));
        }
    }

    private void remove(List<String> matches) {
        for (String match : matches) {
            Integer priority = installed.remove(match);
            if (priority != null) {
                tables.applyInternally(
                        flow(FlowCommand.DELETE_STRICT, match, priority).build());
            }
        }
    }

    private static FlowModBuilder flow(FlowCommand command, String match, int priority) {
        return FlowMod.of(command, 0, MatchParser.parse(match, OfNames.NONE)).priority(priority);
    }

    private List<OfpAct> actions() {
        OfpAct normal = new OfpAct.Output(OfPorts.NORMAL, 0);
        return queue == NO_QUEUE ? List.of(normal) : List.of(new OfpAct.SetQueue(queue), normal);
    }
}
