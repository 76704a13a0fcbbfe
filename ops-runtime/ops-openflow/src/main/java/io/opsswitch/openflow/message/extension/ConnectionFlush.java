/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.message.wire.Body;
import org.jspecify.annotations.Nullable;

/**
 * Which tracked connections are flushed.
 *
 * @param protocol the protocol of IP, 0 for any
 * @param original what the packets in the direction of the first one have
 * @param reply what those in the other direction have
 * @param zone their zone, null for any
 * @param mark their mark
 * @param markMask which bits of the mark count
 * @param labels their labels, the upper half first
 * @param labelsMask which bits of the labels count
 */
public record ConnectionFlush(
        int protocol,
        Tuple original,
        Tuple reply,
        @Nullable Integer zone,
        int mark,
        int markMask,
        Bits128 labels,
        Bits128 labelsMask)
        implements Body {

    /** No tuple. */
    public static final Tuple ANY = new Tuple(Bits128.ZERO, Bits128.ZERO, 0, 0);

    /**
     * 128 bits.
     *
     * @param high the upper half
     * @param low the lower half
     */
    public record Bits128(long high, long low) {
        /** All zeros. */
        public static final Bits128 ZERO = new Bits128(0, 0);
        /** All ones. */
        public static final Bits128 ONES = new Bits128(-1, -1);
    }

    /**
     * What packets in one direction have.
     *
     * @param source address, those of IPv4 mapped to IPv6; 0 for any
     * @param destination likewise
     * @param sourcePort the port, or the identifier of ICMP
     * @param destinationPort the port; for ICMP the code in the upper and the type in the lower byte
     */
    public record Tuple(Bits128 source, Bits128 destination, int sourcePort, int destinationPort) {}
}
