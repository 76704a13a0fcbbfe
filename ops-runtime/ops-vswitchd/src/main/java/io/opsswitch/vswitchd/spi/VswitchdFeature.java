/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.features.StartableFeature;
import java.util.Map;
import java.util.Set;

/**
 * A feature that plugs into the switch daemon. It is started, stopped and restarted alone, on the switch's one thread for
 * everything that is not about single packets.
 */
public interface VswitchdFeature extends StartableFeature<FeatureContext> {

    /** Return the columns that the feature reads or writes, by table; the daemon keeps a replica of all of them. */
    Map<String, Set<String>> columns();
}
