/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import java.util.Map;
import java.util.UUID;

/**
 * A row of the Interface table as configured.
 *
 * @param type never empty: {@code system} if the column is, {@code internal} for the bridge's own interface
 * @param macAddress the address it shall have; 0 = none asked for
 * @param mtuRequest the MTU it shall have; 0 = none asked for
 * @param ofportRequest the OpenFlow port number it shall have; 0 = none asked for
 */
record InterfaceConfig(
        UUID row,
        String name,
        String type,
        Map<String, String> options,
        Map<String, String> otherConfig,
        long macAddress,
        int mtuRequest,
        int ofportRequest) {

    static final String PATCH = "patch";
    static final String INTERNAL = "internal";

    InterfaceConfig {
        options = Map.copyOf(options);
        otherConfig = Map.copyOf(otherConfig);
    }

    boolean isPatch() {
        return type.equals(PATCH);
    }
}
