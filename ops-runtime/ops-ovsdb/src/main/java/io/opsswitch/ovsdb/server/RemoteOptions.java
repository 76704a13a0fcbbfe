/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.function.Consumer;

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

    private static final int MAX_DSCP = 63;

    /**
     * Understand the options of a configuration file; what is wrong goes to {@code warnings} and counts as not said.
     *
     * @param defaults what holds for what is not said
     * @param connectionOnly whether the options that only a server has are wrong
     */
    static RemoteOptions parse(
            Json.Obj json, RemoteOptions defaults, boolean connectionOnly, Consumer<String> warnings) {
        MemberParser members = new MemberParser(json, "JSON-RPC options");
        int backoff = number(members, "max-backoff", defaults.maxBackoffMs(), Integer.MAX_VALUE);
        int probe = number(members, "inactivity-probe", defaults.inactivityProbeMs(), Integer.MAX_VALUE);
        int dscp = number(members, "dscp", defaults.dscp(), MAX_DSCP);
        boolean readOnly = defaults.readOnly();
        String role = defaults.role();
        if (!connectionOnly) {
            readOnly = members.optionalBoolean("read-only", readOnly);
            Json given = members.optional("role", Kind.STRING);
            String name = given == null ? null : given.asString();
            role = name == null ? role : name;
        }
        try {
            members.finish();
        } catch (OvsdbException e) {
            warnings.accept(String.valueOf(e.getMessage()));
        }
        return new RemoteOptions(probe, backoff, readOnly, dscp, role);
    }

    private static int number(MemberParser members, String name, int absent, int max) {
        if (!(members.optional(name, Kind.INTEGER) instanceof Json.Int given)) {
            return absent;
        }
        if (given.value() < 0 || given.value() > max) {
            members.raise("'" + name + "' must be between 0 and " + max + ".");
            return absent;
        }
        return (int) given.value();
    }

    /** Return the JSON that {@link #parse} understands; what is the system's own choice is left out. */
    Json.Obj toJson(boolean connectionOnly) {
        Json.Obj json = Json.object().with("max-backoff", Json.of(maxBackoffMs));
        if (inactivityProbeMs >= 0) {
            json.with("inactivity-probe", Json.of(inactivityProbeMs));
        }
        if (dscp >= 0) {
            json.with("dscp", Json.of(dscp));
        }
        if (!connectionOnly) {
            json.with("read-only", Json.of(readOnly));
            if (!role.isEmpty()) {
                json.with("role", Json.of(role));
            }
        }
        return json;
    }

    /** Return whether connections that were made with other options can go on under these. */
    boolean suitConnectionsOf(RemoteOptions before) {
        return dscp == before.dscp && role.equals(before.role);
    }
}
