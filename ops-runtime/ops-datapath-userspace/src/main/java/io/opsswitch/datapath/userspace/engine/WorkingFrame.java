/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Offload;
import io.opsswitch.datapath.userspace.frame.Segmenter;
import io.opsswitch.datapath.userspace.frame.VlanEditor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frame as it is between two actions, and what is known of it. It is changed in place as long as no output refers to
 * it, else a copy is changed; nested actions have a frame of their own to change. Belongs to an executor.
 */
final class WorkingFrame {

    /** What fits every headroom, be it a ring's or an arena's. */
    private static final int MAX_PUSHED = 8;

    private final boolean isNative;
    private final Outputs outputs;
    /** For each depth of nesting its own, made when it is reached first. */
    private Level[] levels;

    private Arena copies;

    ByteBuffer memory;
    long base;
    int offset;
    int length;
    /** How much of the frame the next output sends. */
    int cut;

    final Metadata metadata = new Metadata();

    private boolean mayChange;
    /** Tags and labels pushed where the frame lies now: each took some of its headroom. */
    private int pushed;
    /** How deep the actions at hand are nested. */
    private int depth;

    WorkingFrame(boolean isNative, Outputs outputs) {
        this.isNative = isNative;
        this.outputs = outputs;
        this.copies = new Arena(isNative);
        this.levels = new Level[] {new Level(copies)};
        this.memory = copies.memory();
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

        Level(Arena copies) {
            this.copies = copies;
        }
    }

    /**
     * Go on with another frame.
     *
     * @param port where it came in, if nothing else is known of it
     * @param given a key that says what is known of it, or null
     * @param isOurs whether it may be changed in place
     */
    void begin(
            ByteBuffer frameMemory,
            long frameBase,
            int frame,
            int frameLength,
            int port,
            @Nullable FlowKey given,
            boolean isOurs) {
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
    }

    /** Copy a packet without offload header to the copies of this depth, and return where it is. */
    int copyPlain(ByteBuffer packet) {
        int size = packet.remaining();
        makeRoom(size);
        return copies.copyPlain(packet, packet.position(), size);
    }

    /** Return the memory of the copies of this depth. */
    Arena copies() {
        return copies;
    }

    /** Return how deep the actions at hand are nested. */
    int depth() {
        return depth;
    }

    /** Return what cuts frames of this depth, made when it is needed first. */
    Segmenter segmenter() {
        Level level = levels[depth];
        Segmenter made = level.segmenter;
        if (made == null) {
            made = new Segmenter(level.copies.isNative());
            level.segmenter = made;
        }
        return made;
    }

    /**
     * Begin with nested actions: keep the frame as it is, and make copies from here on where making room for them does not
     * harm it.
     */
    void enter() {
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
    void leave() {
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

    /** Note that an output refers to the frame where it lies. */
    void shared() {
        cut = Integer.MAX_VALUE;
        mayChange = false;
    }

    /** Let the frame be changed: where it lies, or in a copy. */
    void prepareChange() {
        if (!mayChange) {
            makeRoom(length);
            offset = copies.copy(memory, offset, length);
            memory = copies.memory();
            base = copies.address();
            mayChange = true;
            pushed = 0;
        }
    }

    /** Let the frame begin earlier; return false if it cannot, being too short for a header or too long already. */
    boolean prepareFront(int bytes) {
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
    void grow(int bytes) {
        offset -= bytes;
        length += bytes;
    }

    /** Go on with what was written to the copies of this depth. */
    void moveTo(int frame, int frameLength) {
        memory = copies.memory();
        base = copies.address();
        offset = frame;
        length = frameLength;
        mayChange = true;
        pushed = 0;
    }

    /** Cut a copy of the frame: complete, since whoever gets it cannot compute checksums over the rest. */
    void cutFrame() {
        int size = cut;
        prepareChange();
        if (!Offload.needsSegmentation(memory, offset)) {
            Offload.completeChecksum(memory, offset, length);
        }
        Offload.clear(memory, offset);
        length = size;
    }

    /** Cut the frame for good, if the next output were to do so. */
    void finishCut() {
        if (cut < length) {
            cutFrame();
        }
        cut = Integer.MAX_VALUE;
    }

    /** Make room for a copy. What lies among the copies is sent first; the frame at hand survives until it is copied. */
    void makeRoom(int size) {
        if (!copies.hasRoom(size)) {
            flush();
        }
    }

    /** Send what was put out, so that the memory of copies is free again. */
    void flush() {
        outputs.flush();
        // Frames outside of what is nested lie further down.
        for (int i = depth; i < levels.length; i++) {
            levels[i].copies.reset();
        }
    }
}
