/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.EtherType;
import java.nio.ByteBuffer;

/**
 * Puts VLAN tags into frames and takes them out, by moving the addresses (and the offload header in front of them)
 * rather than the payload.
 */
public final class VlanEditor {

    /** Bytes of a tag. */
    public static final int TAG = 4;

    /** Bytes of an Ethernet header, without which a frame can have no tag. */
    public static final int ETHERNET_HEADER = 14;

    private static final int ETHERTYPE = 12;

    private VlanEditor() {}

    /** Put a tag in front; the frame then begins {@link #TAG} bytes earlier, which must be free. */
    public static void push(ByteBuffer memory, int frame, int tpid, int tci) {
        move(memory, frame, frame - TAG);
        memory.putInt(frame - TAG + ETHERTYPE, tpid << 16 | tci & 0xffff);
        Offload.shift(memory, frame - TAG, TAG);
    }

    /** Return whether the frame has a tag to take out. */
    public static boolean hasTag(ByteBuffer memory, int frame, int length) {
        return length >= ETHERNET_HEADER + TAG && EtherType.isVlan(memory.getShort(frame + ETHERTYPE) & 0xffff);
    }

    /** Take out the outermost tag of a frame that has one; the frame then begins {@link #TAG} bytes later. */
    public static void pop(ByteBuffer memory, int frame) {
        move(memory, frame, frame + TAG);
        Offload.shift(memory, frame + TAG, -TAG);
    }

    /** Move 22 bytes, all read before any is written. */
    private static void move(ByteBuffer memory, int from, int to) {
        int source = from - OffloadHeader.BYTES;
        int target = to - OffloadHeader.BYTES;
        long a = memory.getLong(source);
        long b = memory.getLong(source + 8);
        int c = memory.getInt(source + 16);
        short d = memory.getShort(source + 20);
        memory.putLong(target, a);
        memory.putLong(target + 8, b);
        memory.putInt(target + 16, c);
        memory.putShort(target + 20, d);
    }
}
