/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.VlanEditor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Does actions. A frame is changed in place as long as no output refers to it, else a copy is changed. Belongs to a
 * worker.
 */
final class ActionExecutor {

    /** What fits every headroom, be it a ring's or an arena's. */
    private static final int MAX_PUSHED = 8;

    private final int slot;
    private final Arena copies;
    private @Nullable PortBase[] ports = new PortBase[0];
    private @Nullable TxQueue[] queues = new TxQueue[8];
    private TxQueue[] touched = new TxQueue[8];
    private int touchedCount;

    /** The frame as it is between two actions. */
    private ByteBuffer memory;

    private long base;
    private int offset;
    private int length;
    private boolean mayChange;
    /** Tags pushed where the frame lies now: each took some of its headroom. */
    private int pushed;

    ActionExecutor(int slot, boolean isNative) {
        this.slot = slot;
        this.copies = new Arena(isNative);
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

    /** Do actions on a packet without offload header, which is copied. */
    void executePlain(Actions actions, ByteBuffer packet) {
        int size = packet.remaining();
        if (size > Arena.LARGEST_FRAME) {
            throw new IllegalArgumentException("a packet of " + size + " bytes is longer than " + Arena.LARGEST_FRAME);
        }
        makeRoom(size);
        int at = copies.copyPlain(packet, packet.position(), size);
        execute(actions, copies.memory(), copies.address(), at, size, true);
    }

    /**
     * Refuse actions that this datapath cannot do.
     *
     * @throws IllegalArgumentException if there is one; the message names it
     */
    static void requireSupported(Actions actions) {
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT, Action.PUSH_VLAN, Action.POP_VLAN -> {
                    // Done by execute.
                }
                default ->
                    throw new IllegalArgumentException("the userspace datapath cannot do the action "
                            + Action.name(actions.opcode(at))
                            + ": it knows output, push_vlan and pop_vlan; leave it out or use a kernel's datapath");
            }
        }
    }

    /**
     * Do actions on a frame.
     *
     * @param actions what {@link #requireSupported} let pass
     * @param isOurs whether the frame may be changed in place
     */
    void execute(Actions actions, ByteBuffer frameMemory, long frameBase, int frame, int frameLength, boolean isOurs) {
        memory = frameMemory;
        base = frameBase;
        offset = frame;
        length = frameLength;
        mayChange = isOurs;
        pushed = 0;
        int end = actions.end();
        for (int at = 0; at < end; at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT -> output(actions.argument(at));
                case Action.PUSH_VLAN -> pushVlan(actions.argument(at));
                case Action.POP_VLAN -> popVlan();
                default ->
                    throw new IllegalStateException(
                            "an action that was not refused: " + Action.name(actions.opcode(at)));
            }
        }
    }

    /** Send what was put out. */
    void flush() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].flush();
            touched[i].untouch();
        }
        touchedCount = 0;
        copies.reset();
    }

    private void output(int number) {
        PortBase port = number >= 0 && number < ports.length ? ports[number] : null;
        if (port == null) {
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
        queue.add(memory, base, offset, length);
        mayChange = false;
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
        if (length < VlanEditor.ETHERNET_HEADER || length + VlanEditor.TAG > Arena.LARGEST_FRAME) {
            return;
        }
        if (pushed == MAX_PUSHED) {
            mayChange = false;
        }
        prepareChange();
        pushed++;
        VlanEditor.push(memory, offset, argument >>> 16, argument & 0xffff);
        offset -= VlanEditor.TAG;
        length += VlanEditor.TAG;
    }

    private void popVlan() {
        if (VlanEditor.hasTag(memory, offset, length)) {
            prepareChange();
            VlanEditor.pop(memory, offset);
            offset += VlanEditor.TAG;
            length -= VlanEditor.TAG;
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
