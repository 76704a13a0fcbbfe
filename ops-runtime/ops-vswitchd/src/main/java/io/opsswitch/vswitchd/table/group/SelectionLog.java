/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.group.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log at {@code ofproto_dpif:dbg} how a select group is going to choose its buckets, in the words of Open
 * vSwitch, by which people and scripts check it. Stateless.
 */
final class SelectionLog {

    private static final Vlog VLOG = Vlog.module("ofproto_dpif");

    private SelectionLog() {}

    static boolean isOn() {
        return VLOG.enabled(LogLevel.DBG);
    }

    /** Report what a message asks for. */
    static void constructed(Group group) {
        report("Constructing", group);
    }

    /** Report what a group has become that was there before. */
    static void modified(Group group) {
        report("Modifying", group);
    }

    private static void report(String verb, Group group) {
        if (group.type() != GroupType.SELECT || !isOn()) {
            return;
        }
        VLOG.dbg("%s select group %s", verb, Integer.toUnsignedString(group.id()));
        Selection selection = group.selection();
        if (selection == null) {
            VLOG.dbg("No selection method specified. Trying dp_hash.");
        } else {
            VLOG.dbg("Selection method specified: %s.", selection.method());
        }
        SelectionHash fields = group.fieldHash();
        if (selection != null && Group.isHash(selection)) {
            VLOG.dbg(
                    "%s",
                    fields == null
                            ? "No hash fields. Falling back to default hash method."
                            : "Hash fields: " + fields.text());
            return;
        }
        distribution(group.buckets(), group.dpHash());
        DpHashTable table = group.dpHash();
        if (table == null) {
            VLOG.dbg("Falling back to default hash method.");
        } else {
            VLOG.dbg("Use dp_hash with %d hash values using algorithm %d.", table.mask() + 1, group.hashAlgorithm());
        }
    }

    private static void distribution(List<Bucket> buckets, @Nullable DpHashTable table) {
        if (buckets.isEmpty()) {
            VLOG.dbg("  Don't apply dp_hash method without buckets.");
            return;
        }
        long total = DpHashTable.totalWeight(buckets);
        if (total == 0) {
            VLOG.dbg("  Total weight is zero. No active buckets.");
            return;
        }
        VLOG.dbg("  Minimum weight: %d, total weight: %d", DpHashTable.leastWeight(buckets), total);
        long values = DpHashTable.valuesFor(buckets);
        if (table == null) {
            VLOG.dbg("  Too many hash values required: %d", values);
            return;
        }
        VLOG.dbg("  Using %d hash values:", values);
        for (Bucket bucket : buckets) {
            VLOG.dbg(
                    "  Bucket %s: weight=%d, target=%.2f hits=%d",
                    Integer.toUnsignedString(bucket.id()),
                    bucket.weight(),
                    (double) values * bucket.weight() / total,
                    table.valuesOf(bucket));
        }
    }
}
