/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowMod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message that changes flows, on its way into the tables. Used under their lock. */
final class FlowChange implements TableChange {

    /** What happened to one flow: added, put in the place of another one, evicted for it, or deleted. */
    private record Step(
            @Nullable FlowRule fresh,
            @Nullable FlowRule old,
            @Nullable RemovalReason reason) {}

    private final FlowTables tables;
    private final ActionFacts facts;
    private final FlowMod mod;
    private final boolean isInternal;
    private final List<Step> steps = new ArrayList<>();

    /**
     * Create one.
     *
     * @param isInternal whether the switch itself asks for it: it reaches hidden flows, and tables kept for it
     */
    FlowChange(FlowTables tables, ActionFacts facts, FlowMod mod, boolean isInternal) {
        this.tables = tables;
        this.facts = facts;
        this.mod = mod;
        this.isInternal = isInternal;
    }

    /** Refuse what cannot be done whatever flows there are. */
    void check() {
        FlowTables.checkTable(mod.table());
        if (mod.command() == FlowCommand.ADD) {
            checkAdding();
        }
    }

    @Override
    public void start(long version) {
        FlowTables.checkTable(mod.table());
        switch (mod.command()) {
            case ADD -> add(version);
            case MODIFY, MODIFY_STRICT -> {
                checkAdding();
                List<FlowRule> rules = select();
                if (!rules.isEmpty()) {
                    tables.checkActions(mod.actions());
                    rules.forEach(old -> replace(old, version));
                } else if (mod.cookieMask() == 0 && mod.newCookie() != FlowMod.NO_COOKIE) {
                    add(version);
                }
            }
            case DELETE, DELETE_STRICT -> {
                for (FlowRule rule : select()) {
                    tables.rules().retire(rule, version);
                    steps.add(new Step(null, rule, RemovalReason.DELETE));
                }
            }
        }
    }

    private List<FlowRule> select() {
        FlowCriteria criteria = FlowCriteria.of(mod, isInternal);
        RuleSelector selector = tables.selector();
        return mod.command().isStrict() ? selector.strict(criteria, mod.priority()) : selector.loose(criteria, true);
    }

    private FlowTable target() {
        return tables.table(mod.table() == FlowMod.ALL_TABLES ? 0 : mod.table());
    }

    private void checkAdding() {
        if (target().isReadOnly() && !isInternal) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_EPERM,
                    "table " + target().id() + " is for the switch itself, use another one");
        }
        FlowKey value = mod.match().value();
        boolean isHiddenField = value.get(FlowField.RECIRC_ID) != 0 || value.get(FlowField.DP_HASH) != 0;
        if (isHiddenField && !isInternal) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_EPERM, "only the switch itself may match on recirc_id and dp_hash");
        }
    }

    private void add(long version) {
        checkAdding();
        tables.checkActions(mod.actions());
        FlowTable table = target();
        FlowRule old = table.classifier().find(mod.match(), mod.priority(), version);
        if (old != null) {
            replace(old, version);
            return;
        }
        if (mod.has(FlowFlags.CHECK_OVERLAP) && table.classifier().overlaps(mod.match(), mod.priority(), version)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPFMFC_OVERLAP,
                    "table " + table.id() + ": a flow of priority " + mod.priority()
                            + " could match the same packets; delete it, or take another priority");
        }
        FlowRule evicted = null;
        if (table.isFull()) {
            evicted = table.chooseToEvict();
            if (evicted == null) {
                throw new OpenFlowException(
                        OpenFlowError.OFPFMFC_TABLE_FULL,
                        "table " + table.id() + " holds at most "
                                + table.settings().maxFlows()
                                + " flows, and none may make room; delete some, or configure a higher limit");
            }
            tables.rules().retire(evicted, version);
        }
        FlowRule fresh =
                rule(new FlowRule.Template(mod, tables.now(), version), mod.match(), mod.priority(), table.id());
        tables.rules().insert(fresh, version);
        steps.add(new Step(fresh, evicted, evicted == null ? null : RemovalReason.EVICTION));
    }

    private void replace(FlowRule old, long version) {
        FlowRule.Template template = new FlowRule.Template(mod, tables.now(), version);
        template.replace(old, mod);
        FlowRule fresh = rule(template, old.match(), old.priority(), old.table());
        tables.rules().retire(old, version);
        tables.rules().insert(fresh, version);
        steps.add(new Step(fresh, old, null));
    }

    private FlowRule rule(FlowRule.Template template, Match match, int priority, int table) {
        return new FlowRule(template, match, priority, table, facts.conjunctions(mod.actions()));
    }

    @Override
    public void revert() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.fresh != null) {
                tables.rules().discard(step.fresh);
            }
            if (step.old != null) {
                tables.rules().restore(step.old);
            }
        }
        steps.clear();
    }

    @Override
    public void finish(@Nullable Object cause, List<TableEvent> events) {
        for (Step step : steps) {
            FlowRule fresh = step.fresh;
            FlowRule old = step.old;
            if (old != null) {
                tables.rules().bury(old);
            }
            if (old != null && step.reason != null) {
                events.add(new TableEvent.Removed(old, step.reason, cause));
            }
            FlowRule replaced = step.reason == null ? old : null;
            if (fresh != null && (replaced == null || mod.command() == FlowCommand.ADD)) {
                events.add(new TableEvent.Added(fresh, replaced, cause));
            } else if (fresh != null && replaced != null && isDifferent(fresh, replaced)) {
                events.add(new TableEvent.Modified(fresh, replaced, cause));
            }
            FlowRule any = fresh == null ? old : fresh;
            if (any != null && replaced == null) {
                tables.table(any.table()).checkVacancy(events);
            }
        }
    }

    private static boolean isDifferent(FlowRule fresh, FlowRule old) {
        return fresh.cookie() != old.cookie() || !fresh.actions().equals(old.actions());
    }
}
