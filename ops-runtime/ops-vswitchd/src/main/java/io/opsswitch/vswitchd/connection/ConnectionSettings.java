/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.opsswitch.openflow.OpenFlowVersion;
import java.util.Set;

/**
 * How connections to a controller, or from some, are kept. Immutable.
 *
 * @param versions the versions of OpenFlow that may be spoken, at least one
 * @param probeMs after how many milliseconds of silence the other side is asked whether it is there; after as long again
 *     without answer the connection ends; 0 for never
 * @param maxBackoffMs the longest pause between two attempts to connect
 * @param dscp the DSCP of packets sent, or -1 for the system's own
 */
public record ConnectionSettings(Set<OpenFlowVersion> versions, int probeMs, int maxBackoffMs, int dscp) {

    /** What Open vSwitch does where the database says nothing. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(
            Set.of(
                    OpenFlowVersion.OF10,
                    OpenFlowVersion.OF11,
                    OpenFlowVersion.OF12,
                    OpenFlowVersion.OF13,
                    OpenFlowVersion.OF14,
                    OpenFlowVersion.OF15),
            5000,
            8000,
            -1);

    /** Check and copy. */
    public ConnectionSettings {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no version of OpenFlow may be spoken: name one at least");
        }
        versions = Set.copyOf(versions);
    }

    /** Return these with other versions. */
    public ConnectionSettings withVersions(Set<OpenFlowVersion> others) {
        return new ConnectionSettings(others, probeMs, maxBackoffMs, dscp);
    }

    /** Return these with another probe. */
    public ConnectionSettings withProbeMs(int ms) {
        return new ConnectionSettings(versions, ms, maxBackoffMs, dscp);
    }
}
