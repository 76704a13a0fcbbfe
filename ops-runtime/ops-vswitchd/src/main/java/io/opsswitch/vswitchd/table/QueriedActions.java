/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.action.ActionQueries;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.vswitchd.classifier.Conjunction;
import java.util.List;

/** What OpenFlow's actions say about themselves. Without state. */
public final class QueriedActions implements ActionFacts {

    @Override
    public boolean outputsTo(List<OfpAct> actions, int port) {
        return ActionQueries.sendsToPort(actions, port);
    }

    @Override
    public List<Integer> groups(List<OfpAct> actions) {
        return ActionQueries.groups(actions);
    }

    @Override
    public List<Integer> meters(List<OfpAct> actions) {
        return ActionQueries.meters(actions);
    }

    @Override
    public List<Conjunction> conjunctions(List<OfpAct> actions) {
        List<OfpAct.Conjunction> found = ActionQueries.conjunctions(actions);
        return found.isEmpty()
                ? List.of()
                : found.stream()
                        .map(one -> new Conjunction(one.id(), one.clause(), one.clauses()))
                        .toList();
    }
}
