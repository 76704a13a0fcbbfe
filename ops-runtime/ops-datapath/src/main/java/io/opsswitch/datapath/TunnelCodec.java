/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;

/**
 * What the outer headers of one kind of tunnel look like. Used by several threads at once; allocates nothing for a
 * packet. Memory is big-endian.
 */
public interface TunnelCodec {

    /** Returned by {@link #pop}: what is there is no packet of this tunnel, or a damaged one. */
    int DAMAGED = -1;

    /**
     * Complete the headers of a packet that {@link Action#TUNNEL_PUSH} was done to: lengths, checksums, what changes from
     * one packet to the next.
     *
     * @param frame where the packet begins, now with its outer Ethernet header
     * @param length of all of it
     * @param hash of the packet inside, the same for all packets of one connection
     */
    void push(ByteBuffer memory, int frame, int length, Action.TunnelPush push, int hash);

    /**
     * Read the headers of a packet.
     *
     * @param frame where the packet begins, with its outer Ethernet header
     * @param tunnel gets the fields of the tunnel; they are all zero when this is called
     * @return how many bytes are to be taken off, or {@link #DAMAGED}
     */
    int pop(ByteBuffer memory, int frame, int length, FlowKey tunnel);
}
