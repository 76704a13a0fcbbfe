/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A row of the Bridge table as configured.
 *
 * @param datapathType as in the database: empty asks for the default
 * @param failSecure whether the bridge drops everything while no controller tells it otherwise
 * @param hasController whether a controller is configured
 */
record BridgeConfig(
        UUID row,
        String name,
        String datapathType,
        Map<String, String> otherConfig,
        Set<Integer> floodVlans,
        boolean failSecure,
        boolean hasController,
        List<PortConfig> ports) {

    BridgeConfig {
        otherConfig = Map.copyOf(otherConfig);
        floodVlans = Set.copyOf(floodVlans);
        ports = List.copyOf(ports);
    }
}
