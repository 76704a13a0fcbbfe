/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.features.Feature;
import java.util.Map;
import java.util.Set;

/** A feature that plugs into the switch daemon. */
public interface VswitchdFeature extends Feature {

    /** Return the columns that the feature reads or writes, by table; the daemon keeps a replica of all of them. */
    Map<String, Set<String>> columns();
}
