/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds, changes or deletes a group.
 *
 * @param command which of these
 * @param type the group's type
 * @param group its number, {@link GroupType#ALL_GROUPS} for all
 * @param commandBucket the bucket behind which others are added, or that is removed: its number, or {@link #FIRST}, {@link
 *     #LAST}, {@link #ALL}
 * @param buckets its buckets, or those that are added
 * @param selection how it chooses a bucket, null if not told
 */
public record GroupMod(
        GroupCommand command,
        GroupType type,
        int group,
        int commandBucket,
        List<Bucket> buckets,
        @Nullable Selection selection)
        implements Body {

    /** The first bucket. */
    public static final int FIRST = 0xfffffffd;
    /** The last bucket. */
    public static final int LAST = 0xfffffffe;
    /** All buckets, or none in particular. */
    public static final int ALL = 0xffffffff;

    /** Check it as Open vSwitch does; returns it. */
    GroupMod checked() {
        if (type == GroupType.INDIRECT && command != GroupCommand.DELETE && buckets.size() != 1) {
            throw invalid("an indirect group has one bucket");
        }
        if (command == GroupCommand.REMOVE_BUCKET && !buckets.isEmpty()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPGMFC_BAD_BUCKET, "buckets are removed by number, not by what they are");
        }
        for (Bucket bucket : buckets) {
            if (bucket.weight() != 0 && type != GroupType.SELECT && command != GroupCommand.INSERT_BUCKET) {
                throw invalid("only buckets of select groups have weights");
            }
            if (bucket.hasLiveness() && (type == GroupType.ALL || type == GroupType.INDIRECT)) {
                throw new OpenFlowException(
                        OpenFlowError.OFPGMFC_WATCH_UNSUPPORTED, "buckets of " + type.text() + " groups watch nothing");
            }
            if (!bucket.hasLiveness() && type == GroupType.FAST_FAILOVER) {
                throw invalid("buckets of fast failover groups watch a port or a group");
            }
        }
        return this;
    }

    private static OpenFlowException invalid(String why) {
        return new OpenFlowException(OpenFlowError.OFPGMFC_INVALID_GROUP, why);
    }
}
