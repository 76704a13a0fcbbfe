/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

/**
 * How a connection to another server is kept. Immutable.
 *
 * @param probeMs after how long a silence the other side is probed, and after as long again given up; 0 for never, and
 *     {@link #USUAL_PROBE}
 * @param minBackoffMs the shortest pause between two attempts to connect
 * @param maxBackoffMs the longest pause between two attempts to connect
 * @param dscp the DSCP of packets sent, 0 to 63, or -1 for the system's own
 */
public record UplinkOptions(int probeMs, int minBackoffMs, int maxBackoffMs, int dscp) {

    /** The longest pause between two attempts unless something else is asked for. */
    public static final int DEFAULT_MAX_BACKOFF_MS = 8000;

    /** Stands for the interval of Open vSwitch's clients: five seconds over a network, never on one machine. */
    public static final int USUAL_PROBE = -1;

    private static final int USUAL_PROBE_MS = 5000;

    /** Create with the shortest pause of servers. */
    public UplinkOptions(int probeMs, int maxBackoffMs, int dscp) {
        this(probeMs, Backoff.MIN_MS, maxBackoffMs, dscp);
    }

    /** Return the defaults with another interval for probes. */
    public static UplinkOptions probing(int probeMs) {
        return new UplinkOptions(probeMs, DEFAULT_MAX_BACKOFF_MS, -1);
    }

    /** Return this with another interval for probes. */
    public UplinkOptions withProbe(int otherProbeMs) {
        return new UplinkOptions(otherProbeMs, minBackoffMs, maxBackoffMs, dscp);
    }

    /** Return after how many milliseconds of silence a server is probed; 0 for never. */
    int probeMs(boolean local) {
        return probeMs != USUAL_PROBE ? probeMs : local ? 0 : USUAL_PROBE_MS;
    }
}
