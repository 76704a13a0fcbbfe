/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.ActionFormatter;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.xlate.FrozenState.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a translation: what is still to be done is kept, and the packet goes through the datapath again, or to a
 * controller, before it is done. Also sends packets to controllers without waiting, which need some of the same.
 */
final class Freezer {

    private static final int SAME_TABLE = 255;
    private static final int METADATA_BYTES = 8;

    private final TableWalk walk;
    private boolean isFreezing;
    private boolean needsHash;
    private int hashAlgorithm;
    private int hashBasis;
    private OfpAct.@Nullable Controller pause;
    private List<Frame> frames = new ArrayList<>();

    Freezer(TableWalk walk) {
        this.walk = walk;
    }

    boolean isFreezing() {
        return isFreezing;
    }

    boolean hasFrames() {
        return !frames.isEmpty();
    }

    /** Have the translation interrupted, and go on when the datapath has looked at the packet again. */
    void trigger() {
        walk.exits = true;
        isFreezing = true;
    }

    /** Have the translation interrupted, and go on with a hash of the datapath. */
    void triggerWithHash(int algorithm, int basis) {
        trigger();
        needsHash = true;
        hashAlgorithm = algorithm;
        hashBasis = basis;
    }

    /** Have the translation interrupted, and go on when a controller says so. */
    void triggerPause(OfpAct.Controller action) {
        trigger();
        pause = action;
    }

    /** Keep actions of the present flow to be done later. */
    void keep(List<OfpAct> actions) {
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.GotoTable next) {
                append(new OfpAct.Resubmit(OfPorts.IN_PORT, next.table(), false, false), false);
            } else if (action instanceof OfpAct.WriteMetadata write) {
                append(metadata(write), false);
            } else if (!(action instanceof OfpAct.Note) && !(action instanceof OfpAct.Conjunction)) {
                append(action, tellsItsFlow(action));
            }
        }
    }

    /** Keep what was kept before once more. */
    void add(List<Frame> more) {
        if (isFreezing) {
            frames.addAll(more);
        }
    }

    private static OfpAct metadata(OfpAct.WriteMetadata write) {
        byte[] value = new byte[METADATA_BYTES];
        byte[] mask = new byte[METADATA_BYTES];
        ByteBits.put(value, 0, Long.SIZE, write.metadata());
        ByteBits.put(mask, 0, Long.SIZE, write.mask());
        return new OfpAct.SetField(
                Fields.METADATA, Bytes.of(value), Bytes.of(mask), OfpAct.SetField.Form.SET_FIELD, false);
    }

    /** Return whether an action has to know the table and the cookie of its flow. */
    private static boolean tellsItsFlow(OfpAct action) {
        return action instanceof OfpAct.OutputReg
                || action instanceof OfpAct.OutputTrunc
                || action instanceof OfpAct.Group
                || action instanceof OfpAct.Output
                || action instanceof OfpAct.Controller
                || action instanceof OfpAct.DecMplsTtl
                || action instanceof OfpAct.DecTtl
                || action instanceof OfpAct.Resubmit resubmit && resubmit.table() == SAME_TABLE;
    }

    private void append(OfpAct action, boolean needsFlow) {
        Frame last = frames.isEmpty() ? null : frames.get(frames.size() - 1);
        boolean isThere = last != null && last.table() == walk.table && last.cookie() == walk.cookie;
        if (needsFlow && !isThere) {
            frames.add(new Frame(walk.table, walk.cookie, new ArrayList<>(List.of(action))));
        } else if (last == null) {
            frames.add(new Frame(Frame.SAME, 0, new ArrayList<>(List.of(action))));
        } else {
            List<OfpAct> longer = new ArrayList<>(last.actions());
            longer.add(action);
            frames.set(frames.size() - 1, new Frame(last.table(), last.cookie(), longer));
        }
    }

    /** Interrupt the translation here. */
    void finish() {
        Journey journey = walk.journey;
        journey.commit();
        OfpAct.Controller waits = pause;
        List<Frame> kept = frames.stream()
                .map(frame -> new Frame(frame.table(), frame.cookie(), List.copyOf(frame.actions())))
                .toList();
        int number = hold(0, kept, walk.actionSet(), waits == null ? Bytes.EMPTY : waits.userdata());
        if (waits != null) {
            if (journey.purpose == Purpose.EXPLANATION) {
                return;
            }
            upcall(false, true, number, waits.maxLength(), waits.reason(), waits.id(), waits.meter());
        } else {
            if (needsHash) {
                int algorithm =
                        Math.min(hashAlgorithm, journey.abilities.reach().hashAlgorithm());
                journey.actions.hash(algorithm, hashBasis);
            }
            journey.actions.recirc(number);
        }
        cancel();
    }

    private void cancel() {
        isFreezing = false;
        needsHash = false;
        pause = null;
        frames = new ArrayList<>();
    }

    /** Send the packet to controllers, and go on. */
    void sendToControllers(int maxLength, int why, int id, int meter, Bytes userdata) {
        Journey journey = walk.journey;
        journey.commit();
        FlowRule rule = walk.rule;
        boolean isMiss =
                rule != null && rule.priority() == 0 && rule.match().mask().trimmedExtent() == 0;
        int reason = why == PacketIn.ACTION && isMiss ? PacketIn.EXPLICIT_MISS : why;
        int number = hold(walk.table, List.of(), List.of(), userdata);
        boolean onlyShown = journey.purpose == Purpose.EXPLANATION;
        upcall(onlyShown, false, number, maxLength, reason, id, meter);
    }

    private void upcall(boolean onlyShown, boolean waits, int number, int maxLength, int reason, int id, int meter) {
        PipelineSettings settings = walk.pipeline().settings();
        int limit = meter == OfpAct.Controller.NO_METER ? settings.controllerMeter() : settings.datapathMeter(meter);
        ControllerCookie cookie = new ControllerCookie(onlyShown, waits, reason, number, walk.cookie, id, maxLength);
        Action.Upcall upcall = new Action.Upcall(0, cookie.encode(), -1, false);
        if (limit < 0) {
            walk.journey.actions.userspace(upcall);
        } else {
            walk.journey.actions.sample(-1, nested -> nested.meter(limit).userspace(upcall));
        }
    }

    /** Return the number of a state that goes with this packet, which the actions are going to name. */
    private int hold(int table, List<Frame> kept, List<OfpAct> actionSet, Bytes userdata) {
        Journey journey = walk.journey;
        FrozenState state = new FrozenState(
                table,
                journey.bridge().row(),
                FrozenState.metadataOf(journey.flow),
                List.copyOf(walk.stack()),
                kept,
                List.copyOf(actionSet),
                userdata);
        int number = journey.recirculations.hold(state);
        journey.held.add(number);
        return number;
    }

    /** Return the text of what is kept, as Open vSwitch has it. */
    static String text(List<Frame> frames) {
        List<String> parts = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.table() != Frame.SAME) {
                parts.add("unroll_xlate(table=" + frame.table() + ", cookie=" + Long.toUnsignedString(frame.cookie())
                        + ")");
            }
            parts.add(ActionFormatter.format(frame.actions(), OfNames.NONE));
        }
        return String.join(",", parts);
    }
}
