/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.vswitchd.classifier.Versions;
import io.opsswitch.vswitchd.table.BundleException;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.RemovalReason;
import io.opsswitch.vswitchd.table.TableEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupTableTest {

    private final List<TableEvent> events = new ArrayList<>();
    private final FlowTables tables = new FlowTables(() -> 1000, new QueriedActions(), events::add);
    private final GroupTable groups = new GroupTable(tables, () -> 1000, 3);

    GroupTableTest() {
        tables.setResources(groups::contains, id -> false);
    }

    private static Bucket bucket(int id, int weight, OfpAct... actions) {
        return new Bucket(id, weight, OfPorts.NONE, GroupType.ANY_GROUP, List.of(actions));
    }

    private static Bucket watching(int id, int port, int group) {
        return new Bucket(id, 0, port, group, List.of());
    }

    private static GroupMod mod(GroupCommand command, int id, GroupType type, Bucket... buckets) {
        return new GroupMod(command, type, id, GroupMod.ALL, List.of(buckets), null);
    }

    private static GroupMod command(GroupCommand command, int id, int which, Bucket... buckets) {
        return new GroupMod(command, GroupType.ALL, id, which, List.of(buckets), null);
    }

    private void apply(GroupMod mod) {
        tables.apply(groups.change(mod), null);
    }

    private OpenFlowError errorOf(GroupMod mod) {
        return catchThrowableOfType(OpenFlowException.class, () -> apply(mod)).error();
    }

    private Group group(int id) {
        return groups.lookup(id, tables.versions().current());
    }

    private List<Integer> bucketsOf(int id) {
        return group(id).buckets().stream().map(Bucket::id).toList();
    }

    @Test
    void refusesWhatIsThereOrIsNot() {
        apply(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(0, 0)));
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.ALL))).isEqualTo(OpenFlowError.OFPGMFC_GROUP_EXISTS);
        assertThat(errorOf(mod(GroupCommand.MODIFY, 2, GroupType.ALL))).isEqualTo(OpenFlowError.OFPGMFC_UNKNOWN_GROUP);
        assertThat(errorOf(mod(GroupCommand.ADD, GroupType.MAX + 1, GroupType.ALL)))
                .isEqualTo(OpenFlowError.OFPGMFC_INVALID_GROUP);
        apply(mod(GroupCommand.ADD_OR_MODIFY, 2, GroupType.ALL));
        apply(mod(GroupCommand.ADD_OR_MODIFY, 2, GroupType.SELECT, bucket(5, 1)));
        assertThat(bucketsOf(2)).containsExactly(5);
        apply(mod(GroupCommand.DELETE, 9, GroupType.ALL));
    }

    @Test
    void refusesBucketsThatTheTypeDoesNotHave() {
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.INDIRECT)))
                .isEqualTo(OpenFlowError.OFPGMFC_INVALID_GROUP);
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(0, 7))))
                .isEqualTo(OpenFlowError.OFPGMFC_INVALID_GROUP);
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.ALL, watching(0, 1, GroupType.ANY_GROUP))))
                .isEqualTo(OpenFlowError.OFPGMFC_WATCH_UNSUPPORTED);
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.FAST_FAILOVER, bucket(0, 0))))
                .isEqualTo(OpenFlowError.OFPGMFC_INVALID_GROUP);
        assertThat(errorOf(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(3, 0), bucket(3, 0))))
                .isEqualTo(OpenFlowError.OFPGMFC_BAD_BUCKET);
    }

    @Test
    void refusesMoreGroupsOfATypeThanThereMayBe() {
        for (int id = 1; id <= 3; id++) {
            apply(mod(GroupCommand.ADD, id, GroupType.ALL));
        }
        assertThat(errorOf(mod(GroupCommand.ADD, 4, GroupType.ALL))).isEqualTo(OpenFlowError.OFPGMFC_OUT_OF_GROUPS);
        apply(mod(GroupCommand.ADD, 4, GroupType.SELECT));
        assertThat(errorOf(mod(GroupCommand.MODIFY, 4, GroupType.ALL))).isEqualTo(OpenFlowError.OFPGMFC_OUT_OF_GROUPS);
        apply(mod(GroupCommand.MODIFY, 3, GroupType.SELECT));
        apply(mod(GroupCommand.ADD, 5, GroupType.ALL));
        apply(mod(GroupCommand.DELETE, GroupType.ALL_GROUPS, GroupType.ALL));
        assertThat(groups.all()).isEmpty();
        apply(mod(GroupCommand.ADD, 6, GroupType.ALL));
    }

    @Test
    void takesGroupsThatLeadBackToThemselvesAsOpenVswitchDoes() {
        apply(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(0, 0, new OfpAct.Group(2))));
        apply(mod(GroupCommand.ADD, 2, GroupType.ALL, bucket(0, 0, new OfpAct.Group(3))));
        apply(mod(GroupCommand.ADD, 3, GroupType.ALL, bucket(0, 0, new OfpAct.Group(1))));
        apply(mod(GroupCommand.MODIFY, 3, GroupType.ALL, bucket(0, 0, new OfpAct.Group(3))));
        assertThat(groups.all()).hasSize(3);
    }

    @Test
    void insertsAndRemovesBuckets() {
        apply(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(10, 0), bucket(20, 0)));
        apply(command(GroupCommand.INSERT_BUCKET, 1, GroupMod.FIRST, bucket(1, 0), bucket(2, 0)));
        apply(command(GroupCommand.INSERT_BUCKET, 1, GroupMod.LAST, bucket(30, 0)));
        apply(command(GroupCommand.INSERT_BUCKET, 1, 10, bucket(11, 0)));
        assertThat(bucketsOf(1)).containsExactly(1, 2, 10, 11, 20, 30);
        assertThat(errorOf(command(GroupCommand.INSERT_BUCKET, 1, 99, bucket(4, 0))))
                .isEqualTo(OpenFlowError.OFPGMFC_UNKNOWN_BUCKET);
        assertThat(errorOf(command(GroupCommand.INSERT_BUCKET, 1, 10, bucket(20, 0))))
                .isEqualTo(OpenFlowError.OFPGMFC_BUCKET_EXISTS);
        apply(command(GroupCommand.REMOVE_BUCKET, 1, GroupMod.FIRST));
        apply(command(GroupCommand.REMOVE_BUCKET, 1, GroupMod.LAST));
        apply(command(GroupCommand.REMOVE_BUCKET, 1, 10));
        assertThat(bucketsOf(1)).containsExactly(2, 11, 20);
        assertThat(errorOf(command(GroupCommand.REMOVE_BUCKET, 1, 10))).isEqualTo(OpenFlowError.OFPGMFC_UNKNOWN_BUCKET);
        apply(command(GroupCommand.REMOVE_BUCKET, 1, GroupMod.ALL));
        assertThat(bucketsOf(1)).isEmpty();
    }

    @Test
    void flowsGoWithTheGroupThatTheyUse() {
        apply(mod(GroupCommand.ADD, 1, GroupType.ALL));
        FlowMod flow = FlowMod.of(FlowCommand.ADD, 0, Match.ANY)
                .actions(List.of(new OfpAct.Group(1)))
                .build();
        tables.apply(flow, null);
        assertThat(groups.references(group(1))).isEqualTo(1);
        apply(mod(GroupCommand.MODIFY, 1, GroupType.SELECT));
        assertThat(groups.references(group(1))).isEqualTo(1);
        tables.apply(groups.change(mod(GroupCommand.DELETE, GroupType.ALL_GROUPS, GroupType.ALL)), "a controller");
        assertThat(events).last().isInstanceOfSatisfying(TableEvent.Removed.class, removed -> {
            assertThat(removed.reason()).isEqualTo(RemovalReason.GROUP_DELETE);
            assertThat(removed.cause()).isEqualTo("a controller");
        });
        assertThat(tables.table(0).size()).isZero();
    }

    @Test
    void groupsAndFlowsChangeTogetherOrNotAtAll() throws Exception {
        FlowMod flow = FlowMod.of(FlowCommand.ADD, 0, Match.ANY)
                .actions(List.of(new OfpAct.Group(1)))
                .build();
        try (Versions.Reader reader = tables.versions().newReader()) {
            long before = reader.enter();
            tables.commit(
                    List.of(groups.change(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(1, 0))), tables.change(flow)),
                    null);
            assertThat(groups.lookup(1, before)).isNull();
        }
        assertThatThrownBy(() -> tables.commit(
                        List.of(
                                groups.change(mod(GroupCommand.MODIFY, 1, GroupType.SELECT, bucket(2, 1))),
                                groups.change(mod(GroupCommand.DELETE, 1, GroupType.ALL)),
                                groups.change(mod(GroupCommand.MODIFY, 1, GroupType.ALL))),
                        null))
                .isInstanceOfSatisfying(
                        BundleException.class, e -> assertThat(e.index()).isEqualTo(2));
        assertThat(bucketsOf(1)).containsExactly(1);
        assertThat(tables.table(0).size()).isEqualTo(1);
        assertThat(groups.all()).hasSize(1);
    }

    @Test
    void failsOverToTheFirstBucketWhosePortOrGroupWorks() {
        Set<Integer> live = new HashSet<>(Set.of(2, 7));
        BucketChooser chooser = new BucketChooser(groups, live::contains);
        apply(mod(GroupCommand.ADD, 9, GroupType.FAST_FAILOVER, watching(0, 7, GroupType.ANY_GROUP)));
        apply(mod(
                GroupCommand.ADD,
                1,
                GroupType.FAST_FAILOVER,
                watching(1, 1, GroupType.ANY_GROUP),
                watching(2, OfPorts.NONE, 9),
                watching(3, 2, GroupType.ANY_GROUP)));
        assertThat(chooser.first(group(1), tables.versions().current(), null).id())
                .isEqualTo(2);
        live.remove(7);
        assertThat(chooser.first(group(1), tables.versions().current(), null).id())
                .isEqualTo(3);
        live.remove(2);
        assertThat(chooser.first(group(1), tables.versions().current(), null)).isNull();
        apply(mod(GroupCommand.MODIFY, 9, GroupType.FAST_FAILOVER, watching(0, OfPorts.NONE, 9)));
        assertThat(chooser.first(group(1), tables.versions().current(), null))
                .as("a group that watches itself does not work")
                .isNull();
    }

    @Test
    void selectsByWeightAndStaysWithAConnection() {
        Set<Integer> live = new HashSet<>(Set.of(1, 2));
        BucketChooser chooser = new BucketChooser(groups, live::contains);
        Bucket[] buckets = {
            new Bucket(0, 100, 1, GroupType.ANY_GROUP, List.of()),
            new Bucket(1, 300, 2, GroupType.ANY_GROUP, List.of()),
        };
        apply(mod(GroupCommand.ADD, 1, GroupType.SELECT, buckets));
        DpHashTable table = group(1).dpHash();
        long version = tables.versions().current();
        FlowKey looked = new FlowKey();
        int[] counts = new int[2];
        for (int hash = 1; hash <= 256; hash++) {
            counts[
                    chooser.byDatapathHash(group(1), table, hash, looked, version)
                            .id()]++;
        }
        assertThat(counts).containsExactly(64, 192);
        assertThat(looked.get(FlowField.DP_HASH)).isEqualTo(table.mask()).isEqualTo(15);
        int[] hashed = new int[2];
        for (int i = 0; i < 1000; i++) {
            FlowKey there = new FlowKey()
                    .set(FlowField.ETH_TYPE, 0x0800)
                    .set(FlowField.IP_PROTO, 6)
                    .set(FlowField.IPV4_SRC, 1)
                    .set(FlowField.IPV4_DST, 2)
                    .set(FlowField.TP_SRC, i)
                    .set(FlowField.TP_DST, 80);
            FlowKey back = there.copy()
                    .set(FlowField.IPV4_SRC, 2)
                    .set(FlowField.IPV4_DST, 1)
                    .set(FlowField.TP_SRC, 80)
                    .set(FlowField.TP_DST, i);
            Bucket bucket = chooser.byHash(group(1), there, looked, version, null);
            assertThat(chooser.byHash(group(1), back, looked, version, null)).isSameAs(bucket);
            hashed[bucket.id()]++;
        }
        assertThat(hashed[1]).isBetween(750, 950);
        live.remove(2);
        assertThat(chooser.byDatapathHash(group(1), table, 5, looked, version).id())
                .isZero();
    }

    @Test
    void countsPacketsByBucket() {
        apply(mod(GroupCommand.ADD, 1, GroupType.ALL, bucket(0, 0), bucket(1, 0)));
        Group group = group(1);
        group.count(group.buckets().get(1), 2, 200);
        group.count(null, 1, 10);
        assertThat(List.of(group.packets(), group.packetsOf(0), group.packetsOf(1), group.bytesOf(1)))
                .containsExactly(3L, 1L, 3L, 210L);
    }
}
