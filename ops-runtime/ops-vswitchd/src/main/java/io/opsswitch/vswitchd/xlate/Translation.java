/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.SlowPathCookie;
import io.opsswitch.vswitchd.ofproto.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a translation.
 *
 * @param actions what the datapath shall do with the packet, and with all that agree with it in the bits of the mask
 * @param mask the bits of the key that the decision looked at
 * @param effects what the packets do besides being forwarded
 * @param tags the tags of what was looked up in tables that change by themselves
 * @param recirculations the numbers that the actions name; {@link Translator#release} lets go of them
 * @param trace what was found on the way, in order, for people; only of explanations
 * @param flow the packet at the end of the pipeline, as OpenFlow has it; only of explanations
 * @param isSlow whether the datapath is to give packets to user space, as it cannot do all of the actions itself
 * @param isPassing whether it must not be kept for packets to come, as what it decided by is gone by itself
 * @param error why the translation was given up and the packet is dropped; null if all went well
 */
public record Translation(
        Actions actions,
        FlowKey mask,
        List<Effect> effects,
        long tags,
        List<Integer> recirculations,
        List<TraceNode> trace,
        @Nullable FlowKey flow,
        boolean isSlow,
        boolean isPassing,
        @Nullable String error) {

    private static final Actions TO_USER_SPACE = Actions.builder()
            .userspace(new Action.Upcall(0, new SlowPathCookie(SlowPathCookie.ACTION).encode(), -1, false))
            .build();

    /** Return the actions of the flow in the datapath: those of the packet, or that it comes to user space. */
    public Actions flowActions() {
        return isSlow && !actions.isEmpty() ? TO_USER_SPACE : actions;
    }

    /** Return whether it was given up because flows send packets on without end. */
    public boolean isEndless() {
        return XlateError.RECURSION_TOO_DEEP.text().equals(error)
                || XlateError.TOO_MANY_RESUBMITS.text().equals(error);
    }

    /** Return the texts of the trace one after the other, whatever is inside of what. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        collect(trace, notes);
        return notes;
    }

    private static void collect(List<TraceNode> nodes, List<String> notes) {
        for (TraceNode node : nodes) {
            notes.add(node.text());
            collect(node.children(), notes);
        }
    }
}
