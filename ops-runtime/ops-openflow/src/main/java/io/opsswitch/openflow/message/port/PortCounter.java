/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

/**
 * What is counted at ports: first what all versions tell in this order, then what Intel's extension of OpenFlow 1.4 tells in
 * this order.
 */
public enum PortCounter {
    /** Packets received. */
    RX_PACKETS,
    /** Packets sent. */
    TX_PACKETS,
    /** Bytes received. */
    RX_BYTES,
    /** Bytes sent. */
    TX_BYTES,
    /** Packets dropped by receiving. */
    RX_DROPPED,
    /** Packets dropped by sending. */
    TX_DROPPED,
    /** Errors by receiving. */
    RX_ERRORS,
    /** Errors by sending. */
    TX_ERRORS,
    /** Frames that end in the middle of a byte. */
    RX_FRAME_ERRORS,
    /** Frames for which there was no room. */
    RX_OVER_ERRORS,
    /** Frames with wrong checksums. */
    RX_CRC_ERRORS,
    /** Collisions. */
    COLLISIONS,
    /** Packets received of 1 to 64 bytes. */
    RX_1_TO_64_PACKETS,
    /** Packets received of 65 to 127 bytes. */
    RX_65_TO_127_PACKETS,
    /** Packets received of 128 to 255 bytes. */
    RX_128_TO_255_PACKETS,
    /** Packets received of 256 to 511 bytes. */
    RX_256_TO_511_PACKETS,
    /** Packets received of 512 to 1023 bytes. */
    RX_512_TO_1023_PACKETS,
    /** Packets received of 1024 to 1522 bytes. */
    RX_1024_TO_1522_PACKETS,
    /** Packets received of 1523 bytes and more. */
    RX_1523_TO_MAX_PACKETS,
    /** Packets sent of 1 to 64 bytes. */
    TX_1_TO_64_PACKETS,
    /** Packets sent of 65 to 127 bytes. */
    TX_65_TO_127_PACKETS,
    /** Packets sent of 128 to 255 bytes. */
    TX_128_TO_255_PACKETS,
    /** Packets sent of 256 to 511 bytes. */
    TX_256_TO_511_PACKETS,
    /** Packets sent of 512 to 1023 bytes. */
    TX_512_TO_1023_PACKETS,
    /** Packets sent of 1024 to 1522 bytes. */
    TX_1024_TO_1522_PACKETS,
    /** Packets sent of 1523 bytes and more. */
    TX_1523_TO_MAX_PACKETS,
    /** Packets sent to groups. */
    TX_MULTICAST_PACKETS,
    /** Packets received for all. */
    RX_BROADCAST_PACKETS,
    /** Packets sent to all. */
    TX_BROADCAST_PACKETS,
    /** Packets received that are too short. */
    RX_UNDERSIZED_ERRORS,
    /** Packets received that are too long. */
    RX_OVERSIZE_ERRORS,
    /** Packets received that are too short and broken. */
    RX_FRAGMENTED_ERRORS,
    /** Packets received that are too long and broken. */
    RX_JABBER_ERRORS
}
