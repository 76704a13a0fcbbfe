/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import java.util.List;

/** Writes actions as Open vSwitch prints them. */
public final class ActionFormatter {

    private ActionFormatter() {}

    /** Return the text of actions; {@code drop} if there are none. */
    public static String format(List<OfpAct> actions, OfNames names) {
        ActionText text = new ActionText(names);
        append(actions, text);
        return text.out.toString();
    }

    static void append(List<OfpAct> actions, ActionText out) {
        if (actions.isEmpty()) {
            out.put("drop");
        }
        for (int i = 0; i < actions.size(); i++) {
            out.put(i == 0 ? "" : ",");
            OfpAct action = actions.get(i);
            ActionTable.kind(action).format(action, out);
        }
    }
}
