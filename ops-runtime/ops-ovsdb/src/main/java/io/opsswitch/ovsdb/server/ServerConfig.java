/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.Remote;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of ovsdb-server: what its file says ({@code --config-file}, ovsdb-server(5)), and what a server that is
 * started anew after a crash has to know.
 *
 * <pre>
 * { "remotes": { "pssl:6640": { "inactivity-probe": 10000, "read-only": true } },
 *   "databases": { "conf.db": { "service-model": "standalone" } } }
 * </pre>
 *
 * Immutable.
 *
 * @param remotes the remotes and their options
 * @param databases the databases by their files; a relay by the name of its database
 */
public record ServerConfig(Map<String, RemoteOptions> remotes, Map<String, DatabaseConfig> databases) {

    /** Create one; the order is kept. */
    public ServerConfig {
        remotes = new LinkedHashMap<>(remotes);
        databases = new LinkedHashMap<>(databases);
    }

    /**
     * Understand a configuration.
     *
     * @param warnings takes what is wrong with it, in Open vSwitch's words
     * @return null if it is too wrong to be used; options of a remote that are wrong are left out
     */
    public static @Nullable ServerConfig parse(Json json, Consumer<String> warnings) {
        if (!(json instanceof Json.Obj object)) {
            warnings.accept("configuration in a file must be a JSON object");
            return null;
        }
        Map<String, RemoteOptions> remotes = remotes(object.get("remotes"), warnings);
        if (remotes == null) {
            warnings.accept("config: failed to parse 'remotes'");
            return null;
        }
        Map<String, DatabaseConfig> databases = databases(object.get("databases"), warnings);
        if (databases == null) {
            warnings.accept("config: failed to parse 'databases'");
            return null;
        }
        return new ServerConfig(remotes, databases);
    }

    private static @Nullable Map<String, RemoteOptions> remotes(@Nullable Json json, Consumer<String> warnings) {
        Map<String, RemoteOptions> remotes = new LinkedHashMap<>();
        if (json == null || json instanceof Json.Null) {
            return remotes;
        }
        if (!(json instanceof Json.Obj object)) {
            warnings.accept("config: 'remotes' is not a JSON object");
            return null;
        }
        for (Map.Entry<String, Json> entry : object.members().entrySet()) {
            String text = entry.getKey();
            try {
                Remote.parse(text);
            } catch (IllegalArgumentException e) {
                warnings.accept(String.valueOf(e.getMessage()));
                return null;
            }
            if (entry.getValue() instanceof Json.Obj options) {
                remotes.put(text, RemoteOptions.parse(options, RemoteOptions.DEFAULT, false, warnings));
            } else if (entry.getValue() instanceof Json.Null) {
                remotes.put(text, RemoteOptions.DEFAULT);
            } else {
                warnings.accept(text + ": JSON-RPC options are not a JSON object or null");
                return null;
            }
        }
        return remotes;
    }

    private static @Nullable Map<String, DatabaseConfig> databases(@Nullable Json json, Consumer<String> warnings) {
        Map<String, DatabaseConfig> databases = new LinkedHashMap<>();
        if (json == null || json instanceof Json.Null) {
            return databases;
        }
        if (!(json instanceof Json.Obj object)) {
            warnings.accept("config: 'databases' is not a JSON object or null");
            return null;
        }
        for (Map.Entry<String, Json> entry : object.members().entrySet()) {
            try {
                databases.put(entry.getKey(), DatabaseConfig.parse(entry.getKey(), entry.getValue(), warnings));
            } catch (OvsdbException e) {
                warnings.accept(String.valueOf(e.getMessage()));
                return null;
            }
        }
        return databases;
    }

    /** Return the JSON that {@link #parse} understands. */
    public Json.Obj toJson() {
        Json.Obj targets = Json.object();
        remotes.forEach((text, options) -> targets.with(text, options.toJson(false)));
        Json.Obj files = Json.object();
        databases.forEach((file, config) -> files.with(file, config.toJson()));
        return Json.object().with("remotes", targets).with("databases", files);
    }
}
