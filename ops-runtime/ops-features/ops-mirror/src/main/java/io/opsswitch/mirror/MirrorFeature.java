/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.spi.FeatureContext;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the Mirror table, and reports what went through. Used by the reconciler's thread only. */
public final class MirrorFeature implements TranslationFeature {

    private static final Vlog VLOG = Vlog.module("bridge");

    /** What was last found wrong with a mirror, so that it is logged once. */
    private final Map<UUID, String> problems = new HashMap<>();

    /** Create the feature. */
    public MirrorFeature() {}

    @Override
    public String symbol() {
        return "OPS_MIRROR";
    }

    @Override
    public Map<String, Set<String>> columns() {
        return Map.of(
                "Bridge",
                Set.of("mirrors"),
                "Mirror",
                Set.of(
                        "name",
                        "select_all",
                        "select_src_port",
                        "select_dst_port",
                        "select_vlan",
                        "output_port",
                        "output_vlan",
                        "snaplen",
                        "filter",
                        "statistics"));
    }

    @Override
    public AutoCloseable start(FeatureContext context) {
        problems.clear();
        return problems::clear;
    }

    @Override
    public @Nullable BridgeExtension configure(
            OfBridge bridge, ReplicaRow row, Replica replica, @Nullable BridgeExtension previous) {
        List<ReplicaRow> rows = new ArrayList<>();
        for (UUID uuid : row.uuids("mirrors")) {
            ReplicaRow mirror = replica.row("Mirror", uuid);
            if (mirror != null) {
                rows.add(mirror);
            }
        }
        if (rows.isEmpty()) {
            return null;
        }
        rows.sort((a, b) -> a.uuid().compareTo(b.uuid()));
        Map<UUID, MirrorCounters> counters = new HashMap<>();
        if (previous instanceof MirrorExtension old) {
            old.mirrors().forEach(mirror -> counters.put(mirror.row(), mirror.counters()));
        }
        List<Mirror> mirrors = new ArrayList<>();
        Set<UUID> refused = new HashSet<>();
        for (ReplicaRow each : rows) {
            String problem = mirrors.size() == MirrorExtension.MAX_MIRRORS
                    ? "a bridge can have " + MirrorExtension.MAX_MIRRORS + " mirrors, ignoring this one"
                    : problem(each, bridge);
            log(bridge, each, problem);
            if (problem == null) {
                mirrors.add(read(each, counters.getOrDefault(each.uuid(), new MirrorCounters())));
            } else {
                refused.add(each.uuid());
            }
        }
        return new MirrorExtension(mirrors, refused);
    }

    @Override
    public void report(BridgeExtension extension, ReplicaTransaction transaction) {
        if (extension instanceof MirrorExtension all) {
            for (Mirror mirror : all.mirrors()) {
                Map<String, Long> statistics = Map.of(
                        "tx_packets", mirror.counters().packets(),
                        "tx_bytes", mirror.counters().bytes());
                transaction.update("Mirror", mirror.row(), Map.of("statistics", statistics));
            }
            for (UUID row : all.refused()) {
                transaction.update("Mirror", row, Map.of("statistics", Map.of()));
            }
        }
    }

    private static Mirror read(ReplicaRow row, MirrorCounters counters) {
        Set<UUID> output = row.uuids("output_port");
        return new Mirror(
                row.uuid(),
                row.bool("select_all", false),
                row.uuids("select_src_port"),
                row.uuids("select_dst_port"),
                row.integers("select_vlan"),
                output.isEmpty() ? null : output.iterator().next(),
                output.isEmpty() ? (int) row.integer("output_vlan", 0) : 0,
                counters);
    }

    /** Return why a mirror cannot work, or null if it can. */
    private static @Nullable String problem(ReplicaRow row, OfBridge bridge) {
        if (row.integer("snaplen", 0) != 0) {
            return "snaplen is not supported, so the mirror is off: clear snaplen to mirror whole packets";
        }
        if (row.string("filter") != null) {
            return "filter is not supported, so the mirror is off: clear filter to mirror all selected packets";
        }
        Set<UUID> output = row.uuids("output_port");
        if (output.isEmpty()) {
            return row.integer("output_vlan", 0) > 0 ? null : "does not specify output; ignoring";
        }
        for (Bundle bundle : bridge.bundles()) {
            if (output.contains(bundle.row())) {
                return null;
            }
        }
        return "outputs to port not on bridge";
    }

    private void log(OfBridge bridge, ReplicaRow row, @Nullable String problem) {
        String before = problem == null ? problems.remove(row.uuid()) : problems.put(row.uuid(), problem);
        if (problem != null && !problem.equals(before)) {
            VLOG.err("bridge %s: mirror %s: %s", bridge.name(), row.string("name"), problem);
        }
        if (!row.uuids("output_port").isEmpty() && row.integer("output_vlan", 0) > 0 && problem == null) {
            String both = "specifies both output port and output vlan; ignoring output vlan";
            if (!both.equals(before)) {
                VLOG.err("bridge %s: mirror %s %s", bridge.name(), row.string("name"), both);
            }
            problems.put(row.uuid(), both);
        }
    }
}
