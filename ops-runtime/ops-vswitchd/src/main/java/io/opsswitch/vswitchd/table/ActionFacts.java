/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.vswitchd.classifier.Conjunction;
import java.util.List;

/** What the tables must know about actions, which they keep without understanding them. Without state. */
public interface ActionFacts {

    /** Return whether the actions, and those inside of them, output to a port of OpenFlow. */
    boolean outputsTo(List<OfpAct> actions, int port);

    /** Return the groups that the actions use, those inside of other actions too. */
    List<Integer> groups(List<OfpAct> actions);

    /** Return the meters that the actions use. */
    List<Integer> meters(List<OfpAct> actions);

    /** Return the conjunctions that the actions are; none if the flow matches by itself. */
    List<Conjunction> conjunctions(List<OfpAct> actions);
}
