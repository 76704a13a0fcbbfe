/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.group.GroupDescription;
import io.opsswitch.openflow.message.group.GroupFeatures;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupRequest;
import io.opsswitch.openflow.message.group.GroupStats;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.vswitchd.table.TableChange;
import io.opsswitch.vswitchd.table.group.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Requests about groups. */
final class GroupRequests {

    private static final int WEIGHTS = 1;
    private static final int LIVENESS = 1 << 1;
    private static final int CHAINS = 1 << 2;

    private final Endpoint endpoint;
    private final Announcements announcements;

    GroupRequests(Endpoint endpoint, Announcements announcements) {
        this.endpoint = endpoint;
        this.announcements = announcements;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.GROUP_MOD, Dispatcher.Access.CHANGES, request -> {
            endpoint.tables.apply(change(request.message()), request.requester());
            changed(request);
        });
        Dispatcher.Access reads = Dispatcher.Access.READS;
        dispatcher.on(
                MessageKind.GROUP_DESC_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new GroupDescription.Reply(
                                select(request).stream().map(this::describe).toList())));
        dispatcher.on(
                MessageKind.GROUP_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new GroupStats.Reply(
                                select(request).stream().map(this::statistics).toList())));
        dispatcher.on(MessageKind.GROUP_FEATURES_STATS_REQUEST, reads, this::features);
    }

    TableChange change(OfMessage message) {
        GroupMod mod = (GroupMod) message.body();
        mod.buckets().forEach(bucket -> endpoint.checkSupported(bucket.actions()));
        return endpoint.groups.change(mod);
    }

    /** Tell others of a change that is made. */
    void changed(Request request) {
        announcements.forward(request);
    }

    private List<Group> select(Request request) {
        int number = request.body(GroupRequest.class).group();
        if (number == GroupType.ALL_GROUPS) {
            return endpoint.groups.all();
        }
        Group group = endpoint.groups.latest(number);
        return group == null ? List.of() : List.of(group);
    }

    private GroupDescription describe(Group group) {
        return new GroupDescription(group.id(), group.type(), group.buckets(), group.selection());
    }

    private GroupStats statistics(Group group) {
        List<GroupStats.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < group.buckets().size(); i++) {
            buckets.add(new GroupStats.Bucket(group.packetsOf(i), group.bytesOf(i)));
        }
        return new GroupStats(
                group.id(),
                endpoint.groups.references(group),
                group.packets(),
                group.bytes(),
                endpoint.since(group.created()),
                buckets);
    }

    private void features(Request request) {
        int types = GroupType.values().length;
        endpoint.reply(
                request,
                new GroupFeatures(
                        (1 << types) - 1,
                        WEIGHTS | LIVENESS | CHAINS,
                        Collections.nCopies(types, GroupType.MAX),
                        Collections.nCopies(types, ActionBits.actions(request.version()))));
    }
}
