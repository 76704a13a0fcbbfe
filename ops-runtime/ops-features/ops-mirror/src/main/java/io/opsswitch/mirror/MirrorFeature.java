/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.mirror.db.Mirror;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Bridge;
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
                Bridge.TABLE,
                Set.of(Bridge.Column.MIRRORS),
                Mirror.TABLE,
                Set.of(
                        Mirror.Column.NAME,
                        Mirror.Column.SELECT_ALL,
                        Mirror.Column.SELECT_SRC_PORT,
                        Mirror.Column.SELECT_DST_PORT,
                        Mirror.Column.SELECT_VLAN,
                        Mirror.Column.OUTPUT_PORT,
                        Mirror.Column.OUTPUT_VLAN,
                        Mirror.Column.SNAPLEN,
                        Mirror.Column.FILTER,
                        Mirror.Column.STATISTICS));
    }

    @Override
    public AutoCloseable start(FeatureContext context) {
        problems.clear();
        return problems::clear;
    }

    @Override
    public @Nullable BridgeExtension configure(OfBridge bridge, Bridge row, @Nullable BridgeExtension previous) {
        List<Mirror> rows = new ArrayList<>();
        for (UUID uuid : row.mirrors()) {
            Mirror mirror = Mirror.find(row.replica(), uuid);
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
        List<MirrorConfig> mirrors = new ArrayList<>();
        Set<UUID> refused = new HashSet<>();
        for (Mirror each : rows) {
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
    public void report(BridgeExtension extension, TypedTransaction transaction) {
        if (extension instanceof MirrorExtension all) {
            for (MirrorConfig mirror : all.mirrors()) {
                Map<String, Long> statistics = Map.of(
                        "tx_packets", mirror.counters().packets(),
                        "tx_bytes", mirror.counters().bytes());
                Mirror.edit(transaction, mirror.row()).statistics(statistics);
            }
            for (UUID row : all.refused()) {
                Mirror.edit(transaction, row).statistics(Map.of());
            }
        }
    }

    private static MirrorConfig read(Mirror row, MirrorCounters counters) {
        UUID output = row.outputPort();
        return new MirrorConfig(
                row.uuid(),
                row.selectAll(),
                row.selectSrcPort(),
                row.selectDstPort(),
                row.selectVlan(),
                output,
                output == null ? (int) row.outputVlan(0) : 0,
                counters);
    }

    /** Return why a mirror cannot work, or null if it can. */
    private static @Nullable String problem(Mirror row, OfBridge bridge) {
        if (row.snaplen(0) != 0) {
            return "snaplen is not supported, so the mirror is off: clear snaplen to mirror whole packets";
        }
        if (row.filter() != null) {
            return "filter is not supported, so the mirror is off: clear filter to mirror all selected packets";
        }
        UUID output = row.outputPort();
        if (output == null) {
            return row.outputVlan(0) > 0 ? null : "does not specify output; ignoring";
        }
        for (Bundle bundle : bridge.bundles()) {
            if (output.equals(bundle.row())) {
                return null;
            }
        }
        return "outputs to port not on bridge";
    }

    private void log(OfBridge bridge, Mirror row, @Nullable String problem) {
        String before = problem == null ? problems.remove(row.uuid()) : problems.put(row.uuid(), problem);
        if (problem != null && !problem.equals(before)) {
            VLOG.err("bridge %s: mirror %s: %s", bridge.name(), row.name(), problem);
        }
        if (row.outputPort() != null && row.outputVlan(0) > 0 && problem == null) {
            String both = "specifies both output port and output vlan; ignoring output vlan";
            if (!both.equals(before)) {
                VLOG.err("bridge %s: mirror %s %s", bridge.name(), row.name(), both);
            }
            problems.put(row.uuid(), both);
        }
    }
}
