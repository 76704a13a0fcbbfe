/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.Place;
import java.util.function.Consumer;

/** Sends a packet through a tunnel: with its metadata, or with the outer headers in front. Works on a {@link Journey}. */
final class TunnelOutput {

    private TunnelOutput() {}

    /** Give the packet the tunnel's metadata, and send it out of a port of the datapath, which sends it there. */
    static void byMetadata(Journey journey, int datapathPort, boolean hasOptions) {
        if (!hasOptions) {
            TunnelOptions.clear(journey.flow);
        }
        TunnelHeaders.commit(journey.flow, journey.base, journey.pipelineSettings(), journey.actions);
        journey.commit();
        journey.actions.output(datapathPort);
    }

    /** Have headers put in front, and let what comes of it into the bridge below. */
    static void encapsulate(Journey journey, Action.TunnelPush push, Place under, FlowKey outer, boolean isLast) {
        if (journey.isCut) {
            // The bridge below counts what it gets, and how long that is depends on the packet.
            add(journey, isLast, pushing -> pushing.tunnelPush(push).recirc(0));
            return;
        }
        FlowKey flowBefore = journey.flow.copy();
        FlowKey baseBefore = journey.base.copy();
        FlowKey maskBefore = journey.mask.copy();
        boolean poppedBefore = journey.popped;
        Actions.Builder outside = journey.actions;
        journey.actions = Actions.builder();
        int firstEffect = journey.effects.size();
        TunnelHeaders.copyOuter(outer, journey.flow);
        TunnelHeaders.copyOuter(outer, journey.base);
        journey.popped = false;
        // What the bridge below looks at was made here, and says nothing about the packet that came.
        journey.mask.clear();
        journey.below++;
        if (Passage.mayPass(journey, under, under.port().name())) {
            Passage.pass(journey, under, isLast);
        }
        journey.below--;
        Actions inside = journey.actions.build();
        journey.actions = outside;
        if (!inside.isEmpty()) {
            // Else nobody gets it, so it need not be made.
            add(journey, isLast, pushing -> pushing.tunnelPush(push).addAll(inside));
        }
        countHeader(journey, firstEffect, push.header().length);
        journey.mask.copyFrom(maskBefore);
        journey.base.copyFrom(baseBefore);
        journey.flow.copyFrom(flowBefore);
        journey.popped = poppedBefore;
    }

    private static void add(Journey journey, boolean isLast, Consumer<Actions.Builder> pushing) {
        if (isLast) {
            pushing.accept(journey.actions);
        } else {
            ActionList.nest(journey.walk, () -> journey.actions.copy(pushing));
        }
    }

    /** Have what happened to the outer packet count its header too. */
    private static void countHeader(Journey journey, int firstEffect, int header) {
        for (int i = firstEffect; i < journey.effects.size(); i++) {
            Effect effect = journey.effects.get(i);
            journey.effects.set(i, (packets, bytes, used) -> effect.credit(packets, bytes + packets * header, used));
        }
    }
}
