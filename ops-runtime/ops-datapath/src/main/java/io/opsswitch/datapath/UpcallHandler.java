/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;

/** Decides about packets that no flow of a datapath matches. */
@FunctionalInterface
public interface UpcallHandler {

    /**
     * Handle one packet. Called by the datapath's own threads, several at a time: return soon. The handler calls {@link
     * Datapath#execute} to forward the packet and {@link Datapath#putFlow} to teach the datapath.
     *
     * @param packet the frame, position to limit, as received; valid only during the call
     * @param key its flow key; valid only during the call
     */
    void upcall(Datapath datapath, ByteBuffer packet, FlowKey key);
}
