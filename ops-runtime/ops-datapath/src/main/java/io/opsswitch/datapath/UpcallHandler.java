/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;

/** Decides about packets that no flow of a datapath matches, and takes those that actions hand over. */
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

    /**
     * Handle one packet that an action {@link Action#USERSPACE} hands over. Called as {@link #upcall} is.
     *
     * @param packet the frame, position to limit, as it stands at that action; valid only during the call
     * @param key its flow key as it stands, with mark, priority, recirculation, hash and tunnel; valid only during the call
     * @param upcall the action
     * @throws IllegalStateException if the handler has no use for such packets
     */
    default void userspace(Datapath datapath, ByteBuffer packet, FlowKey key, Action.Upcall upcall) {
        throw new IllegalStateException("no handler for packets of actions");
    }
}
