/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import java.util.List;
import java.util.UUID;

/**
 * A row of the Port table as translation sees it: interfaces that share VLAN settings, and what MAC learning learns.
 *
 * @param name unique in the whole switch
 * @param row its row in the Port table
 * @param isProtected whether it exchanges no packets with other protected ports
 * @param ports those that work, the one to use first; empty while none does
 */
public record Bundle(String name, UUID row, VlanSettings vlans, boolean isProtected, List<OfPort> ports) {

    /** Create a bundle. */
    public Bundle {
        ports = List.copyOf(ports);
    }
}
