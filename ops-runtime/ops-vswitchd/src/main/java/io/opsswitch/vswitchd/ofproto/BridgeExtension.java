/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/**
 * What a feature adds to the translation of packets on one bridge. Immutable but for counters, and safe for use by
 * several threads. Two extensions that do the same are {@link Object#equals equal}, so that the switch can tell that
 * nothing changed.
 */
public interface BridgeExtension {

    /** Return whether this extension keeps a bundle for itself: no ordinary packets go in or out of it. */
    default boolean reserves(Bundle bundle) {
        return false;
    }

    /** Look at a packet that has come into the bridge, before the bridge decides about it. */
    default void ingress(Translating packet, Bundle from) {}

    /** Look at a packet that has just been sent out of a bundle, as it left. */
    default void egress(Translating packet, Bundle to) {}

    /**
     * Look at a packet that is about to leave by a port of the datapath, and take it away if it is not for that port's
     * device; return whether that was done. What the packet has to look like has been said to the datapath.
     */
    default boolean intercept(OutgoingPacket packet, Place to) {
        return false;
    }
}
