/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.group.Selection;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A group. What it does never changes: a change puts another one in its place, which counts anew. Read by any thread;
 * counters may be added to by any.
 */
public final class Group {

    /** Algorithms of the datapath's hash. */
    private static final int HASH_L4 = 0;

    private static final int HASH_SYMMETRIC_L4 = 1;

    private static final int COUNTERS = 2;

    private final int id;
    private final GroupType type;
    private final List<Bucket> buckets;
    private final @Nullable Selection selection;
    private final @Nullable SelectionHash fieldHash;
    private final long created;
    private final long modified;
    private final long addVersion;
    private final @Nullable DpHashTable dpHash;
    /** Packets and bytes: of the group, then of each bucket. */
    private final AtomicLongArray counters;

    private volatile long removeVersion = ClassifierRule.NOT_REMOVED;

    /** The group of an older version that this one took the place of. */
    volatile @Nullable Group older;

    Group(GroupMod mod, List<Bucket> buckets, long created, long modified, long version) {
        this.id = mod.group();
        this.type = mod.type();
        this.buckets = List.copyOf(buckets);
        this.selection = mod.selection();
        this.fieldHash = SelectionHash.of(mod.selection());
        this.created = created;
        this.modified = modified;
        this.addVersion = version;
        this.counters = new AtomicLongArray(COUNTERS * (buckets.size() + 1));
        this.dpHash = type == GroupType.SELECT && !isHash(selection) ? DpHashTable.of(this.buckets) : null;
    }

    /** Return the number. */
    public int id() {
        return id;
    }

    /** Return what it does with its buckets. */
    public GroupType type() {
        return type;
    }

    /** Return the buckets, in their order. */
    public List<Bucket> buckets() {
        return buckets;
    }

    static boolean isHash(@Nullable Selection selection) {
        return selection != null && selection.method().equals("hash");
    }

    /** Return how the controller wants a bucket to be selected; null if the switch decides. */
    public @Nullable Selection selection() {
        return selection;
    }

    /** Return the hash of the fields that the controller has chosen; null if it has chosen none. */
    @Nullable
    SelectionHash fieldHash() {
        return fieldHash;
    }

    /** Return the table by which a hash of the datapath selects; null if the hash is made in translation. */
    public @Nullable DpHashTable dpHash() {
        return dpHash;
    }

    /** Return the algorithm by which the datapath is to hash, of {@code OVS_HASH_ALG_*}. */
    public int hashAlgorithm() {
        if (selection == null) {
            return HASH_SYMMETRIC_L4;
        }
        long wanted = selection.parameter() >>> Integer.SIZE;
        return wanted == HASH_SYMMETRIC_L4 ? HASH_SYMMETRIC_L4 : HASH_L4;
    }

    /** Return what the datapath's hash begins with. */
    public int hashBasis() {
        return selection == null ? 0 : (int) selection.parameter();
    }

    /** Return when the group was added, in milliseconds. */
    public long created() {
        return created;
    }

    /** Return when the group was changed last, in milliseconds. */
    public long modified() {
        return modified;
    }

    /** Count packets that took a bucket; null if they took all. */
    public void count(@Nullable Bucket bucket, long packets, long bytes) {
        add(0, packets, bytes);
        for (int i = 0; i < buckets.size(); i++) {
            if (bucket == null || buckets.get(i) == bucket) {
                add(i + 1, packets, bytes);
            }
        }
    }

    private void add(int place, long packets, long bytes) {
        counters.addAndGet(COUNTERS * place, packets);
        counters.addAndGet(COUNTERS * place + 1, bytes);
    }

    /** Return the number of packets. */
    public long packets() {
        return counters.get(0);
    }

    /** Return the number of bytes. */
    public long bytes() {
        return counters.get(1);
    }

    /** Return the number of packets of the bucket with this index. */
    public long packetsOf(int bucket) {
        return counters.get(COUNTERS * (bucket + 1));
    }

    /** Return the number of bytes of the bucket with this index. */
    public long bytesOf(int bucket) {
        return counters.get(COUNTERS * (bucket + 1) + 1);
    }

    boolean isVisible(long version) {
        return addVersion <= version && version < removeVersion;
    }

    long removeVersion() {
        return removeVersion;
    }

    void removeIn(long version) {
        removeVersion = version;
    }
}
