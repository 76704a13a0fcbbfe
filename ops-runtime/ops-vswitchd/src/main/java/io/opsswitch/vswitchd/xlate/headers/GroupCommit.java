/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate.headers;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fields that a datapath sets with one action. Immutable.
 *
 * @param group how datapaths know them
 * @param masked whether an action may set some of the bits only
 * @param units the fields that can be set; those that are one value together are set or left together
 */
record GroupCommit(KeyGroup group, boolean masked, List<List<FlowField>> units) {

    /** Create a group of fields, each a value of its own. */
    static GroupCommit of(KeyGroup group, boolean masked, FlowField... fields) {
        return new GroupCommit(
                group, masked, Arrays.stream(fields).map(List::of).toList());
    }

    /** Return a group with a further value, which takes several fields. */
    GroupCommit and(FlowField... fields) {
        List<List<FlowField>> more = new ArrayList<>(units);
        more.add(List.of(fields));
        return new GroupCommit(group, masked, List.copyOf(more));
    }

    /** Bring these fields of a packet in line; return whether there was anything to do. */
    boolean commit(FlowKey wanted, FlowKey base, FlowKey mask, Actions.Builder actions) {
        return commit(wanted, base, mask, 0, actions);
    }

    /**
     * Bring these fields of a packet in line.
     *
     * @param untouched bits of {@link FlowField#IP_TOS} that are not set
     */
    boolean commit(FlowKey wanted, FlowKey base, FlowKey mask, long untouched, Actions.Builder actions) {
        if (!differs(wanted, base)) {
            return false;
        }
        FlowKey written = new FlowKey();
        for (List<FlowField> unit : units) {
            boolean isWritten = differs(unit, wanted, base);
            for (FlowField field : unit) {
                if (isWritten) {
                    written.set(field, mask.get(field) & (field == FlowField.IP_TOS ? ~untouched : -1L));
                }
                base.set(field, wanted.get(field));
            }
        }
        if (masked && !written.equals(group.exact())) {
            actions.setMasked(group, wanted, written);
        } else {
            actions.set(group, wanted);
            group.fields().forEach(mask::matchAll);
        }
        return true;
    }

    /** Most groups are as they were in most packets: to find that out allocates nothing. */
    private boolean differs(FlowKey wanted, FlowKey base) {
        for (int i = 0; i < units.size(); i++) {
            if (differs(units.get(i), wanted, base)) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(List<FlowField> unit, FlowKey a, FlowKey b) {
        for (int i = 0; i < unit.size(); i++) {
            if (a.get(unit.get(i)) != b.get(unit.get(i))) {
                return true;
            }
        }
        return false;
    }
}
