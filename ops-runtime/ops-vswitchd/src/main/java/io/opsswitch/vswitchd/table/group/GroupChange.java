/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import io.opsswitch.vswitchd.table.RemovalReason;
import io.opsswitch.vswitchd.table.TableChange;
import io.opsswitch.vswitchd.table.TableEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message that changes groups, on its way into the table. Used under the lock of the tables. */
final class GroupChange implements TableChange {

    private final GroupTable groups;
    private final GroupMod mod;
    private final List<Group> removed = new ArrayList<>();
    private final List<TableChange> flowRemovals = new ArrayList<>();
    private @Nullable Group added;

    GroupChange(GroupTable groups, GroupMod mod) {
        this.groups = groups;
        this.mod = mod;
    }

    @Override
    public void start(long version) {
        GroupCheck.check(mod);
        Group old = groups.latest(mod.group());
        switch (mod.command()) {
            case DELETE -> delete(version);
            case ADD -> {
                if (old != null) {
                    throw GroupCheck.error(
                            OpenFlowError.OFPGMFC_GROUP_EXISTS, mod, "it is there already, modify it instead");
                }
                put(mod, null, version);
            }
            case ADD_OR_MODIFY -> put(mod, old, version);
            default -> {
                if (old == null) {
                    throw GroupCheck.error(
                            OpenFlowError.OFPGMFC_UNKNOWN_GROUP, mod, "there is no such group, add it first");
                }
                put(keeping(old), old, version);
            }
        }
    }

    private void put(GroupMod wanted, @Nullable Group old, long version) {
        List<Bucket> buckets = old == null ? wanted.buckets() : BucketCommands.apply(wanted, old);
        if (old == null || old.type() != wanted.type()) {
            groups.checkRoom(wanted);
        }
        long now = groups.now();
        Group group = new Group(wanted, buckets, old == null ? now : old.created(), now, version);
        if (old == null) {
            SelectionLog.constructed(group);
        } else {
            if (SelectionLog.isOn()) {
                SelectionLog.constructed(new Group(wanted, wanted.buckets(), now, now, version));
            }
            SelectionLog.modified(group);
            old.removeIn(version);
            groups.uncount(old);
            removed.add(old);
        }
        groups.put(group);
        added = group;
    }

    /** Return the change with what commands for buckets keep of the group. */
    private GroupMod keeping(Group old) {
        return mod.command() == GroupCommand.MODIFY
                ? mod
                : new GroupMod(
                        mod.command(), old.type(), mod.group(), mod.commandBucket(), mod.buckets(), old.selection());
    }

    private void delete(long version) {
        List<Group> doomed = new ArrayList<>();
        if (mod.group() == GroupType.ALL_GROUPS) {
            doomed.addAll(groups.all());
        } else {
            Group group = groups.latest(mod.group());
            if (group != null) {
                doomed.add(group);
            }
        }
        for (Group group : doomed) {
            TableChange flows =
                    groups.tables().removal(groups.tables().flowsOfGroup(group.id()), RemovalReason.GROUP_DELETE);
            flows.start(version);
            flowRemovals.add(flows);
            group.removeIn(version);
            groups.uncount(group);
            removed.add(group);
        }
    }

    @Override
    public void revert() {
        Group fresh = added;
        if (fresh != null) {
            groups.drop(fresh);
            added = null;
        }
        for (int i = removed.size() - 1; i >= 0; i--) {
            Group group = removed.get(i);
            group.removeIn(ClassifierRule.NOT_REMOVED);
            groups.count(group);
        }
        removed.clear();
        for (int i = flowRemovals.size() - 1; i >= 0; i--) {
            flowRemovals.get(i).revert();
        }
        flowRemovals.clear();
    }

    @Override
    public void finish(@Nullable Object cause, List<TableEvent> events) {
        flowRemovals.forEach(change -> change.finish(cause, events));
        removed.forEach(groups::bury);
    }
}
