/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.hash.OvsHash;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.field.PortText;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the bucket that a packet takes: of those that work the first, or one by a hash. The same as Open vSwitch
 * chooses. Without state of its own; safe for all threads if {@code isPortLive} is.
 */
public final class BucketChooser {

    /** How many groups may watch one another in a chain. */
    private static final int MAX_DEPTH = 128;

    private static final int SCORE_BITS = 0xffff;

    private final GroupTable groups;
    private final IntPredicate isPortLive;

    /**
     * Create a chooser.
     *
     * @param isPortLive whether a port of OpenFlow works; for {@link OfPorts#CONTROLLER}, whether a controller is
     *     connected
     */
    public BucketChooser(GroupTable groups, IntPredicate isPortLive) {
        this.groups = groups;
        this.isPortLive = isPortLive;
    }

    /**
     * Return the first bucket that works, or null.
     *
     * @param notes gets, for people, what is found about buckets; null if nobody wants to know
     */
    public @Nullable Bucket first(Group group, long version, @Nullable Consumer<String> notes) {
        for (Bucket bucket : group.buckets()) {
            if (isLive(group, bucket, version, 0)) {
                return bucket;
            }
            reportNotLive(bucket, notes);
        }
        return null;
    }

    private static void reportNotLive(Bucket bucket, @Nullable Consumer<String> notes) {
        if (notes == null) {
            return;
        }
        List<String> why = new ArrayList<>();
        if (bucket.watchPort() != OfPorts.NONE) {
            why.add("port " + PortText.format(bucket.watchPort(), OfNames.NONE));
        }
        if (bucket.watchGroup() != GroupType.ANY_GROUP) {
            // The word is Open vSwitch's.
            why.add("port " + Integer.toUnsignedString(bucket.watchGroup()));
        }
        notes.accept(
                "bucket " + Integer.toUnsignedString(bucket.id()) + ": not live due to " + String.join(" and ", why));
    }

    private @Nullable Bucket first(Group group, long version, int depth) {
        for (Bucket bucket : group.buckets()) {
            if (isLive(group, bucket, version, depth)) {
                return bucket;
            }
        }
        return null;
    }

    /**
     * Return the bucket that a group selects by a hash made here, or null if none works.
     *
     * @param looked gets the bits of the key that were looked at
     * @param notes gets, for people, what is found about buckets; null if nobody wants to know
     */
    public @Nullable Bucket byHash(
            Group group, FlowKey key, FlowKey looked, long version, @Nullable Consumer<String> notes) {
        SelectionHash fields = group.fieldHash();
        int basis = fields == null ? OvsHash.symmetricL4(key, looked, 0) : fields.hash(key, looked);
        Bucket best = null;
        int bestScore = 0;
        for (Bucket bucket : group.buckets()) {
            int score = (OvsHash.ofInt(bucket.id(), basis) & SCORE_BITS) * bucket.weight();
            if (!isLive(group, bucket, version, 0)) {
                reportNotLive(bucket, notes);
                continue;
            }
            if (Integer.compareUnsigned(score, bestScore) >= 0) {
                best = bucket;
                bestScore = score;
            }
            if (notes != null) {
                notes.accept("bucket " + Integer.toUnsignedString(bucket.id()) + ": score "
                        + Integer.toUnsignedString(score));
            }
        }
        return best;
    }

    /**
     * Return the bucket that a group selects by the datapath's hash, or null if none works.
     *
     * @param table {@link Group#dpHash}
     * @param dpHash what the datapath has hashed; not 0
     * @param looked gets the bits of the hash that were looked at
     */
    public @Nullable Bucket byDatapathHash(Group group, DpHashTable table, int dpHash, FlowKey looked, long version) {
        looked.set(FlowField.DP_HASH, looked.get(FlowField.DP_HASH) | table.mask());
        for (int i = 0; i <= table.mask(); i++) {
            Bucket bucket = table.at(dpHash + i);
            if (isLive(group, bucket, version, 0)) {
                return bucket;
            }
        }
        return null;
    }

    /** Return whether a bucket works: nothing that it watches is needed, or something of it works. */
    private boolean isLive(Group group, Bucket bucket, long version, int depth) {
        if (depth >= MAX_DEPTH || group.type() == GroupType.SELECT && bucket.weight() == 0) {
            return false;
        }
        if (!bucket.hasLiveness() || bucket.watchPort() != OfPorts.NONE && isPortLive.test(bucket.watchPort())) {
            return true;
        }
        Group watched = bucket.watchGroup() == GroupType.ANY_GROUP ? null : groups.lookup(bucket.watchGroup(), version);
        return watched != null && first(watched, version, depth + 1) != null;
    }
}
