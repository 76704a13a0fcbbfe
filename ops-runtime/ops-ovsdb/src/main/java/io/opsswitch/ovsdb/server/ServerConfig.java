/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file of ovsdb-server ({@code --config-file}, ovsdb(7)):
 *
 * <pre>
 * { "remotes": { "pssl:6640": { "inactivity-probe": 10000, "read-only": true } },
 *   "databases": { "conf.db": { "service-model": "standalone" } } }
 * </pre>
 *
 * Immutable.
 *
 * @param remotes the remotes and their options
 * @param databases the files of the databases
 */
public record ServerConfig(Map<String, RemoteOptions> remotes, List<String> databases) {

    private static final Set<String> MODELS = Set.of("standalone", "clustered", "active-backup", "relay");
    private static final int MAX_DSCP = 63;

    /**
     * Read a file.
     *
     * @throws OvsdbException if it cannot be read, or holds what is wrong or not supported; the message begins with the
     *     file's name
     */
    public static ServerConfig read(Path file) throws OvsdbException {
        try {
            return parse(JsonParser.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw error(file, "no such file");
        } catch (IOException e) {
            throw error(file, "cannot be read: " + e.getMessage());
        } catch (JsonException | IllegalArgumentException | OvsdbException e) {
            throw error(file, String.valueOf(e.getMessage()));
        }
    }

    private static OvsdbException error(Path file, String what) {
        return OvsdbException.of("configuration error", "%s", file + ": " + what);
    }

    private static ServerConfig parse(Json json) throws OvsdbException {
        if (!(json instanceof Json.Obj)) {
            throw new IllegalArgumentException("configuration in a file must be a JSON object");
        }
        MemberParser members = new MemberParser(json, "configuration");
        Json remotes = members.optional("remotes", Kind.ANY);
        Json databases = members.optional("databases", Kind.ANY);
        members.finish();
        Map<String, RemoteOptions> targets = new LinkedHashMap<>();
        for (Map.Entry<String, Json> entry : object(remotes, "'remotes'").entrySet()) {
            Remote.parse(entry.getKey());
            targets.put(entry.getKey(), options(entry.getKey(), entry.getValue()));
        }
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Json> entry : object(databases, "'databases'").entrySet()) {
            checkModel(entry.getKey(), entry.getValue());
            files.add(entry.getKey());
        }
        return new ServerConfig(Map.copyOf(targets), List.copyOf(files));
    }

    private static Map<String, Json> object(@Nullable Json json, String what) {
        if (json == null || json.equals(Json.NULL)) {
            return Map.of();
        }
        if (json instanceof Json.Obj object) {
            return object.members();
        }
        throw new IllegalArgumentException(what + " is not a JSON object or null");
    }

    private static RemoteOptions options(String remote, Json json) throws OvsdbException {
        object(json, remote + ": JSON-RPC options");
        if (json.equals(Json.NULL)) {
            return RemoteOptions.DEFAULT;
        }
        MemberParser members = new MemberParser(json, "JSON-RPC options of " + remote);
        int probe = milliseconds(members, "inactivity-probe", -1);
        int backoff = milliseconds(members, "max-backoff", RemoteOptions.DEFAULT.maxBackoffMs());
        boolean readOnly = members.optionalBoolean("read-only", false);
        int dscp = milliseconds(members, "dscp", -1);
        if (dscp > MAX_DSCP) {
            members.raise("'dscp' must be between 0 and 63.");
        }
        Json role = members.optional("role", Kind.STRING);
        members.finish();
        String name = role == null ? null : role.asString();
        return new RemoteOptions(probe, backoff, readOnly, dscp, name == null ? "" : name);
    }

    private static int milliseconds(MemberParser members, String name, int absent) {
        if (!(members.optional(name, Kind.INTEGER) instanceof Json.Int value)) {
            return absent;
        }
        if (value.value() < 0 || value.value() > Integer.MAX_VALUE) {
            members.raise("'" + name + "' must not be negative, and not over " + Integer.MAX_VALUE + ".");
        }
        return (int) value.value();
    }

    private static void checkModel(String database, Json json) throws OvsdbException {
        object(json, "database " + database);
        if (json.equals(Json.NULL)) {
            return;
        }
        MemberParser members = new MemberParser(json, "database " + database);
        Json given = members.optional("service-model", Kind.STRING);
        String model = given == null ? null : given.asString();
        if (model != null && !MODELS.contains(model)) {
            members.raise("'" + model + "' is not a valid service model");
        } else if (model != null && !model.equals("standalone")) {
            members.raise("the service model '" + model + "' is not supported yet; 'standalone' is");
        }
        members.finish();
    }
}
