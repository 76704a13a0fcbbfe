/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.hash.PacketHash;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Offload;
import io.opsswitch.datapath.userspace.frame.Segmenter;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Goes through lists of actions, nested ones too, and has each done. Belongs to a worker. */
final class ActionExecutor {

    private final Lookup lookup;
    private final Outputs outputs;
    private final WorkingFrame frame;
    private final HeaderActions headers;
    private final TunnelActions tunnels;
    /** Of the frame that is hashed. */
    private final FlowKey hashed = new FlowKey();

    private boolean isRunning;
    private long nowMillis;

    /** Does what takes more than the frame. */
    interface Lookup {

        /** Look a frame up again, and have the executor {@link #proceed} with what is found. */
        void recirculate(ByteBuffer memory, long base, int offset, int length, Metadata metadata);

        /** Hand a frame to the handler, which may have the executor do other actions meanwhile. */
        void userspace(ByteBuffer memory, long base, int offset, int length, Metadata metadata, Action.Upcall upcall);

        /** Count a frame whose outer headers could not be taken off. */
        void damagedTunnel();
    }

    ActionExecutor(int slot, boolean isNative, Lookup lookup, Meters meters, PassCounters counters) {
        this.lookup = lookup;
        this.outputs = new Outputs(slot, counters);
        this.frame = new WorkingFrame(isNative, outputs);
        this.headers = new HeaderActions(frame, meters);
        this.tunnels = new TunnelActions(slot, frame, outputs, lookup);
    }

    void setPorts(@Nullable PortBase[] current) {
        outputs.setPorts(current);
    }

    /** Set the time that meters go by. */
    void setTime(long millis) {
        nowMillis = millis;
    }

    /** Do actions on a packet without offload header, which is copied. */
    void executePlain(Actions actions, ByteBuffer packet, FlowKey given) {
        int size = packet.remaining();
        if (size > Arena.LARGEST_FRAME) {
            throw new IllegalArgumentException("a packet of " + size + " bytes is longer than " + Arena.LARGEST_FRAME);
        }
        boolean isNested = isRunning;
        if (isNested) {
            frame.enter();
        }
        int at = frame.copyPlain(packet);
        Arena copies = frame.copies();
        execute(actions, copies.memory(), copies.address(), at, size, 0, given, true);
        if (isNested) {
            frame.leave();
        }
    }

    /**
     * Do actions on a frame; while others are being done too, for an upcall that one of these has made.
     *
     * @param actions what {@link SupportedActions} let pass
     * @param port where the frame came in, if nothing else is known of it
     * @param given a key that says what is known of it, or null
     * @param isOurs whether the frame may be changed in place
     */
    void execute(
            Actions actions,
            ByteBuffer memory,
            long base,
            int offset,
            int length,
            int port,
            @Nullable FlowKey given,
            boolean isOurs) {
        boolean isNested = isRunning;
        int outerDepth = frame.depth();
        if (isNested) {
            frame.enter();
        }
        isRunning = true;
        try {
            if (actions.isEmpty()) {
                DropCounters.hit(DropCounters.OF_PIPELINE);
                return;
            }
            frame.begin(memory, base, offset, length, port, given, isOurs);
            perform(actions, 0, actions.end());
        } finally {
            while (frame.depth() > outerDepth) {
                frame.leave();
            }
            isRunning = isNested;
        }
    }

    /** Do the actions that a frame which is looked up again has found. */
    void proceed(Actions actions) {
        if (actions.isEmpty()) {
            DropCounters.hit(DropCounters.OF_PIPELINE);
        }
        perform(actions, 0, actions.end());
    }

    /** Send what was put out. */
    void flush() {
        frame.flush();
    }

