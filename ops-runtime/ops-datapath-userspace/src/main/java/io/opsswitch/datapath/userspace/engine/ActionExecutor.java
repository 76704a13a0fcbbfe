/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.frame.HeaderSetter;
import io.opsswitch.datapath.hash.PacketHash;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.IpEditor;
import io.opsswitch.datapath.userspace.frame.MplsEditor;
import io.opsswitch.datapath.userspace.frame.Offload;
import io.opsswitch.datapath.userspace.frame.Segmenter;
import io.opsswitch.datapath.userspace.frame.VlanEditor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Does actions. A frame is changed in place as long as no output refers to it, else a copy is changed. Belongs to a
 * worker.
 */
final class ActionExecutor {

    /** What fits every headroom, be it a ring's or an arena's. */
    private static final int MAX_PUSHED = 8;

    private static final Coverage NO_DEVICE = Coverage.counter("datapath_drop_invalid_port");
    private static final int DSCP_SHIFT = 2;
    private static final int ECN_BITS = 3;

    private final int slot;
    private final boolean isNative;
    /** For each depth of nesting its own, made when it is reached first. */
    private Level[] levels;

    private Arena copies;
    private @Nullable PortBase[] ports = new PortBase[0];
    private @Nullable TxQueue[] queues = new TxQueue[8];
    private TxQueue[] touched = new TxQueue[8];
    private int touchedCount;

    private final HeaderSetter setter = new HeaderSetter(Offload::needsChecksum);
    private final MplsEditor mpls = new MplsEditor();

    /** The frame as it is between two actions. */
    private ByteBuffer memory;

    private long base;
    private int offset;
    private int length;
    private boolean mayChange;
    /** Tags and labels pushed where the frame lies now: each took some of its headroom. */
    private int pushed;
    /** How deep the actions at hand are nested. */
    private int depth;

    private boolean isRunning;
    private final Metadata metadata = new Metadata();
    /** How much of the frame the next output sends. */
    private int cut;

    /** Does what takes more than the frame. */
    interface Lookup {

        /** Look a frame up again, and have the executor {@link #proceed} with what is found. */
        void recirculate(ByteBuffer memory, long base, int offset, int length, Metadata metadata);

        /** Hand a frame to the handler, which may have the executor do other actions meanwhile. */
        void userspace(ByteBuffer memory, long base, int offset, int length, Metadata metadata, Action.Upcall upcall);

        /** Count a frame whose outer headers could not be taken off. */
        void damagedTunnel();
    }

    private final Lookup lookup;
    private final Meters meters;
    private long nowMillis;
    private final IpEditor ip = new IpEditor();
    /** Of the frame that is hashed. */
    private final FlowKey hashed = new FlowKey();

    ActionExecutor(int slot, boolean isNative, Lookup lookup, Meters meters) {
        this.slot = slot;
        this.lookup = lookup;
        this.meters = meters;
        this.isNative = isNative;
        this.copies = new Arena(isNative);
        this.levels = new Level[] {new Level(copies)};
        this.memory = copies.memory();
    }

    void setPorts(@Nullable PortBase[] current) {
        if (ports != current) {
            ports = current;
            for (int i = 0; i < queues.length; i++) {
                TxQueue queue = queues[i];
                if (queue != null && (i >= ports.length || ports[i] != queue.port())) {
                    queues[i] = null;
                }
            }
        }
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
            enter();
        }
        makeRoom(size);
        int at = copies.copyPlain(packet, packet.position(), size);
        execute(actions, copies.memory(), copies.address(), at, size, 0, given, true);
        if (isNested) {
            leave();
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
            ByteBuffer frameMemory,
            long frameBase,
            int frame,
            int frameLength,
            int port,
            @Nullable FlowKey given,
            boolean isOurs) {
        boolean isNested = isRunning;
        int outerDepth = depth;
        if (isNested) {
            enter();
        }
        isRunning = true;
        try {
            memory = frameMemory;
            base = frameBase;
            offset = frame;
            length = frameLength;
            if (given == null) {
                metadata.reset(port);
            } else {
                metadata.read(given);
            }
            mayChange = isOurs;
            pushed = 0;
            cut = Integer.MAX_VALUE;
            perform(actions, 0, actions.end());
        } finally {
            while (depth > outerDepth) {
                leave();
            }
            isRunning = isNested;
        }
    }

