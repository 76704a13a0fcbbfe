/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the members of the log's records apart. Numbers are unsigned: those above 2^63 are negative in JSON. */
final class Fields {

    static final UUID ZERO = new UUID(0, 0);

    private static final int PREFIX = 4;

    private Fields() {}

    static long optionalNumber(MemberParser members, String name) {
        return members.optional(name, Kind.INTEGER) instanceof Json.Int number ? number.value() : 0;
    }

    static long requiredNumber(MemberParser members, String name) {
        return members.required(name, Kind.INTEGER) instanceof Json.Int number ? number.value() : 0;
    }

    static @Nullable String optionalString(MemberParser members, String name) {
        Json json = members.optional(name, Kind.STRING);
        return json == null ? null : json.asString();
    }

    static UUID requiredUuid(MemberParser members, String name) {
        return uuid(members, name, members.required(name, Kind.STRING));
    }

    /** Return zero if it is absent. */
    static UUID optionalUuid(MemberParser members, String name) {
        return uuid(members, name, members.optional(name, Kind.STRING));
    }

    private static UUID uuid(MemberParser members, String name, @Nullable Json json) {
        UUID uuid = json == null ? ZERO : Atoms.parseUuid(json);
        if (uuid == null) {
            members.raise(name + " is not a valid UUID");
            return ZERO;
        }
        return uuid;
    }

    /** Take a set of servers: addresses by server ids; null if it is absent. */
    static Json.@Nullable Obj servers(MemberParser members, String name, boolean required) {
        Json json = required ? members.required(name, Kind.OBJECT) : members.optional(name, Kind.OBJECT);
        if (!(json instanceof Json.Obj servers)) {
            return null;
        }
        try {
            if (servers.members().isEmpty()) {
                throw OvsdbException.syntax(servers, "must have at least one server");
            }
            for (Map.Entry<String, Json> server : servers.members().entrySet()) {
                if (Atoms.parseUuid(server.getKey()) == null) {
                    throw OvsdbException.syntax(servers, "%s is not a UUID", server.getKey());
                }
                address(server.getValue());
            }
        } catch (OvsdbException e) {
            members.raise(e);
        }
        return servers;
    }

    /** Return a server's address in a file. */
    static String address(Json json) throws OvsdbException {
        String address = json.asString();
        if (address == null) {
            throw OvsdbException.syntax(json, "server address is not string");
        }
        checkAddress(address);
        return address;
    }

    /** Throw unless a text is an address that a server can have: {@code unix:FILE}, {@code tcp:} or {@code ssl:HOST:PORT}. */
    static void checkAddress(String address) throws OvsdbException {
        if (address.startsWith("unix:")) {
            return;
        }
        if (!address.startsWith("tcp:") && !address.startsWith("ssl:")) {
            throw OvsdbException.of("ovsdb error", "%s: expected \"tcp\" or \"ssl\" address", address);
        }
        if (!isHostAndPort(address.substring("tcp:".length()))) {
            throw OvsdbException.of("ovsdb error", "%s: syntax error in address", address);
        }
    }

    private static boolean isHostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        if (host.isEmpty() || !bracketed && (host.indexOf(':') >= 0 || host.indexOf('[') >= 0)) {
            return false;
        }
        try {
            return !port.startsWith("+") && Integer.parseInt(port) >= 0 && Integer.parseInt(port) <= 65535;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Return the digits by which messages name a server, cluster or entry. */
    static String prefix(UUID id) {
        return String.format(Locale.ROOT, "%016x", id.getMostSignificantBits()).substring(0, PREFIX);
    }

    static String unsigned(long number) {
        return Long.toUnsignedString(number);
    }
}
