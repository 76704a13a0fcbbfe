/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.Effect;
import java.util.List;

/** What remains of a {@link Journey} when it is over: the mask and the actions in the form that datapaths take. Stateless. */
final class Outcome {

    /** The most bytes of actions that an attribute of netlink can have. */
    private static final int MAX_BYTES = 65_531;

    private Outcome() {}

    static Translation of(Journey journey) {
        FlowKey mask = journey.mask;
        if (journey.arrival != null) {
            TunnelOptions.maskToWire(mask, journey.original(), journey.arrival);
        }
        MaskFinish.finish(mask, journey.flow, journey.original());
        boolean isForPeople = journey.purpose.isForPeople();
        if (!isForPeople) {
            fitDatapath(mask, journey.original(), journey.isExact);
            VlanLimit.finish(mask, journey.received, journey.vlanLimit);
        }
        FlowKey shared = journey.masks.share(mask);
        List<Effect> known = List.copyOf(journey.effects);
        List<TraceNode> trace = journey.trace();
        FlowKey last = isForPeople ? journey.flow : null;
        long tags = journey.tags;
        if (journey.loop != null) {
            return new Translation(
                    Actions.DROP, shared, List.of(), tags, journey.held, trace, last, false, false, journey.loop);
        }
        XlateError failure = journey.error;
        if (failure != null) {
            Actions drop = journey.abilities.countsDrops() ? failure.countedDrop() : Actions.DROP;
            return new Translation(drop, shared, known, tags, journey.held, trace, last, false, false, failure.text());
        }
        boolean isTooLong = !journey.abilities.takesLongActions() && journey.actions.bytes() > MAX_BYTES;
        Actions actions = withoutLastCopy(journey.actions.build());
        boolean isSlow = journey.isSlow || isTooLong || journey.abilities.isSlow(actions);
        return new Translation(
                actions, shared, known, tags, journey.held, trace, last, isSlow, journey.isPassing, null);
    }

    /** Have the mask say what the keys of datapaths can. */
    private static void fitDatapath(FlowKey mask, FlowKey original, boolean isExact) {
        if (mask.get(FlowField.VLAN_TCI) == 0) {
            // Not that a tag may be there or not; a flow is for packets with one or without. That nobody looked, and
            // that somebody saw no tag, is the same mask, so that a flow stays the one that it was when flows change.
            boolean isTagged = (original.get(FlowField.VLAN_TCI) & FlowField.VLAN_PRESENT) != 0;
            int looked = FlowField.VLAN_PRESENT | (isTagged ? FlowField.VLAN_VID_MASK : 0);
            mask.set(FlowField.VLAN_TCI, looked);
        }
        if (original.get(FlowField.PACKET_TYPE) == 0) {
            // Datapaths have Ethernet frames only; matching on that makes lookups longer and flows differ.
            mask.set(FlowField.PACKET_TYPE, 0);
        }
        for (int word = 0; isExact && word < FlowKey.PIPELINE_WORD; word++) {
            mask.setWord(word, -1L);
        }
    }

    /** Nothing follows the last action that a copy would have to be kept for. */
    private static Actions withoutLastCopy(Actions all) {
        int last = 0;
        for (int at = 0; at < all.end(); at = all.next(at)) {
            last = at;
        }
        if (all.isEmpty() || all.opcode(last) != Action.CLONE) {
            return all;
        }
        return Actions.builder()
                .addAll(all, 0, last)
                .addAll(all, all.nestedStart(last), all.next(last))
                .build();
    }
}
