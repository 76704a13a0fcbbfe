/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/** Takes packets for the controllers of a bridge. Called by any thread, several at a time; returns soon. */
@FunctionalInterface
public interface ControllerSink {

    /** Hand a packet to those controllers that want it. */
    void packetIn(PacketForController packet);
}
