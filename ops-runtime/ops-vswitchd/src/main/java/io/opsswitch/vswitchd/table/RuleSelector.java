/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.flow.FlowMod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules that a message is about, by the index that is narrowest. Used under the lock of the tables. */
final class RuleSelector {

    private static final long WHOLE_COOKIE = -1;

    private final FlowTables tables;
    private final ActionFacts facts;

    RuleSelector(FlowTables tables, ActionFacts facts) {
        this.tables = tables;
        this.facts = facts;
    }

    /** Return the rules whose packets the match of the criteria covers. */
    List<FlowRule> loose(FlowCriteria criteria, boolean isChange) {
        Collected collected = new Collected(criteria, isChange);
        if (criteria.cookieMask() == WHOLE_COOKIE) {
            for (FlowRule rule : tables.rules().byCookie(criteria.cookieValue())) {
                if (criteria.match().covers(rule.match())) {
                    collected.add(rule);
                }
            }
        } else {
            for (FlowTable table : tables(criteria)) {
                table.classifier().forEach(criteria.match(), FlowTables.LATEST, rule -> {
                    collected.add(rule);
                    return true;
                });
            }
        }
        return collected.result();
    }

    /** Return the rules that have exactly the match of the criteria, and a priority. */
    List<FlowRule> strict(FlowCriteria criteria, int priority) {
        Collected collected = new Collected(criteria, true);
        if (criteria.cookieMask() == WHOLE_COOKIE) {
            for (FlowRule rule : tables.rules().byCookie(criteria.cookieValue())) {
                if (rule.priority() == priority && rule.match().equals(criteria.match())) {
                    collected.add(rule);
                }
            }
        } else {
            for (FlowTable table : tables(criteria)) {
                collected.add(table.classifier().find(criteria.match(), priority, FlowTables.LATEST));
            }
        }
        return collected.result();
    }

    private List<FlowTable> tables(FlowCriteria criteria) {
        if (criteria.table() != FlowMod.ALL_TABLES) {
            return List.of(tables.table(criteria.table()));
        }
        List<FlowTable> visible = new ArrayList<>();
        for (int i = 0; i < FlowTables.COUNT; i++) {
            if (!tables.table(i).isHidden()) {
                visible.add(tables.table(i));
            }
        }
        return visible;
    }

    private final class Collected {
        private final FlowCriteria criteria;
        private final boolean isChange;
        private final List<FlowRule> rules = new ArrayList<>();
        private boolean hasReadOnly;

        Collected(FlowCriteria criteria, boolean isChange) {
            FlowTables.checkTable(criteria.table());
            this.criteria = criteria;
            this.isChange = isChange;
        }

        void add(@Nullable FlowRule rule) {
            if (rule == null || !isMeant(rule)) {
                return;
            }
            if (isChange && tables.table(rule.table()).isReadOnly() && !criteria.isInternal()) {
                hasReadOnly = true;
            } else {
                rules.add(rule);
            }
        }

        private boolean isMeant(FlowRule rule) {
            return (criteria.table() == FlowMod.ALL_TABLES || criteria.table() == rule.table())
                    && ((rule.cookie() ^ criteria.cookieValue()) & criteria.cookieMask()) == 0
                    && (!rule.isHidden() || criteria.isInternal())
                    && rule.isVisible(FlowTables.LATEST)
                    && (criteria.outPort() == OfPorts.NONE || facts.outputsTo(rule.actions(), criteria.outPort()))
                    && (criteria.outGroup() == FlowMod.ANY_GROUP
                            || facts.groups(rule.actions()).contains(criteria.outGroup()));
        }

        List<FlowRule> result() {
            if (rules.isEmpty() && hasReadOnly) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBRC_EPERM,
                        "table " + criteria.table() + ": only the switch itself may change the flows that are meant");
            }
            return rules;
        }
    }
}
