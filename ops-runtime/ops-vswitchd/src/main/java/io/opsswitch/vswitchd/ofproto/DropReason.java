/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/** Why a packet that was to leave is dropped: the numbers that Open vSwitch gives its datapaths. */
public enum DropReason {
    /** No way leads to the other end of a tunnel. */
    TUNNEL_ROUTING_FAILED(12),
    /** The device that leads to the other end has no Ethernet address. */
    TUNNEL_OUTPUT_NO_ETHERNET(13),
    /** The neighbour that is next on the way has not answered yet. */
    TUNNEL_NEIGHBOUR_MISSING(14);

    private final int number;

    DropReason(int number) {
        this.number = number;
    }

    /** Return the number. */
    public int number() {
        return number;
    }
}
