/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.vswitchd.xlate.ActionList.Step;
import io.opsswitch.vswitchd.xlate.headers.MplsStack;

/** Actions on labels of MPLS. Stateless. */
final class LabelWrites {

    private static final long TTL = 0xff;

    private LabelWrites() {}

    static void push(Journey journey, int ethType) {
        int count = MplsStack.count(journey.flow, journey.mask);
        if (count == 0) {
            journey.commit();
        } else if (count >= MplsStack.MAX) {
            journey.fail(
                    XlateError.TOO_MANY_MPLS_LABELS,
                    "dropping packet on which an MPLS push action can't be performed as it would have more MPLS LSEs"
                            + " than the " + MplsStack.MAX + " supported.");
            return;
        }
        MplsStack.push(journey.flow, journey.mask, count, ethType, false);
    }

    static void pop(TableWalk walk, int ethType) {
        Journey journey = walk.journey;
        int count = MplsStack.count(journey.flow, journey.mask);
        if (MplsStack.pop(journey.flow, journey.mask, count, ethType)) {
            walk.wasMpls |= !EtherType.isMpls(ethType);
        } else if (count >= MplsStack.MAX) {
            journey.fail(
                    XlateError.TOO_MANY_MPLS_LABELS,
                    "dropping packet on which an MPLS pop action can't be performed as it has more MPLS LSEs than the "
                            + MplsStack.MAX + " supported.");
            journey.actions = Actions.builder();
        }
    }

    /** Set bits of the outermost entry, if there is one. */
    static void set(Journey journey, long bits, long value) {
        FlowKey flow = journey.flow;
        if (EtherType.isMpls((int) flow.get(FlowField.ETH_TYPE))) {
            FlowField outermost = FlowField.MPLS_LSE_0;
            journey.mask.set(outermost, journey.mask.get(outermost) | bits);
            flow.set(outermost, flow.get(outermost) & ~bits | value & bits);
        }
    }

    /** Take one off the time to live; if it has run out, the packet ends here, and controllers may want to know. */
    static Step decrementTtl(TableWalk walk) {
        Journey journey = walk.journey;
        if (EtherType.isMpls((int) journey.flow.get(FlowField.ETH_TYPE))) {
            long ttl = journey.flow.get(FlowField.MPLS_LSE_0) & TTL;
            if (ttl > 1) {
                set(journey, TTL, ttl - 1);
                return Step.NEXT;
            }
            set(journey, TTL, ttl);
            ActionHandlers.sendExpired(walk, 0);
        }
        journey.warn("MPLS decrement TTL exception");
        return Step.STOP;
    }
}
