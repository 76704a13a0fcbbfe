/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.datapath.Datapath;
import java.util.Map;

/**
 * An interface that the database wants.
 *
 * @param name its name
 * @param type its type, one of those that the feature brings
 * @param options the column {@code options}
 * @param datapath that of its bridge
 */
public record PortRequest(String name, String type, Map<String, String> options, Datapath datapath) {

    /** Create a request. */
    public PortRequest {
        options = Map.copyOf(options);
    }
}
