/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * Layout of a slot of a {@link PacketSocket}'s ring (packet(7), struct tpacket2_hdr), numbers in native byte order.
 *
 * <pre>
 *    0         4         8         12    14    16      24      26      28
 *   +---------+---------+---------+-----+-----+-------+-------+-------+-----
 *   | status  | length  | stored  | mac | net | time  |  TCI  | TPID  | ...
 *   +---------+---------+---------+-----+-----+-------+-------+-------+-----
 *                        ... headroom | OffloadHeader | frame at `mac`
 * </pre>
 *
 * The process owns the slot while {@link #STATUS_USER} is set and gives it back by storing {@link #STATUS_KERNEL}; read
 * with acquire, stored with release semantics.
 */
public final class RingFrame {
    /** Offset of the status, 32 bits. */
    public static final int STATUS = 0;
    /** Offset of the frame's length, 32 bits. */
    public static final int LENGTH = 4;
    /** Offset of the number of bytes stored in the slot, 32 bits. */
    public static final int STORED = 8;
    /** Offset of the offset of the frame's first byte in the slot, 16 bits. */
    public static final int MAC = 12;
    /** Offset of the TCI of the VLAN tag that the kernel took out, 16 bits. */
    public static final int VLAN_TCI = 24;
    /** Offset of that tag's TPID, 16 bits. */
    public static final int VLAN_TPID = 26;

    /** Status: the slot belongs to the kernel. */
    public static final int STATUS_KERNEL = 0;
    /** Status bit: the slot holds a frame. */
    public static final int STATUS_USER = 1;
    /** Status bit: the frame did not fit, {@link PacketSocket#receiveCopy} has it in full. */
    public static final int STATUS_COPY = 2;
    /** Status bit: {@link #VLAN_TCI} is meaningful. */
    public static final int STATUS_VLAN = 0x10;
    /** Status bit: {@link #VLAN_TPID} is meaningful. */
    public static final int STATUS_VLAN_TPID = 0x40;

    /** Extra headroom asked for; chosen so that the network header starts at a multiple of 16. */
    public static final int RESERVE = 54;

    /** Bytes in front of the frame, {@link OffloadHeader} included, that the process may overwrite. */
    public static final int HEADROOM = 64;

    private RingFrame() {}
}
