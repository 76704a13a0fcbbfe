/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.List;
import java.util.UUID;

/** A row of the Port table as configured. */
record PortConfig(UUID row, String name, VlanSettings vlans, boolean isProtected, List<InterfaceConfig> interfaces) {

    PortConfig {
        interfaces = List.copyOf(interfaces);
    }
}
