/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import java.nio.ByteBuffer;

/** Ethernet frames for tests. */
public final class Frames {

    /** The broadcast address. */
    public static final long BROADCAST = 0xffff_ffff_ffffL;

    private Frames() {}

    /** Return a frame of 60 bytes without a tag. */
    public static byte[] untagged(long source, long destination) {
        ByteBuffer frame = ByteBuffer.allocate(60);
        putAddress(frame, destination);
        putAddress(frame, source);
        frame.putShort((short) 0x88b5);
        return frame.array();
    }

    /** Return a frame of 64 bytes with a tag; the priority is in the upper three bits of the TCI. */
    public static byte[] tagged(long source, long destination, int tci) {
        return push(untagged(source, destination), 0x8100, tci);
    }

    /** Return the TCI of a frame's tag, or -1 if it has none. */
    public static int tci(byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        return (buffer.getShort(12) & 0xffff) == 0x8100 ? buffer.getShort(14) & 0xffff : -1;
    }

    static byte[] push(byte[] frame, int tpid, int tci) {
        ByteBuffer longer = ByteBuffer.allocate(frame.length + 4);
        longer.put(frame, 0, 12).putShort((short) tpid).putShort((short) tci);
        return longer.put(frame, 12, frame.length - 12).array();
    }

    static byte[] pop(byte[] frame) {
        ByteBuffer shorter = ByteBuffer.allocate(frame.length - 4);
        return shorter.put(frame, 0, 12).put(frame, 16, frame.length - 16).array();
    }

    /** Return the key of a frame, as far as these frames have fields. */
    static FlowKey key(byte[] frame, int port) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        FlowKey key = new FlowKey();
        key.set(FlowField.IN_PORT, port);
        key.set(FlowField.ETH_DST, buffer.getLong(0) >>> 16);
        key.set(FlowField.ETH_SRC, buffer.getLong(6) >>> 16);
        int tags = 0;
        while (tags < 2 && EtherType.isVlan(buffer.getShort(12 + 4 * tags) & 0xffff)) {
            int tci = buffer.getShort(14 + 4 * tags) & 0xefff | FlowField.VLAN_PRESENT;
            key.set(tags == 0 ? FlowField.VLAN_TCI : FlowField.INNER_VLAN_TCI, tci);
            key.set(
                    tags == 0 ? FlowField.VLAN_TPID : FlowField.INNER_VLAN_TPID,
                    buffer.getShort(12 + 4 * tags) & 0xffff);
            tags++;
        }
        key.set(FlowField.ETH_TYPE, buffer.getShort(12 + 4 * tags) & 0xffff);
        return key;
    }

    private static void putAddress(ByteBuffer frame, long address) {
        frame.putShort((short) (address >>> 32)).putInt((int) address);
    }
}
