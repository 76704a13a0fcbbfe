/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Action sets: what write-actions adds to, and what is done when the last table has been looked up. */
public final class ActionSet {

    private ActionSet() {}

    static boolean allows(OfpAct action) {
        return ActionTable.kind(action).order() != ActionOrder.NEVER;
    }

    /**
     * Return what a set does, in the order of OpenFlow: of each kind the action that was written last, all that set fields,
     * then the one that sends the packet; nothing if there is none of these.
     */
    public static List<OfpAct> order(List<OfpAct> written) {
        Map<ActionOrder, OfpAct> slots = new EnumMap<>(ActionOrder.class);
        List<OfpAct> sets = new ArrayList<>();
        @Nullable OfpAct last = null;
        ActionOrder lastOrder = ActionOrder.STRIP_VLAN;
        for (OfpAct action : written) {
            ActionOrder order = ActionTable.kind(action).order();
            if (order == ActionOrder.SET) {
                sets.add(action);
            } else if (!order.isLast()) {
                slots.put(order, action);
            } else if (order.compareTo(lastOrder) >= 0) {
                last = action;
                lastOrder = order;
            }
        }
        slots.remove(ActionOrder.NEVER);
        if (last == null) {
            return List.of();
        }
        List<OfpAct> result = new ArrayList<>(slots.values());
        result.addAll(sets);
        result.add(last);
        return List.copyOf(result);
    }
}
