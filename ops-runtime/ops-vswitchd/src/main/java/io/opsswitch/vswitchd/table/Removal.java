/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The removal of rules that are known, for reasons of their own. Used under the lock of the tables. */
final class Removal implements TableChange {

    private record Step(FlowRule rule, RemovalReason reason) {}

    private final FlowTables tables;
    private final List<Step> wanted = new ArrayList<>();
    private final List<Step> done = new ArrayList<>();

    Removal(FlowTables tables) {
        this.tables = tables;
    }

    void add(FlowRule rule, RemovalReason reason) {
        wanted.add(new Step(rule, reason));
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    @Override
    public void start(long version) {
        for (Step step : wanted) {
            // Of two groups that are deleted together, the first takes the rule with it that uses both.
            if (step.rule.isVisible(FlowTables.LATEST)) {
                tables.rules().retire(step.rule, version);
                done.add(step);
            }
        }
    }

    @Override
    public void revert() {
        for (int i = done.size() - 1; i >= 0; i--) {
            tables.rules().restore(done.get(i).rule);
        }
        done.clear();
    }

    @Override
    public void finish(@Nullable Object cause, List<TableEvent> events) {
        for (Step step : done) {
            tables.rules().bury(step.rule);
            events.add(new TableEvent.Removed(step.rule, step.reason, cause));
            tables.table(step.rule.table()).checkVacancy(events);
        }
    }
}