    /** What nested actions leave alone: memory for the copies of a depth, and there the frame as it is outside of them. */
    private static final class Level {
        private final Arena copies;
        private @Nullable ByteBuffer memory;
        private long base;
        private int offset;
        private int length;
        private int pushed;
        private final Metadata metadata = new Metadata();
        private int cut;
        private @Nullable Segmenter segmenter;

        /** Return what cuts frames of this depth, made when it is needed first. */
        Segmenter segmenter() {
            Segmenter made = segmenter;
            if (made == null) {
                made = new Segmenter(copies.isNative());
                segmenter = made;
            }
            return made;
        }

        Level(Arena copies) {
            this.copies = copies;
        }
    }

    /**
     * Begin with nested actions: keep the frame as it is, and make copies from here on where making room for them does not
     * harm it.
     */
    private void enter() {
        Level outer = levels[depth];
        outer.memory = memory;
        outer.base = base;
        outer.offset = offset;
        outer.length = length;
        outer.pushed = pushed;
        outer.metadata.copyFrom(metadata);
        outer.cut = cut;
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth + 1);
            levels[depth] = new Level(new Arena(isNative));
        }
        copies = levels[depth].copies;
        mayChange = false;
    }

    /** End nested actions: go on with the frame as it was, which outputs may refer to by now. */
    private void leave() {
        depth--;
        Level outer = levels[depth];
        memory = Objects.requireNonNull(outer.memory);
        base = outer.base;
        offset = outer.offset;
        length = outer.length;
        pushed = outer.pushed;
        metadata.copyFrom(outer.metadata);
        cut = outer.cut;
        copies = outer.copies;
        mayChange = false;
    }

    private void perform(Actions actions, int from, int to) {
        for (int at = from; at < to; at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT -> output(actions.argument(at));
                case Action.PUSH_VLAN -> pushVlan(actions.argument(at));
                case Action.POP_VLAN -> popVlan();
                case Action.SET, Action.SET_MASKED -> set(actions, at);
                case Action.PUSH_MPLS -> pushMpls(actions.argument(at), actions.argument(at, 1));
                case Action.POP_MPLS -> popMpls(actions.argument(at));
                case Action.TRUNC -> cut = actions.argument(at);
                case Action.SAMPLE -> {
                    int probability = actions.argument(at);
                    if (probability == -1
                            || Integer.compareUnsigned(
                                            ThreadLocalRandom.current().nextInt(), probability)
                                    < 0) {
                        performOnCopy(actions, actions.nestedStart(at), actions.next(at));
                    }
                }
                case Action.CLONE -> performOnCopy(actions, actions.nestedStart(at), actions.next(at));
                case Action.CHECK_PKT_LEN -> {
                    if (length > actions.argument(at)) {
                        performOnCopy(actions, actions.nestedStart(at), actions.shorterStart(at));
                    } else {
                        performOnCopy(actions, actions.shorterStart(at), actions.next(at));
                    }
                }
                case Action.HASH -> hash(actions.argument(at), actions.argument(at, 1));
                case Action.USERSPACE -> userspace(actions.upcall(at));
                case Action.METER -> {
                    if (!passesMeter(actions.argument(at))) {
                        return;
                    }
                }
                case Action.DEC_TTL -> {
                    if (!decreaseTtl()) {
                        perform(actions, actions.nestedStart(at), actions.next(at));
                        return;
                    }
                }
                case Action.RECIRC -> recirculate(actions.argument(at), actions.next(at) == to);
                case Action.TUNNEL_PUSH -> {
                    if (Offload.needsSegmentation(memory, offset)) {
                        pushInSegments(actions, at, to);
                        return;
                    }
                    if (!pushTunnel(actions.tunnelPush(at))) {
                        return;
                    }
                }
                case Action.TUNNEL_POP -> popTunnel(actions.argument(at), actions.next(at) == to);
                case Action.DROP -> {
                    return;
                }
                default ->
                    throw new IllegalStateException(
                            "an action that was not refused: " + Action.name(actions.opcode(at)));
            }
        }
    }

    private void set(Actions actions, int at) {
        if (!metadata.set(actions, at)) {
            prepareChange();
            setter.set(memory, offset, length, actions, at);
        }
    }

    private void hash(int algorithm, int basis) {
        PacketParser.parse(memory, offset, length, metadata.inPort(), hashed);
        metadata.setHash(PacketHash.of(algorithm, hashed, basis));
    }

    private void userspace(Action.Upcall upcall) {
        if (cut < length) {
            enter();
            cutFrame();
            lookup.userspace(memory, base, offset, length, metadata, upcall);
            leave();
        } else {
            lookup.userspace(memory, base, offset, length, metadata, upcall);
        }
        cut = Integer.MAX_VALUE;
    }

    /** Return whether a meter lets the frame go on; it does where there is no such meter. */
    private boolean passesMeter(int id) {
        MeterBuckets meter = meters.get(id);
        Meter.Band exceeded = meter == null ? null : meter.measure(length, nowMillis);
        if (exceeded == null) {
            return true;
        }
        if (exceeded.type() == Meter.BandType.DROP) {
            return false;
        }
        if (ip.locate(memory, offset, length)) {
            int old = ip.typeOfService(memory);
            int remarked = exceeded.remark(old >> DSCP_SHIFT) << DSCP_SHIFT | old & ECN_BITS;
            if (remarked != old) {
                prepareChange();
                ip.locate(memory, offset, length);
                ip.setTypeOfService(memory, remarked);
            }
        }
        return true;
    }

    /** Lower the time to live if there is one; return false if it has run out. */
    private boolean decreaseTtl() {
        if (!ip.locate(memory, offset, length)) {
            return true;
        }
        int left = ip.timeToLive(memory) - 1;
        if (left <= 0) {
            return false;
        }
        prepareChange();
        ip.locate(memory, offset, length);
        ip.setTimeToLive(memory, left);
        return true;
    }

    /** Have the frame looked up again; if nothing follows, it need not stay what it is. */
    private void recirculate(int id, boolean isLast) {
        if (!isLast) {
            enter();
        }
        metadata.setRecirculation(id);
        lookup.recirculate(memory, base, offset, length, metadata);
        if (!isLast) {
            leave();
        }
    }

    /** A device cannot cut what is inside of a tunnel: do that before, and do all that follows with each part. */
    private void pushInSegments(Actions actions, int at, int to) {
        Segmenter parts = levels[depth].segmenter();
        int count = parts.begin(memory, offset, length);
        for (int i = 0; i < count; i++) {
            if (!parts.hasRoom()) {
                // All earlier ones have been copied behind their outer headers by now.
                parts.reset();
            }
            int part = parts.next();
            enter();
            memory = parts.memory();
            base = parts.address();
            offset = part;
            length = parts.length();
            perform(actions, at, to);
            leave();
        }
        parts.reset();
    }

    /** Put outer headers in front; return false if the frame is lost. */
    private boolean pushTunnel(Action.TunnelPush push) {
        TunnelPort tunnel = tunnelPort(push.tunnelPort());
        byte[] header = push.header();
        if (tunnel == null || length + header.length > Arena.LARGEST_FRAME) {
            return false;
        }
        if (Offload.needsChecksum(memory, offset)) {
            // Devices complete only what they see outside.
            prepareChange();
            Offload.completeChecksum(memory, offset, length);
        }
        PacketParser.parse(memory, offset, length, metadata.inPort(), hashed);
        int hash = PacketHash.fiveTuple(hashed);
        int whole = length + header.length;
        makeRoom(whole);
        int at = copies.allocate(whole);
        ByteBuffer target = copies.memory();
        // The frame first: it may lie where the header is going to be.
        target.put(at + header.length, memory, offset, length);
        target.put(at, header);
        Offload.clear(target, at);
        memory = target;
        base = copies.address();
        offset = at;
        length = whole;
        mayChange = true;
        pushed = 0;
        tunnel.codec().push(memory, offset, length, push, hash);
        metadata.clearTunnel();
        return true;
    }

    /** Take outer headers off, and have the frame looked up again. */
    private void popTunnel(int number, boolean isLast) {
        TunnelPort tunnel = tunnelPort(number);
        if (tunnel == null) {
            return;
        }
        if (!isLast) {
            enter();
        }
        prepareChange();
        if (Offload.needsSegmentation(memory, offset)) {
            // The sender's system took the outer datagrams for one of its own that anybody could cut.
            Offload.clear(memory, offset);
        }
        Offload.completeChecksum(memory, offset, length);
        metadata.reset(number);
        int header = tunnel.codec().pop(memory, offset, length, metadata.tunnel());
        if (header == TunnelCodec.DAMAGED) {
            lookup.damagedTunnel();
        } else {
            grow(-header);
            Offload.clear(memory, offset);
            tunnel.countReceived(slot, 1, length);
            lookup.recirculate(memory, base, offset, length, metadata);
        }
        if (!isLast) {
            leave();
        }
    }

    private @Nullable TunnelPort tunnelPort(int number) {
        PortBase port = number >= 0 && number < ports.length ? ports[number] : null;
        return port instanceof TunnelPort tunnel ? tunnel : null;
    }

    /** Do the actions that a frame which is looked up again has found. */
    void proceed(Actions actions) {
        perform(actions, 0, actions.end());
    }

    private void performOnCopy(Actions actions, int from, int to) {
        enter();
        perform(actions, from, to);
        leave();
    }

    /** Send what was put out. */
    void flush() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].flush();
            touched[i].untouch();
        }
        touchedCount = 0;
        // Frames outside of what is nested lie further down.
        for (int i = depth; i < levels.length; i++) {
            levels[i].copies.reset();
        }
    }

    private void output(int number) {
        PortBase port = number >= 0 && number < ports.length ? ports[number] : null;
        if (port == null || port instanceof TunnelPort) {
            NO_DEVICE.hit();
            return;
        }
        TxQueue queue = number < queues.length ? queues[number] : null;
        if (queue == null || queue.port() != port) {
            queue = newQueue(port);
        }
        if (queue.touch()) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = queue;
        }
        if (cut < length) {
            addCut(queue);
        } else {
            queue.add(memory, base, offset, length);
        }
        cut = Integer.MAX_VALUE;
        mayChange = false;
    }

    /** Put out the beginning of the frame. */
    private void addCut(TxQueue queue) {
        enter();
        cutFrame();
        queue.add(memory, base, offset, length);
        leave();
    }

    /** Cut a copy of the frame: complete, since whoever gets it cannot compute checksums over the rest. */
    private void cutFrame() {
        int size = cut;
        prepareChange();
        if (!Offload.needsSegmentation(memory, offset)) {
            Offload.completeChecksum(memory, offset, length);
        }
        Offload.clear(memory, offset);
        length = size;
    }

    private TxQueue newQueue(PortBase port) {
        if (port.number() >= queues.length) {
            queues = Arrays.copyOf(queues, Math.max(port.number() + 1, 2 * queues.length));
        }
        TxQueue queue = port.newQueue(slot);
        queues[port.number()] = queue;
        return queue;
    }

    private void pushVlan(int argument) {
        if (prepareFront(VlanEditor.TAG)) {
            VlanEditor.push(memory, offset, argument >>> 16, argument & 0xffff);
            grow(VlanEditor.TAG);
        }
    }

    private void pushMpls(int entry, int etherType) {
        if (prepareFront(MplsEditor.ENTRY)) {
            mpls.push(memory, offset, length, entry, etherType);
            grow(MplsEditor.ENTRY);
        }
    }

    /** Prepare the frame to begin earlier; return false if it cannot, being too short for a header or too long already. */
    private boolean prepareFront(int bytes) {
        if (length < VlanEditor.ETHERNET_HEADER || length + bytes > Arena.LARGEST_FRAME) {
            return false;
        }
        if (pushed == MAX_PUSHED) {
            mayChange = false;
        }
        prepareChange();
        pushed++;
        return true;
    }

    /** Account for bytes put in front (or, if negative, taken away). */
    private void grow(int bytes) {
        offset -= bytes;
        length += bytes;
    }

    private void popVlan() {
        if (VlanEditor.hasTag(memory, offset, length)) {
            prepareChange();
            VlanEditor.pop(memory, offset);
            grow(-VlanEditor.TAG);
        }
    }

    private void popMpls(int etherType) {
        if (mpls.hasEntry(memory, offset, length)) {
            prepareChange();
            mpls.pop(memory, offset, length, etherType);
            grow(-MplsEditor.ENTRY);
        }
    }

    private void prepareChange() {
        if (!mayChange) {
            makeRoom(length);
            offset = copies.copy(memory, offset, length);
            memory = copies.memory();
            base = copies.address();
            mayChange = true;
            pushed = 0;
        }
    }

    /** Make room for a copy. What lies among the copies is sent first; the frame at hand survives until it is copied. */
    private void makeRoom(int size) {
        if (!copies.hasRoom(size)) {
            flush();
        }
    }
}
