/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.action.ActionSet;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.vswitchd.table.group.DpHashTable;
import io.opsswitch.vswitchd.table.group.Group;
import io.opsswitch.vswitchd.xlate.ActionList.Step;
import io.opsswitch.vswitchd.xlate.TablePipeline.Reading;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The action {@code group}. Stateless. */
final class GroupWalk {

    private GroupWalk() {}

    /** Hand the packet to a group. */
    static Step group(TableWalk walk, OfpAct.Group action, boolean isLast) {
        if (!walk.mayGoOn()) {
            return Step.NEXT;
        }
        TablePipeline pipeline = walk.pipeline();
        Reading reading = walk.reading(pipeline);
        Group group = pipeline.groups().lookup(action.id(), reading.version);
        if (group == null) {
            walk.journey.warn("output to nonexistent group " + Integer.toUnsignedString(action.id()));
            return Step.STOP;
        }
        switch (group.type()) {
            case ALL, INDIRECT -> {
                int size = group.buckets().size();
                for (int i = 0; i < size; i++) {
                    bucket(walk, group.buckets().get(i), isLast && i == size - 1);
                }
                count(walk, group, null);
            }
            case SELECT -> one(walk, group, select(walk, pipeline, group, reading.version), isLast);
            case FAST_FAILOVER ->
                one(walk, group, pipeline.chooser().first(group, reading.version, notes(walk.journey)), isLast);
        }
        return Step.NEXT;
    }

    private static void one(TableWalk walk, Group group, @Nullable Bucket bucket, boolean isLast) {
        if (bucket != null) {
            walk.journey.note("using bucket " + Integer.toUnsignedString(bucket.id()));
            bucket(walk, bucket, isLast);
            count(walk, group, bucket);
        } else if (!walk.freezer.isFreezing()) {
            walk.journey.note("no live bucket");
        }
    }

    private static @Nullable Consumer<String> notes(Journey journey) {
        return journey.isExplaining() ? journey::note : null;
    }

    private static void count(TableWalk walk, Group group, @Nullable Bucket bucket) {
        walk.journey.effect((packets, bytes, used) -> group.count(bucket, packets, bytes));
    }

    private static @Nullable Bucket select(TableWalk walk, TablePipeline pipeline, Group group, long version) {
        if (walk.wasMpls) {
            walk.freezer.trigger();
            return null;
        }
        Journey journey = walk.journey;
        DpHashTable table = group.dpHash();
        if (table == null) {
            return pipeline.chooser().byHash(group, journey.flow, journey.mask, version, notes(journey));
        }
        int hash = (int) journey.flow.get(FlowField.DP_HASH);
        if (hash == 0) {
            walk.freezer.triggerWithHash(group.hashAlgorithm(), group.hashBasis());
            journey.note("selection method in use: dp_hash, recirculating");
            return null;
        }
        return pipeline.chooser().byDatapathHash(group, table, hash, journey.mask, version);
    }

    /** Do what a bucket says, to a copy of the packet. */
    private static void bucket(TableWalk walk, Bucket bucket, boolean isLast) {
        Journey journey = walk.journey;
        List<TraceNode> before = journey.report(
                Type.BUCKET, journey.isExplaining() ? "bucket " + Integer.toUnsignedString(bucket.id()) : "");
        journey.enterTrace();
        FlowKey flow = journey.flow.copy();
        boolean wasMpls = walk.wasMpls;
        walk.depth++;
        ActionList.translate(walk, ActionSet.order(bucket.actions()), isLast, true);
        walk.depth--;
        if (walk.freezer.isFreezing()) {
            walk.freezer.finish();
        }
        journey.flow.copyFrom(flow);
        walk.wasMpls = wasMpls;
        // However a bucket ends, the others and what follows the group are done with the packet as it was.
        walk.exits = false;
        if (journey.error == XlateError.TOO_MANY_MPLS_LABELS) {
            journey.error = null;
        }
        journey.resumeTrace(before);
    }
}