    private void perform(Actions actions, int from, int to) {
        for (int at = from; at < to; at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT -> outputs.send(actions.argument(at), frame);
                case Action.PUSH_VLAN -> headers.pushVlan(actions.argument(at));
                case Action.POP_VLAN -> headers.popVlan();
                case Action.SET, Action.SET_MASKED -> headers.set(actions, at);
                case Action.PUSH_MPLS -> headers.pushMpls(actions.argument(at), actions.argument(at, 1));
                case Action.POP_MPLS -> headers.popMpls(actions.argument(at));
                case Action.TRUNC -> frame.cut = actions.argument(at);
                case Action.SAMPLE -> {
                    if (isChosen(actions.argument(at))) {
                        performOnCopy(actions, actions.nestedStart(at), actions.next(at));
                    }
                }
                case Action.CLONE -> {
                    performOnCopy(actions, actions.nestedStart(at), actions.next(at));
                    // A cut is for what comes next, and that was in there.
                    frame.cut = Integer.MAX_VALUE;
                }
                case Action.CHECK_PKT_LEN -> {
                    if (frame.length > actions.argument(at)) {
                        performOnCopy(actions, actions.nestedStart(at), actions.shorterStart(at));
                    } else {
                        performOnCopy(actions, actions.shorterStart(at), actions.next(at));
                    }
                }
                case Action.HASH -> hash(actions.argument(at), actions.argument(at, 1));
                case Action.USERSPACE -> userspace(actions.upcall(at));
                case Action.METER -> {
                    if (!headers.passesMeter(actions.argument(at), nowMillis)) {
                        return;
                    }
                }
                case Action.DEC_TTL -> {
                    if (!headers.decreaseTtl()) {
                        perform(actions, actions.nestedStart(at), actions.next(at));
                        return;
                    }
                }
                case Action.RECIRC -> recirculate(actions.argument(at), actions.next(at) == to);
                case Action.TUNNEL_PUSH -> {
                    frame.finishCut();
                    if (Offload.needsSegmentation(frame.memory, frame.offset)) {
                        pushInSegments(actions, at, to);
                        return;
                    }
                    if (!tunnels.push(actions.tunnelPush(at))) {
                        return;
                    }
                }
                case Action.TUNNEL_POP -> tunnels.pop(actions.argument(at), actions.next(at) == to);
                case Action.DROP -> {
                    DropCounters.hit(actions.argument(at));
                    return;
                }
                default ->
                    throw new IllegalStateException(
                            "an action that was not refused: " + Action.name(actions.opcode(at)));
            }
        }
    }

    /** Return whether a sample takes this frame; the probability is in parts of 2^32 - 1. */
    private static boolean isChosen(int probability) {
        return probability == -1
                || Integer.compareUnsigned(ThreadLocalRandom.current().nextInt(), probability) < 0;
    }

    private void performOnCopy(Actions actions, int from, int to) {
        frame.enter();
        perform(actions, from, to);
        frame.leave();
    }

    private void hash(int algorithm, int basis) {
        PacketParser.parse(frame.memory, frame.offset, frame.length, frame.metadata.inPort(), hashed);
        frame.metadata.setHash(PacketHash.of(algorithm, hashed, basis));
    }

    private void userspace(Action.Upcall upcall) {
        if (frame.cut < frame.length) {
            frame.enter();
            frame.cutFrame();
            lookup.userspace(frame.memory, frame.base, frame.offset, frame.length, frame.metadata, upcall);
            frame.leave();
        } else {
            lookup.userspace(frame.memory, frame.base, frame.offset, frame.length, frame.metadata, upcall);
        }
        frame.cut = Integer.MAX_VALUE;
    }

    /** Have the frame looked up again; if nothing follows, it need not stay what it is. */
    private void recirculate(int id, boolean isLast) {
        if (!isLast) {
            frame.enter();
        }
        frame.metadata.setRecirculation(id);
        lookup.recirculate(frame.memory, frame.base, frame.offset, frame.length, frame.metadata);
        if (!isLast) {
            frame.leave();
        }
    }

    /** A device cannot cut what is inside of a tunnel: do that before, and do all that follows with each part. */
    private void pushInSegments(Actions actions, int at, int to) {
        Segmenter parts = frame.segmenter();
        int count = parts.begin(frame.memory, frame.offset, frame.length);
        for (int i = 0; i < count; i++) {
            if (!parts.hasRoom()) {
                // All earlier ones have been copied behind their outer headers by now.
                parts.reset();
            }
            int part = parts.next();
            frame.enter();
            frame.memory = parts.memory();
            frame.base = parts.address();
            frame.offset = part;
            frame.length = parts.length();
            perform(actions, at, to);
            frame.leave();
        }
        parts.reset();
    }
}
