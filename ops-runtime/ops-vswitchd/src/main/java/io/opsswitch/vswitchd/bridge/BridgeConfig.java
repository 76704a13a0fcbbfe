/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.vswitchd.table.TableSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A row of the Bridge table as configured.
 *
 * @param datapathType as in the database: empty asks for the default
 * @param failSecure whether the bridge drops everything while no controller tells it otherwise
 * @param flowTables how flow tables are configured, those that are
 * @param versions the versions of OpenFlow that it speaks
 * @param controllers who may program it, or look at it
 * @param holdsControllers whether they are not to be connected to yet
 */
record BridgeConfig(
        UUID row,
        String name,
        String datapathType,
        Map<String, String> otherConfig,
        Set<Integer> floodVlans,
        boolean failSecure,
        Map<Integer, TableSettings> flowTables,
        Set<OpenFlowVersion> versions,
        List<ControllerConfig> controllers,
        boolean holdsControllers,
        List<PortConfig> ports) {

    BridgeConfig {
        otherConfig = Map.copyOf(otherConfig);
        floodVlans = Set.copyOf(floodVlans);
        flowTables = Map.copyOf(flowTables);
        versions = Set.copyOf(versions);
        controllers = List.copyOf(controllers);
        ports = List.copyOf(ports);
    }

    /** Return whether the bridge is a controller's to program: if not, it forwards by itself unless it is secure. */
    boolean hasController() {
        return controllers.stream().anyMatch(ControllerConfig::isPrimary);
    }
}
