/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.TableChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a bridge, in the versions of its flow tables. Any thread may call it: changes are made under the lock of
 * these tables, {@link #lookup} takes none, in a version that the thread has entered.
 */
public final class GroupTable {

    private static final long LATEST = Long.MAX_VALUE - 1;

    private final FlowTables tables;
    private final LongSupplier clock;
    private final int maxOfType;
    /** For each number the youngest group, behind which are those of older versions. */
    private final Map<Integer, Group> groups = new ConcurrentHashMap<>();

    private final Deque<Group> retired = new ArrayDeque<>();
    private final int[] counts = new int[GroupType.values().length];

    /**
     * Create an empty table.
     *
     * @param tables whose flows use the groups
     * @param clock milliseconds
     * @param maxOfType how many groups of each type there may be
     */
    public GroupTable(FlowTables tables, LongSupplier clock, int maxOfType) {
        this.tables = tables;
        this.clock = clock;
        this.maxOfType = maxOfType;
    }

    /** Return the group of a number in a version, or null. */
    public @Nullable Group lookup(int id, long version) {
        Group group = groups.get(id);
        while (group != null && !group.isVisible(version)) {
            group = group.older;
        }
        return group;
    }

    /** Return whether there is a group, planned changes included: what {@link FlowTables#setResources} asks for. */
    public boolean contains(int id) {
        return latest(id) != null;
    }

    /** Return all groups by number, planned changes included. */
    public List<Group> all() {
        List<Group> all = new ArrayList<>();
        for (int id : groups.keySet()) {
            Group group = latest(id);
            if (group != null) {
                all.add(group);
            }
        }
        all.sort(Comparator.comparingLong(group -> Integer.toUnsignedLong(group.id())));
        return all;
    }

    /** Return how many flows use a group. */
    public int references(Group group) {
        return tables.countFlowsOfGroup(group.id());
    }

    /** Return the change that a message asks for, to be committed by {@link FlowTables#commit}, once. */
    public TableChange change(GroupMod mod) {
        return new GroupChange(this, mod);
    }

    /** Return the group of a number, planned changes included, or null. */
    public @Nullable Group latest(int id) {
        return lookup(id, LATEST);
    }

    void checkRoom(GroupMod mod) {
        if (counts[mod.type().ordinal()] >= maxOfType) {
            throw GroupCheck.error(
                    OpenFlowError.OFPGMFC_OUT_OF_GROUPS,
                    mod,
                    "there are " + maxOfType + " groups of this type already, delete some");
        }
    }

    void put(Group group) {
        group.older = groups.get(group.id());
        groups.put(group.id(), group);
        count(group);
    }

    /** Take back {@link #put}. */
    void drop(Group group) {
        uncount(group);
        unlink(group);
    }

    void count(Group group) {
        counts[group.type().ordinal()]++;
    }

    void uncount(Group group) {
        counts[group.type().ordinal()]--;
    }

    /** Have a removed group taken out once nobody uses it any more, and those before that nobody uses now. */
    void bury(Group group) {
        retired.add(group);
        reclaim();
    }

    /** Take out removed groups that no reader uses any more; to be called now and then. */
    public void reclaim() {
        tables.lock().lock();
        try {
            reclaimLocked();
        } finally {
            tables.lock().unlock();
        }
    }

    private void reclaimLocked() {
        long oldest = tables.versions().oldestInUse();
        Group first = retired.peek();
        while (first != null && first.removeVersion() <= oldest) {
            unlink(first);
            retired.remove();
            first = retired.peek();
        }
    }

    private void unlink(Group group) {
        Group head = groups.get(group.id());
        if (head == group) {
            Group older = group.older;
            if (older == null) {
                groups.remove(group.id());
            } else {
                groups.put(group.id(), older);
            }
            return;
        }
        while (head != null && head.older != group) {
            head = head.older;
        }
        if (head != null) {
            head.older = group.older;
        }
    }

    FlowTables tables() {
        return tables;
    }

    long now() {
        return clock.getAsLong();
    }
}
