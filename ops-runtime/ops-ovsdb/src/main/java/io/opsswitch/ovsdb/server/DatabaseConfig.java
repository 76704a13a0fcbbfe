/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a database is to be served, as a configuration file says it (ovsdb-server(5)). Immutable.
 *
 * @param model the service model; {@code UNDEFINED} for whatever the file is
 * @param source the remote that a relay or a backup follows, else null
 * @param sourceOptions the options of the connection to the source
 * @param excludeTables the tables that a backup does not follow
 * @param backup whether an active-backup database is the backup now
 */
public record DatabaseConfig(
        Model model, @Nullable String source, RemoteOptions sourceOptions, List<String> excludeTables, boolean backup) {

    /** The service models of ovsdb(7). */
    public enum Model {
        /** Whatever the file is. */
        UNDEFINED("undefined"),
        /** One server with a file. */
        STANDALONE("standalone"),
        /** A member of a cluster. */
        CLUSTERED("clustered"),
        /** A server with a file, that may follow another one. */
        ACTIVE_BACKUP("active-backup"),
        /** A copy in memory of another server's database. */
        RELAY("relay");

        private final String text;

        Model(String text) {
            this.text = text;
        }

        /** Return the name that files and messages have. */
        public String text() {
            return text;
        }

        static @Nullable Model parse(String text) {
            for (Model model : values()) {
                if (model.text.equals(text)) {
                    return model;
                }
            }
            return null;
        }
    }

    /** A database of which nothing is said. */
    public static final DatabaseConfig DEFAULT = of(Model.UNDEFINED);

    /** Create the configuration of a database that follows no other one. */
    public static DatabaseConfig of(Model model) {
        return new DatabaseConfig(model, null, sourceDefaults(model), List.of(), false);
    }

    /** Create the configuration of a database that follows, or may follow, an active server. */
    public static DatabaseConfig of(BackupSettings settings) {
        UplinkOptions options = settings.options();
        return new DatabaseConfig(
                settings.source() == null ? Model.UNDEFINED : Model.ACTIVE_BACKUP,
                settings.source(),
                new RemoteOptions(options.probeMs(), options.maxBackoffMs(), false, options.dscp(), ""),
                settings.excluded().isEmpty()
                        ? List.of()
                        : List.of(settings.excluded().split("[ ,]+")),
                settings.backup());
    }

    /** Return this with another service model. */
    public DatabaseConfig withModel(Model other) {
        return new DatabaseConfig(other, source, sourceOptions, excludeTables, backup);
    }

    /** Return what a database of the active-backup model is to do. */
    public BackupSettings backupSettings() {
        return new BackupSettings(source, String.join(",", excludeTables), backup, uplinkOptions());
    }

    /** Return how the connection to the source is kept. */
    public UplinkOptions uplinkOptions() {
        return new UplinkOptions(
                Math.max(0, sourceOptions.inactivityProbeMs()), sourceOptions.maxBackoffMs(), sourceOptions.dscp());
    }

    /** Return the options of a connection to a source of which nothing is said. */
    public static RemoteOptions sourceDefaults(Model model) {
        RemoteOptions base = RemoteOptions.DEFAULT;
        int probeMs = model == Model.RELAY ? Relays.DEFAULT_PROBE_MS : BackupSettings.DEFAULT_PROBE_MS;
        return new RemoteOptions(probeMs, base.maxBackoffMs(), false, base.dscp(), "");
    }

    /** Parse the value of a database in a configuration file. */
    static DatabaseConfig parse(String name, Json json, Consumer<String> warnings) throws OvsdbException {
        if (json instanceof Json.Null) {
            return DEFAULT;
        }
        MemberParser members = new MemberParser(json, "database " + name);
        Json given = members.optional("service-model", Kind.STRING);
        String text = given == null ? null : given.asString();
        Model model = text == null ? Model.UNDEFINED : Model.parse(text);
        if (model == null) {
            warnings.accept("Unrecognized database service model: '" + text + "'");
        }
        if (text != null && (model == null || model == Model.UNDEFINED)) {
            members.raise("'" + text + "' is not a valid service model");
            model = Model.UNDEFINED;
        }
        boolean backup = false;
        List<String> exclude = List.of();
        if (model == Model.ACTIVE_BACKUP) {
            backup = members.required("backup", Kind.BOOLEAN) instanceof Json.Bool value && value.value();
            exclude = excluded(members);
        }
        String source = null;
        RemoteOptions options = sourceDefaults(model == null ? Model.UNDEFINED : model);
        if (model == Model.ACTIVE_BACKUP || model == Model.RELAY) {
            Json sources = model == Model.RELAY || backup
                    ? members.required("source", Kind.OBJECT)
                    : members.optional("source", Kind.OBJECT);
            if (sources instanceof Json.Obj object && object.members().size() == 1) {
                Map.Entry<String, Json> only =
                        object.members().entrySet().iterator().next();
                source = only.getKey();
                options = sourceOptions(members, only.getValue(), options, warnings);
            } else if (sources != null) {
                members.raise("'source' should be an object with exactly one element");
            }
        }
        members.finish();
        return new DatabaseConfig(model == null ? Model.UNDEFINED : model, source, options, exclude, backup);
    }

    private static List<String> excluded(MemberParser members) {
        List<String> tables = new ArrayList<>();
        if (members.optional("exclude-tables", Kind.ARRAY) instanceof Json.Arr array) {
            for (Json element : array.elements()) {
                String table = element.asString();
                if (table == null) {
                    members.raise("'exclude-tables' must contain strings");
                    break;
                }
                tables.add(table);
            }
        }
        return List.copyOf(tables);
    }

    private static RemoteOptions sourceOptions(
            MemberParser members, Json json, RemoteOptions defaults, Consumer<String> warnings) {
        if (json instanceof Json.Obj object) {
            return RemoteOptions.parse(object, defaults, true, warnings);
        }
        if (!(json instanceof Json.Null)) {
            members.raise("JSON-RPC options is not a JSON object or null");
        }
        return defaults;
    }

    /** Return the value that {@link #parse} understands. */
    Json.Obj toJson() {
        Json.Obj json = Json.object();
        if (model != Model.UNDEFINED) {
            json.with("service-model", Json.of(model.text()));
        }
        if (source != null) {
            json.with("source", Json.object().with(source, sourceOptions.toJson(true)));
        }
        if (model == Model.ACTIVE_BACKUP) {
            json.with("exclude-tables", Json.strings(excludeTables)).with("backup", Json.of(backup));
        }
        return json;
    }
}
