/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/**
 * Something that packets of a flow do to the switch besides being forwarded: refresh what was learned, count. Applied
 * for the packet that was translated, and later, from the datapath's counters, for those that took the installed flow.
 * Safe for use by several threads.
 */
@FunctionalInterface
public interface Effect {

    /**
     * Apply the effect of some packets.
     *
     * @param usedMillis when the last of them came, on the switch's clock
     */
    void credit(long packets, long bytes, long usedMillis);
}
