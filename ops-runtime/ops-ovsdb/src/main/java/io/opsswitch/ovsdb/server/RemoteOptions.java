/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

/**
 * How a server treats the connections of a remote. Immutable.
 *
 * @param inactivityProbeMs after how long a silence a probe is sent (and after as long again the connection is closed); 0
 *     for never, -1 for the default: 5000, or never on a Unix domain socket
 * @param maxBackoffMs the longest pause between two attempts to connect
 * @param readOnly whether transactions that write are refused
 * @param dscp the DSCP of packets sent, 0 to 63, or -1 for the system's own
 * @param role the role whose rules say what clients may change (ovsdb(7), RBAC); empty for no limit
 */
public record RemoteOptions(int inactivityProbeMs, int maxBackoffMs, boolean readOnly, int dscp, String role) {

    /** What holds unless something else is asked for. */
    public static final RemoteOptions DEFAULT = new RemoteOptions(-1, 8000, false, -1, "");

    /** Return whether connections that were made with other options can go on under these. */
    boolean suitConnectionsOf(RemoteOptions before) {
        return dscp == before.dscp && role.equals(before.role);
    }
}
