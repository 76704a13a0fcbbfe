/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupMod;
import java.util.ArrayList;
import java.util.List;

/** What the buckets of a group are after a command. Without state. */
final class BucketCommands {

    private BucketCommands() {}

    static List<Bucket> apply(GroupMod mod, Group old) {
        return switch (mod.command()) {
            case INSERT_BUCKET -> insert(mod, old.buckets());
            case REMOVE_BUCKET -> remove(mod, old.buckets());
            default -> mod.buckets();
        };
    }

    private static List<Bucket> insert(GroupMod mod, List<Bucket> old) {
        List<Bucket> buckets = new ArrayList<>(old);
        int at;
        if (mod.commandBucket() == GroupMod.FIRST) {
            at = 0;
        } else if (mod.commandBucket() == GroupMod.LAST) {
            at = buckets.size();
        } else {
            at = find(mod, old) + 1;
        }
        buckets.addAll(at, mod.buckets());
        GroupCheck.checkNumbers(mod, buckets, OpenFlowError.OFPGMFC_BUCKET_EXISTS);
        return buckets;
    }

    private static List<Bucket> remove(GroupMod mod, List<Bucket> old) {
        List<Bucket> buckets = new ArrayList<>(old);
        switch (mod.commandBucket()) {
            case GroupMod.ALL -> buckets.clear();
            case GroupMod.FIRST -> removeAt(buckets, 0);
            case GroupMod.LAST -> removeAt(buckets, buckets.size() - 1);
            default -> buckets.remove(find(mod, old));
        }
        return buckets;
    }

    private static void removeAt(List<Bucket> buckets, int index) {
        if (!buckets.isEmpty()) {
            buckets.remove(index);
        }
    }

    private static int find(GroupMod mod, List<Bucket> buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.get(i).id() == mod.commandBucket()) {
                return i;
            }
        }
        throw GroupCheck.error(
                OpenFlowError.OFPGMFC_UNKNOWN_BUCKET,
                mod,
                "there is no bucket " + Integer.toUnsignedString(mod.commandBucket()));
    }
}
