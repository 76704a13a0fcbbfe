/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.frame.Headers;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.EtherType;
import java.nio.ByteBuffer;

/** Puts MPLS label stack entries into frames and takes them out (RFC 3032), behind all VLAN tags. Used by one thread. */
public final class MplsEditor {

    /** Bytes of a label stack entry. */
    public static final int ENTRY = 4;

    private final Headers headers = new Headers();

    /** Put an entry in front; the frame then begins {@link #ENTRY} bytes earlier, which must be free. */
    public void push(ByteBuffer memory, int frame, int length, int entry, int etherType) {
        headers.locate(memory, frame, length);
        int behind = headers.typeAt() + 2;
        move(memory, frame, frame - ENTRY, behind - frame);
        memory.putShort(behind - ENTRY - 2, (short) etherType);
        memory.putInt(behind - ENTRY, entry);
        Offload.shift(memory, frame - ENTRY, ENTRY);
    }

    /** Return whether the frame has an entry to take out. */
    public boolean hasEntry(ByteBuffer memory, int frame, int length) {
        headers.locate(memory, frame, length);
        return EtherType.isMpls(headers.etherType()) && headers.network() != Headers.NONE;
    }

    /**
     * Take out the outermost entry of a frame that has one; the frame then begins {@link #ENTRY} bytes later.
     *
     * @param etherType what is behind it
     */
    public void pop(ByteBuffer memory, int frame, int length, int etherType) {
        headers.locate(memory, frame, length);
        int at = headers.network();
        memory.putShort(at - 2, (short) etherType);
        move(memory, frame, frame + ENTRY, at - frame);
        Offload.shift(memory, frame + ENTRY, -ENTRY);
    }

    private static void move(ByteBuffer memory, int from, int to, int length) {
        memory.put(to - OffloadHeader.BYTES, memory, from - OffloadHeader.BYTES, length + OffloadHeader.BYTES);
    }
}
