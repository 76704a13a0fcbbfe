/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * Layout of the header in front of every frame that comes from or goes to a device: the state of its checksum and
 * segmentation offload. Numbers are in native byte order (virtio specification 1.2, 5.1.6, struct virtio_net_hdr of a
 * legacy device; packet(7), PACKET_VNET_HDR).
 *
 * <pre>
 *    0       1       2               4               6               8              10
 *   +-------+-------+---------------+---------------+---------------+---------------+---------
 *   | flags | type  | header length | segment size  | checksum start| checksum at   | frame ...
 *   +-------+-------+---------------+---------------+---------------+---------------+---------
 * </pre>
 *
 * <p>All zero: the frame is complete as it is. Offsets count from the first byte of the frame, so they move when a VLAN
 * tag is put in or taken out.
 */
public final class OffloadHeader {
    /** Bytes of the header. */
    public static final int BYTES = 10;

    /** Offset of the flags. */
    public static final int FLAGS = 0;
    /** Offset of the segmentation type, 0 = none. */
    public static final int SEGMENTATION = 1;
    /** Offset of the length of all protocol headers, meaningful for frames to be segmented. */
    public static final int HEADER_LENGTH = 2;
    /** Offset of the payload size of a segment. */
    public static final int SEGMENT_SIZE = 4;
    /** Offset of the place in the frame from which on the checksum is computed. */
    public static final int CHECKSUM_START = 6;
    /** Offset of the place of the checksum, counted from {@link #CHECKSUM_START}'s value. */
    public static final int CHECKSUM_OFFSET = 8;

    /** Flag: the checksum is still to be computed; its field holds the sum of the pseudo header. */
    public static final int NEEDS_CHECKSUM = 1;

    /** Segmentation: TCP over IPv4. */
    public static final int SEGMENTATION_TCP4 = 1;
    /** Segmentation: TCP over IPv6. */
    public static final int SEGMENTATION_TCP6 = 4;
    /** Segmentation: UDP, each segment a datagram. */
    public static final int SEGMENTATION_UDP = 5;
    /** Segmentation, a bit: congestion is reported by the first segment only. */
    public static final int SEGMENTATION_ECN = 0x80;

    private OffloadHeader() {}
}
