/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must be true of a group by itself. Without state. */
final class GroupCheck {

    private GroupCheck() {}

    static void check(GroupMod mod) {
        if (mod.command() == GroupCommand.DELETE) {
            return;
        }
        if (Integer.compareUnsigned(mod.group(), GroupType.MAX) > 0) {
            throw error(OpenFlowError.OFPGMFC_INVALID_GROUP, mod, "the number is reserved, take a lower one");
        }
        boolean isWhole = mod.command() != GroupCommand.INSERT_BUCKET && mod.command() != GroupCommand.REMOVE_BUCKET;
        if (mod.command() == GroupCommand.REMOVE_BUCKET && !mod.buckets().isEmpty()) {
            throw error(OpenFlowError.OFPGMFC_BAD_BUCKET, mod, "a command that removes buckets brings none");
        }
        checkNumbers(mod, mod.buckets(), OpenFlowError.OFPGMFC_BAD_BUCKET);
        if (isWhole) {
            checkBuckets(mod, mod.buckets());
        }
    }

    /** Check buckets against the type of their group. */
    static void checkBuckets(GroupMod mod, List<Bucket> buckets) {
        if (mod.type() == GroupType.INDIRECT && buckets.size() != 1) {
            throw error(OpenFlowError.OFPGMFC_INVALID_GROUP, mod, "an indirect group has one bucket");
        }
        for (Bucket bucket : buckets) {
            if (bucket.weight() != 0 && mod.type() != GroupType.SELECT) {
                throw error(
                        OpenFlowError.OFPGMFC_INVALID_GROUP, mod, "only buckets of a group that selects have a weight");
            }
            checkWatch(mod, bucket);
        }
    }

    /** Check what a bucket watches against the type of its group. */
    private static void checkWatch(GroupMod mod, Bucket bucket) {
        boolean mayNot = mod.type() == GroupType.ALL || mod.type() == GroupType.INDIRECT;
        if (mayNot && bucket.hasLiveness()) {
            throw error(
                    OpenFlowError.OFPGMFC_WATCH_UNSUPPORTED,
                    mod,
                    "buckets watch ports or groups only in groups that select or fail over");
        }
        if (mod.type() == GroupType.FAST_FAILOVER && !bucket.hasLiveness()) {
            throw error(
                    OpenFlowError.OFPGMFC_INVALID_GROUP,
                    mod,
                    "a bucket of a group that fails over has to watch a port or a group");
        }
    }

    static void checkNumbers(GroupMod mod, List<Bucket> buckets, OpenFlowError duplicate) {
        Set<Integer> seen = new HashSet<>();
        for (Bucket bucket : buckets) {
            if (Integer.compareUnsigned(bucket.id(), Bucket.MAX_ID) > 0) {
                throw error(OpenFlowError.OFPGMFC_BAD_BUCKET, mod, "the number of a bucket is reserved");
            }
            if (!seen.add(bucket.id())) {
                throw error(duplicate, mod, "two buckets have the number " + Integer.toUnsignedString(bucket.id()));
            }
        }
    }

    static OpenFlowException error(OpenFlowError error, GroupMod mod, String text) {
        return new OpenFlowException(error, "group " + Integer.toUnsignedString(mod.group()) + ": " + text);
    }
}
