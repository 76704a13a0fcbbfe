/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and changes the offload header in front of a frame. Memory is big-endian, the header in native order. */
public final class Offload {

    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Offload() {}

    /** Return whether the frame's checksum is still to be computed. */
    public static boolean needsChecksum(ByteBuffer memory, int frame) {
        return (memory.get(frame - OffloadHeader.BYTES) & OffloadHeader.NEEDS_CHECKSUM) != 0;
    }

    /** Return whether the frame is still to be cut into segments. */
    public static boolean needsSegmentation(ByteBuffer memory, int frame) {
        return memory.get(frame - OffloadHeader.BYTES + OffloadHeader.SEGMENTATION) != 0;
    }

    /** Return the kind of segments to cut the frame into, 0 = none; see {@link OffloadHeader}. */
    static int segmentation(ByteBuffer memory, int frame) {
        return memory.get(frame - OffloadHeader.BYTES + OffloadHeader.SEGMENTATION) & ~OffloadHeader.SEGMENTATION_ECN;
    }

    /** Return the bytes of payload of a segment. */
    static int segmentSize(ByteBuffer memory, int frame) {
        return get(memory, frame, OffloadHeader.SEGMENT_SIZE);
    }

    /** Declare the frame complete. */
    public static void clear(ByteBuffer memory, int frame) {
        memory.putLong(frame - OffloadHeader.BYTES, 0);
        memory.putShort(frame - 2, (short) 0);
    }

    /** Account for bytes put into (or, if negative, taken out of) the Ethernet header. */
    static void shift(ByteBuffer memory, int frame, int bytes) {
        if (needsChecksum(memory, frame)) {
            put(memory, frame, OffloadHeader.CHECKSUM_START, get(memory, frame, OffloadHeader.CHECKSUM_START) + bytes);
        }
        if (needsSegmentation(memory, frame)) {
            put(memory, frame, OffloadHeader.HEADER_LENGTH, get(memory, frame, OffloadHeader.HEADER_LENGTH) + bytes);
        }
    }

    /**
     * Compute the checksum of a frame that lacks it and declare it complete. A frame whose header points outside of it is
     * left as it is.
     */
    public static void completeChecksum(ByteBuffer memory, int frame, int length) {
        if (!needsChecksum(memory, frame)) {
            return;
        }
        int start = get(memory, frame, OffloadHeader.CHECKSUM_START);
        int place = start + get(memory, frame, OffloadHeader.CHECKSUM_OFFSET);
        if (place + 2 > length) {
            return;
        }
        // The field holds the sum of the pseudo header, so that it takes part like any other data.
        int sum = InternetChecksum.of(memory, frame + start, length - start);
        // UDP sends an all-ones sum as such, since zero means there is none; for TCP both mean the same.
        memory.putShort(frame + place, (short) (sum == 0 ? 0xffff : sum));
        clear(memory, frame);
    }

    private static int get(ByteBuffer memory, int frame, int field) {
        short value = memory.getShort(frame - OffloadHeader.BYTES + field);
        return (SWAP ? Short.reverseBytes(value) : value) & 0xffff;
    }

    private static void put(ByteBuffer memory, int frame, int field, int value) {
        short bits = (short) value;
        memory.putShort(frame - OffloadHeader.BYTES + field, SWAP ? Short.reverseBytes(bits) : bits);
    }
}
