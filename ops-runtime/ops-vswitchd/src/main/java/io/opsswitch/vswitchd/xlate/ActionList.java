/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.ActionFormatter;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import java.util.List;

/** Does lists of actions one after the other, and interrupts them where that is needed. Stateless. */
final class ActionList {

    /** How an action ends. */
    enum Step {
        /** The next one follows; if the translation is to be interrupted, this action is done again afterwards. */
        NEXT,
        /** The next one follows; if the translation is to be interrupted, it goes on behind this action. */
        BEHIND,
        /** The others of the list are not done. */
        STOP
    }

    /**
     * Where an action stands.
     *
     * @param actions the list
     * @param index its place
     * @param isLast whether nothing at all follows
     * @param isBucket whether the list is a bucket of a group
     */
    record Position(List<OfpAct> actions, int index, boolean isLast, boolean isBucket) {

        List<OfpAct> behind() {
            return actions.subList(index + 1, actions.size());
        }
    }

    private ActionList() {}

    /**
     * Do actions.
     *
     * @param isLast whether nothing follows the last of them
     * @param isBucket whether they are a bucket of a group
     */
    static void translate(TableWalk walk, List<OfpAct> actions, boolean isLast, boolean isBucket) {
        Journey journey = walk.journey;
        if (actions.isEmpty()) {
            journey.report(Type.ACTION, "drop");
            return;
        }
        int size = actions.size();
        for (int i = 0; i < size && journey.error == null; i++) {
            OfpAct action = actions.get(i);
            boolean endsAll = isLast && i == size - 1 && walk.actionSet().isEmpty();
            recirculateForMpls(walk, action);
            if (walk.exits) {
                if (walk.freezer.isFreezing()) {
                    walk.freezer.keep(actions.subList(i, size));
                }
                return;
            }
            if (journey.isExplaining()) {
                journey.report(Type.ACTION, ActionFormatter.format(List.of(action), journey.names()));
            }
            Step step = ActionHandlers.handle(walk, action, new Position(actions, i, endsAll, isBucket));
            if (step == Step.STOP) {
                return;
            }
            boolean freezesFirst = walk.freezer.isFreezing() && !walk.freezer.hasFrames();
            if (step == Step.NEXT && journey.error == null && walk.exits && freezesFirst) {
                walk.freezer.keep(actions.subList(i, size));
                return;
            }
        }
    }

    /** A packet whose labels are gone is parsed again before something needs to know what was behind them. */
    private static void recirculateForMpls(TableWalk walk, OfpAct action) {
        if (walk.exits || !walk.wasMpls) {
            return;
        }
        boolean staysBelow = action instanceof OfpAct.Output
                || action instanceof OfpAct.OutputTrunc
                || action instanceof OfpAct.Enqueue
                || action instanceof OfpAct.OutputReg
                || action instanceof OfpAct.SetVlanVid
                || action instanceof OfpAct.SetVlanPcp
                || action instanceof OfpAct.SetEth
                || action instanceof OfpAct.SetTunnel
                || action instanceof OfpAct.SetQueue
                || action instanceof OfpAct.Group
                || action instanceof OfpAct.SetField set && !isBehindEthernet(set);
        if (!staysBelow) {
            walk.freezer.trigger();
        }
    }

    private static boolean isBehindEthernet(OfpAct.SetField set) {
        Prerequisite needs = set.field().prerequisite();
        return needs != Prerequisite.NONE
                && needs != Prerequisite.ETHERNET
                && needs != Prerequisite.VLAN_VID
                && needs != Prerequisite.MPLS;
    }

    /** Nest actions of the datapath into others, which it takes only so deep. */
    static void nest(TableWalk walk, Runnable nesting) {
        try {
            nesting.run();
        } catch (IllegalArgumentException e) {
            walk.journey.fail(
                    XlateError.RECURSION_TOO_DEEP,
                    "actions of the datapath would be nested deeper than " + Actions.MAX_DEPTH);
        }
    }

    /** Do {@code output}. */
    static void output(TableWalk walk, int port, int maxLength, boolean mayPacketIn, Position at) {
        Journey journey = walk.journey;
        switch (port) {
            case OfPorts.IN_PORT -> Outputs.send(walk, walk.inPort(), at.isLast());
            case OfPorts.TABLE -> walk.lookup(walk.inPort(), 0, mayPacketIn, true, false, false);
            case OfPorts.NORMAL -> Outputs.normal(walk, at.isLast());
            case OfPorts.FLOOD -> Outputs.flood(walk, false, at.isLast());
            case OfPorts.ALL -> Outputs.flood(walk, true, at.isLast());
            case OfPorts.CONTROLLER -> Outputs.toControllers(walk, maxLength, at.isBucket());
            case OfPorts.NONE -> {}
            default -> {
                if (port == walk.inPort()) {
                    journey.warn("skipping output to input port");
                } else {
                    Outputs.send(walk, port, at.isLast());
                }
            }
        }
    }
}
