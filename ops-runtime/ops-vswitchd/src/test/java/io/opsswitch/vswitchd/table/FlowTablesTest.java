/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowModBuilder;
import io.opsswitch.vswitchd.classifier.LookupState;
import io.opsswitch.vswitchd.classifier.PrefixField;
import io.opsswitch.vswitchd.classifier.Versions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowTablesTest {

    private static final FlowKey PORT = new FlowKey().matchAll(FlowField.IN_PORT);
    private static final FlowKey PORT_AND_VLAN =
            new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.VLAN_TCI);
    private static final String CAUSE = "a controller";

    private long now = 1000;
    private final List<TableEvent> events = new ArrayList<>();
    private final FlowTables tables = new FlowTables(() -> now, new QueriedActions(), events::add);
    private final LookupState state = new LookupState();

    private static FlowKey key(int port) {
        return new FlowKey().set(FlowField.IN_PORT, port);
    }

    private static Match port(int port) {
        return Match.of(key(port), PORT);
    }

    private static List<OfpAct> output(int port) {
        return List.of(new OfpAct.Output(port, 0));
    }

    private static FlowModBuilder add(int port, int out) {
        return FlowMod.of(FlowCommand.ADD, 0, port(port)).actions(output(out)).priority(10);
    }

    private void apply(FlowModBuilder mod) {
        apply(mod, CAUSE);
    }

    private void apply(FlowModBuilder mod, @Nullable Object cause) {
        events.clear();
        tables.apply(mod.build(), cause);
    }

    private @Nullable FlowRule find(int port) {
        return tables.table(0).lookup(key(port), tables.versions().current(), null, state);
    }

    private static OpenFlowError errorOf(ThrowingCallable call) {
        return catchThrowableOfType(OpenFlowException.class, call).error();
    }

    @Test
    void addsAFlowAndTellsIt() {
        apply(add(1, 2).cookie(7));
        FlowRule rule = find(1);
        assertThat(rule.actions()).isEqualTo(output(2));
        assertThat(rule.cookie()).isEqualTo(7);
        assertThat(events).containsExactly(new TableEvent.Added(rule, null, CAUSE));
        assertThat(find(2)).isNull();
    }

    @Test
    void anAddReplacesTheSameMatchAndKeepsCountsUnlessTheyAreReset() {
        apply(add(1, 2).timeouts(5, 6));
        FlowRule old = find(1);
        old.counters().add(3, 300, 1500);
        now = 2000;
        apply(add(1, 3).cookie(9));
        FlowRule rule = find(1);
        assertThat(events).containsExactly(new TableEvent.Added(rule, old, CAUSE));
        assertThat(rule.counters().packets()).isEqualTo(3);
        assertThat(List.of(rule.idleTimeout(), rule.hardTimeout())).containsExactly(0, 0);
        assertThat(List.of(rule.cookie(), rule.created())).containsExactly(9L, 2000L);
        apply(add(1, 3).flag(FlowFlags.RESET_COUNTS));
        assertThat(find(1).counters().packets()).isZero();
        assertThat(tables.table(0).size()).isEqualTo(1);
    }

    @Test
    void aModificationKeepsWhatIsNotItsBusiness() {
        apply(add(1, 2).cookie(7).timeouts(5, 6).importance(4).flag(FlowFlags.SEND_FLOW_REMOVED));
        FlowRule old = find(1);
        now = 5000;
        apply(FlowMod.of(FlowCommand.MODIFY, 0, Match.ANY).actions(output(9)).cookie(8));
        FlowRule rule = find(1);
        assertThat(events).containsExactly(new TableEvent.Modified(rule, old, CAUSE));
        assertThat(rule.actions()).isEqualTo(output(9));
        assertThat(List.of(rule.cookie(), rule.created(), rule.modified())).containsExactly(7L, 1000L, 5000L);
        assertThat(List.of(rule.idleTimeout(), rule.hardTimeout(), rule.importance()))
                .containsExactly(5, 6, 4);
        assertThat(rule.flags()).isEqualTo(FlowFlags.SEND_FLOW_REMOVED);
        apply(FlowMod.of(FlowCommand.MODIFY_STRICT, 0, port(1))
                .priority(10)
                .actions(output(9))
                .cookie(8)
                .changesCookie(true));
        assertThat(find(1).cookie()).isEqualTo(8);
        apply(FlowMod.of(FlowCommand.MODIFY, 0, Match.ANY).actions(output(9)));
        assertThat(events).as("nothing is different").isEmpty();
    }

    @Test
    void aModificationThatFindsNothingAddsAFlowUnlessItNamesACookie() {
        apply(FlowMod.of(FlowCommand.MODIFY, 0, port(1)).actions(output(2)).onlyCookie(3, -1));
        assertThat(find(1)).isNull();
        apply(FlowMod.of(FlowCommand.MODIFY, 0, port(1)).actions(output(2)).cookie(FlowMod.NO_COOKIE));
        assertThat(find(1)).isNull();
        apply(FlowMod.of(FlowCommand.MODIFY, 0, port(1)).actions(output(2)));
        assertThat(find(1)).isNotNull();
    }

    @Test
    void deletesByMatchCookiePortAndPriority() {
        for (int i = 1; i <= 5; i++) {
            apply(add(i, i + 10).cookie(i));
        }
        apply(FlowMod.of(FlowCommand.DELETE_STRICT, 0, port(1)).priority(11));
        assertThat(events).isEmpty();
        apply(FlowMod.of(FlowCommand.DELETE_STRICT, 0, port(1)).priority(10));
        apply(FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY).onlyCookie(2, -1));
        apply(FlowMod.of(FlowCommand.DELETE, 0, Match.ANY).outPort(13));
        assertThat(tables.select(FlowCriteria.all(0)).stream().map(FlowRule::cookie))
                .containsExactly(4L, 5L);
        apply(FlowMod.of(FlowCommand.DELETE, 0, Match.ANY).onlyCookie(0, 1));
        assertThat(events).hasSize(1).first().isInstanceOfSatisfying(TableEvent.Removed.class, removed -> {
            assertThat(removed.reason()).isEqualTo(RemovalReason.DELETE);
            assertThat(removed.rule().cookie()).isEqualTo(4);
        });
        apply(FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY));
        assertThat(tables.table(0).size()).isZero();
        assertThat(tables.table(0).masks()).isZero();
        assertThat(tables.retired()).isZero();
    }

    @Test
    void refusesFlowsThatOverlapWhenAsked() {
        apply(add(1, 2));
        Match ethernet =
                Match.of(new FlowKey().set(FlowField.ETH_TYPE, 0x0800), new FlowKey().matchAll(FlowField.ETH_TYPE));
        FlowModBuilder overlapping =
                FlowMod.of(FlowCommand.ADD, 0, ethernet).priority(10).flag(FlowFlags.CHECK_OVERLAP);
        assertThat(errorOf(() -> apply(overlapping))).isEqualTo(OpenFlowError.OFPFMFC_OVERLAP);
        apply(overlapping.priority(11));
        apply(add(1, 3).flag(FlowFlags.CHECK_OVERLAP));
        assertThat(find(1).actions()).isEqualTo(output(3));
    }

    @Test
    void refusesTablesGroupsAndMetersThatAreNotThere() {
        assertThat(errorOf(() -> apply(FlowMod.of(FlowCommand.ADD, 255 + 3, Match.ANY))))
                .isEqualTo(OpenFlowError.OFPBRC_BAD_TABLE_ID);
        assertThat(errorOf(() -> apply(add(1, 1).actions(List.of(new OfpAct.Group(5))))))
                .isEqualTo(OpenFlowError.OFPBAC_BAD_OUT_GROUP);
        assertThat(errorOf(() -> apply(add(1, 1).actions(List.of(new OfpAct.Meter(5))))))
                .isEqualTo(OpenFlowError.OFPMMFC_INVALID_METER);
    }

    @Test
    void hiddenFlowsAndReservedTablesAreTheSwitchsOwn() {
        tables.table(254).reserve();
        Match any = Match.ANY;
        assertThat(errorOf(() -> apply(FlowMod.of(FlowCommand.ADD, 254, any)))).isEqualTo(OpenFlowError.OFPBRC_EPERM);
        tables.applyInternally(FlowMod.of(FlowCommand.ADD, 254, any).build());
        tables.applyInternally(add(1, 2).priority(70000).build());
        assertThat(tables.select(FlowCriteria.all(FlowMod.ALL_TABLES))).isEmpty();
        assertThat(errorOf(() -> apply(FlowMod.of(FlowCommand.DELETE, 254, any))))
                .isEqualTo(OpenFlowError.OFPBRC_EPERM);
        apply(FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, any));
        assertThat(events).isEmpty();
        assertThat(find(1).isHidden()).isTrue();
        tables.flush();
        assertThat(find(1)).isNull();
    }

    @Test
    void flowsEndWhenTheirTimeIsOver() {
        apply(add(1, 2).timeouts(10, 0));
        apply(add(2, 2).timeouts(0, 15));
        find(1).counters().add(1, 60, 6000);
        now = 1000 + 15_000;
        tables.expire();
        assertThat(tables.table(0).size()).isEqualTo(2);
        events.clear();
        now += 1001;
        tables.expire();
        assertThat(events).hasSize(2);
        assertThat(events.stream().map(event -> ((TableEvent.Removed) event).reason()))
                .containsExactly(RemovalReason.IDLE_TIMEOUT, RemovalReason.HARD_TIMEOUT);
    }

    @Test
    void timeoutsCanBeLoweredButNotRaised() {
        apply(add(1, 2).timeouts(10, 0));
        tables.reduceTimeouts(find(1), 20, 5);
        assertThat(List.of(find(1).idleTimeout(), find(1).hardTimeout())).containsExactly(10, 5);
        now += 5001;
        tables.expire();
        assertThat(find(1)).isNull();
    }

    @Test
    void aFullTableRefusesOrEvictsTheLeastImportantThatEndsFirst() {
        tables.configure(0, new TableSettings("t", 2, false, new FlowKey(), PrefixField.DEFAULTS));
        apply(add(1, 1).timeouts(0, 50).importance(1));
        apply(add(2, 1).timeouts(0, 40).importance(1));
        assertThat(errorOf(() -> apply(add(3, 1)))).isEqualTo(OpenFlowError.OFPFMFC_TABLE_FULL);
        apply(add(2, 9).timeouts(0, 40).importance(1));
        tables.configure(0, new TableSettings("t", 2, true, new FlowKey(), PrefixField.DEFAULTS));
        FlowRule evicted = find(2);
        apply(add(3, 1).timeouts(0, 10).importance(2));
        assertThat(events)
                .containsExactly(
                        new TableEvent.Removed(evicted, RemovalReason.EVICTION, CAUSE),
                        new TableEvent.Added(find(3), null, CAUSE));
        apply(add(4, 1));
        apply(add(5, 1));
        assertThat(errorOf(() -> apply(add(6, 1))))
                .as("permanent flows stay")
                .isEqualTo(OpenFlowError.OFPFMFC_TABLE_FULL);
    }

    @Test
    void evictionTakesFromTheLargestGroup() {
        apply(add(1, 1).timeouts(0, 10));
        for (int tag = 5; tag < 8; tag++) {
            FlowKey value = key(2).set(FlowField.VLAN_TCI, tag);
            apply(FlowMod.of(FlowCommand.ADD, 0, Match.of(value, PORT_AND_VLAN))
                    .actions(output(1))
                    .timeouts(0, 100));
        }
        assertThat(tables.configure(0, new TableSettings("", 2, true, PORT, PrefixField.DEFAULTS)))
                .isTrue();
        assertThat(tables.table(0).size()).isEqualTo(2);
        assertThat(find(1)).isNotNull();
    }

    @Test
    void tellsWhenRoomRunsOutAndWhenItIsBack() {
        tables.configure(0, new TableSettings("", 4, false, new FlowKey(), PrefixField.DEFAULTS));
        tables.table(0).watchVacancy(40, 60);
        List<Boolean> told = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            apply(i < 4 ? add(i, 1) : FlowMod.of(FlowCommand.DELETE, 0, port(i - 4)));
            events.stream()
                    .filter(TableEvent.Vacancy.class::isInstance)
                    .forEach(event -> told.add(((TableEvent.Vacancy) event).isUp()));
        }
        assertThat(told).containsExactly(false, true);
    }

    @Test
    void severalChangesAppearTogether() throws Exception {
        apply(add(1, 1));
        try (Versions.Reader reader = tables.versions().newReader()) {
            long before = reader.enter();
            events.clear();
            tables.commit(
                    List.of(
                            tables.change(add(2, 2).build()),
                            tables.change(
                                    FlowMod.of(FlowCommand.DELETE, 0, port(1)).build()),
                            tables.change(add(2, 3).build())),
                    CAUSE);
            assertThat(tables.table(0).lookup(key(1), before, null, state)).isNotNull();
            assertThat(tables.table(0).lookup(key(2), before, null, state)).isNull();
            assertThat(tables.retired()).isEqualTo(2);
            reader.leave();
        }
        assertThat(find(1)).isNull();
        assertThat(find(2).actions()).isEqualTo(output(3));
        assertThat(events).hasSize(3);
        tables.reclaim();
        assertThat(tables.retired()).isZero();
    }

    @Test
    void oneChangeThatFailsTakesAllBack() {
        apply(add(1, 1).cookie(1).timeouts(1, 1));
        FlowRule before = find(1);
        events.clear();
        assertThatThrownBy(() -> tables.commit(
                        List.of(
                                tables.change(add(1, 7).build()),
                                tables.change(FlowMod.of(FlowCommand.DELETE, 0, Match.ANY)
                                        .build()),
                                tables.change(add(3, 3)
                                        .actions(List.of(new OfpAct.Meter(1)))
                                        .build()),
                                tables.change(add(4, 4).build())),
                        CAUSE))
                .isInstanceOfSatisfying(BundleException.class, e -> {
                    assertThat(e.index()).isEqualTo(2);
                    assertThat(e.error().error()).isEqualTo(OpenFlowError.OFPMMFC_INVALID_METER);
                });
        assertThat(find(1)).isSameAs(before);
        assertThat(tables.table(0).size()).isEqualTo(1);
        assertThat(events).isEmpty();
        apply(FlowMod.of(FlowCommand.DELETE, 0, Match.ANY).onlyCookie(1, -1));
        assertThat(find(1)).isNull();
    }
}
