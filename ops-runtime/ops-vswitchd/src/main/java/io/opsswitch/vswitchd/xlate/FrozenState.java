/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.packet.Continuation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * What a translation that is interrupted has to know to go on: when the packet comes back from the datapath, or from a
 * controller. Immutable.
 *
 * @param table the table that it goes on with
 * @param bridge the row of the bridge where it was
 * @param metadata the fields of the pipeline, of the tunnel, and the port of arrival as OpenFlow numbers it; not to be
 *     changed
 * @param stack what is on the stack, the bottom first
 * @param frames the actions that are still to be done; if there are none, the table is looked up
 * @param actionSet what has been written to the action set
 * @param userdata what goes to a controller with the packet
 */
public record FrozenState(
        int table,
        UUID bridge,
        FlowKey metadata,
        List<Bytes> stack,
        List<Frame> frames,
        List<OfpAct> actionSet,
        Bytes userdata) {

    /**
     * Actions of one flow.
     *
     * @param table the flow's table, or {@link #SAME} if they do not care
     * @param cookie the flow's cookie
     */
    public record Frame(int table, long cookie, List<OfpAct> actions) {
        /** In place of a table: that of the frame before. */
        public static final int SAME = -1;
    }

    private static final int REGISTER_15_WORD = FlowKey.PIPELINE_WORD + 8;

    /** Return the fields of a key that are kept. */
    static FlowKey metadataOf(FlowKey flow) {
        FlowKey kept = new FlowKey();
        copyMetadata(flow, kept);
        return kept;
    }

    /** Give a key the fields of another one that are kept. */
    static void copyMetadata(FlowKey from, FlowKey to) {
        to.set(FlowField.IN_PORT, from.get(FlowField.IN_PORT));
        for (int word = FlowField.TUN_ID.word(); word <= REGISTER_15_WORD; word++) {
            to.setWord(word, from.word(word));
        }
        for (int word = TlvLayout.PRESENT_WORD; word < FlowKey.WORDS; word++) {
            to.setWord(word, from.word(word));
        }
    }

    /** Return what a controller gets, to give it back when the packet is to go on. */
    public Continuation continuation() {
        List<byte[]> values = stack.stream().map(Bytes::toArray).toList();
        List<Continuation.Frame> out = frames.stream()
                .map(frame -> new Continuation.Frame(Math.max(0, frame.table()), frame.cookie(), frame.actions()))
                .toList();
        return new Continuation(bridge, reversed(values), 0, false, out, actionSet, 0);
    }

    /** Return the state that a controller gives back. */
    static FrozenState of(Continuation continuation, FlowKey metadata) {
        List<Frame> frames = continuation.frames().stream()
                .map(frame -> new Frame(frame.table(), frame.cookie(), frame.actions()))
                .toList();
        return new FrozenState(
                0,
                continuation.bridge(),
                metadataOf(metadata),
                reversed(continuation.stack().stream().map(Bytes::of).toList()),
                // Without anything to do the packet is at its end: no table is looked up for it again.
                frames.isEmpty() ? List.of(new Frame(Frame.SAME, 0, List.of(new OfpAct.Note(Bytes.EMPTY)))) : frames,
                continuation.actionSet(),
                Bytes.EMPTY);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> result = new ArrayList<>(list);
        Collections.reverse(result);
        return List.copyOf(result);
    }
}
