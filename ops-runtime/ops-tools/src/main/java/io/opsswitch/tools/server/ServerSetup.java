/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.json.JsonSyntax;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.server.BackupSettings;
import io.opsswitch.ovsdb.server.DatabaseConfig;
import io.opsswitch.ovsdb.server.DatabaseConfig.Model;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.server.RemoteOptions;
import io.opsswitch.ovsdb.server.ServerConfig;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.ovsdb.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a server serves and by which files and options it came to that: from the command line and control commands, or
 * from a configuration file, but not both. Without a configuration file the state is saved at each change, so that a
 * server that crashes and is started again ({@code --monitor}) is as it was.
 *
 * <p>Safe for use by several threads: control commands come on threads of their own.
 */
final class ServerSetup {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");
    private static final int SETTLE_S = 5;

    /** A database that is served: by which file, under which name, as what. */
    private record Served(String name, DatabaseConfig config) {}

    private final OvsdbServer server;
    private final @Nullable Path configFile;
    private final @Nullable Path stateFile;
    private final TlsSettings tls;
    private final Map<String, Served> databases = new LinkedHashMap<>();
    private final Map<String, RemoteOptions> remotes = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Create the set-up of a server that serves nothing yet.
     *
     * @param configFile the file of {@code --config-file}
     * @param stateFile where to keep the state for the next start; null for nowhere
     */
    ServerSetup(OvsdbServer server, @Nullable Path configFile, @Nullable Path stateFile, TlsSettings tls) {
        this.server = server;
        this.configFile = configFile;
        this.stateFile = stateFile;
        this.tls = tls;
    }

    /** Do what the command line says, or what was saved before a crash; returns false after logging what is wrong. */
    synchronized boolean start(ServerConfig commandLine, BackupSettings shared) {
        if (configFile != null) {
            return reload();
        }
        server.activeBackup().share(shared);
        ServerConfig saved = saved();
        boolean ok = apply(saved == null ? commandLine : saved);
        save();
        return ok;
    }

    /**
     * Return why {@link #start} failed, for the last line on the console: for a configuration file the log says that, as
     * with Open vSwitch; a command line that is wrong ends in this one line, and the rest is in the log file.
     */
    synchronized String failure() {
        if (configFile != null || problems.isEmpty()) {
            return "server configuration failed";
        }
        VlogConfig.closeConsole();
        warnings.forEach(warning -> VLOG.warn("%s", warning));
        return String.join("; ", problems);
    }

    /** Read the configuration file and do what it says; returns false after logging what is wrong. */
    synchronized boolean reload() {
        Path path = configFile;
        if (path == null) {
            throw new IllegalStateException("no configuration file");
        }
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            VLOG.err("failed to open configuration file '%s': %s", path, reason(e));
            return false;
        }
        VLOG.info("loading configuration from '%s'", path);
        ServerConfig config = parse(text);
        if (config == null) {
            VLOG.warn("failed to load configuration from %s", path);
            return false;
        }
        return apply(config);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "No such file or directory" : String.valueOf(e.getMessage());
    }

    private static @Nullable ServerConfig parse(String text) {
        try {
            Json json = JsonParser.parse(text);
            return ServerConfig.parse(json, message -> VLOG.warn("%s", message));
        } catch (JsonException e) {
            String place = JsonSyntax.check(text);
            VLOG.warn("config: reading JSON failed (%s)", place != null ? place : e.getMessage());
            return null;
        }
    }

    /** Take note of what is wrong: in the log at once for a file, in {@link #failure} for a command line. */
    private void problem(String format, @Nullable String reason) {
        String warning = reason == null ? format : format.replace("%s", reason);
        if (configFile != null) {
            VLOG.warn("%s", warning);
            return;
        }
        warnings.add(warning);
        if (reason != null) {
            problems.add(reason);
        }
    }

    private boolean apply(ServerConfig config) {
        problems.clear();
        warnings.clear();
        boolean ok = applyDatabases(config.databases());
        if (!ok) {
            problem("failed to configure databases", null);
        }
        remotes.clear();
        remotes.putAll(config.remotes());
        try {
            // Between the two: TLS options may name columns, and remotes need the options.
            server.setTls(tls);
        } catch (IllegalArgumentException e) {
            problem("failed to configure SSL/TLS: %s", e.getMessage());
            ok = false;
        }
        List<String> failures = server.setRemotes(remotes);
        if (!failures.isEmpty()) {
            problem("failed to configure remotes: %s", String.join("\n", failures));
            ok = false;
        }
        return ok;
    }

    private boolean applyDatabases(Map<String, DatabaseConfig> wanted) {
        for (Map.Entry<String, Served> entry : List.copyOf(databases.entrySet())) {
            DatabaseConfig config = wanted.get(entry.getKey());
            Served served = entry.getValue();
            if (config == null) {
                close(entry.getKey(), "database " + served.name() + " removed from configuration");
            } else if (!canBecome(served.config().model(), config.model())) {
                close(entry.getKey(), "service model changed for database " + served.name());
            }
        }
        boolean ok = true;
        for (Map.Entry<String, DatabaseConfig> entry : wanted.entrySet()) {
            try {
                Served served = databases.get(entry.getKey());
                if (served == null) {
                    open(entry.getKey(), entry.getValue());
                } else {
                    change(entry.getKey(), served, entry.getValue());
                }
            } catch (OvsdbException e) {
                problem("failed to open database '" + entry.getKey() + "': %s", e.getMessage());
                ok = false;
            }
        }
        return ok;
    }

    /** Return whether a database that is served by one model can be served by another one as it goes. */
    private static boolean canBecome(Model now, Model wanted) {
        return now == wanted
                || wanted == Model.UNDEFINED && (now == Model.STANDALONE || now == Model.CLUSTERED)
                || now == Model.STANDALONE && wanted == Model.ACTIVE_BACKUP
                || now == Model.ACTIVE_BACKUP && wanted == Model.STANDALONE;
    }

    private void change(String file, Served served, DatabaseConfig config) throws OvsdbException {
        try {
            switch (config.model()) {
                case RELAY -> server.relays().change(served.name(), source(config), config.uplinkOptions());
                case ACTIVE_BACKUP -> server.activeBackup().configure(served.name(), config.backupSettings());
                case STANDALONE -> server.activeBackup().remove(served.name());
                case UNDEFINED, CLUSTERED -> {
                    return; // the same file, and so the same model
                }
            }
        } catch (IllegalArgumentException e) {
            throw OvsdbException.of("configuration error", "%s", String.valueOf(e.getMessage()));
        }
        databases.put(file, new Served(served.name(), config));
    }

    private static String source(DatabaseConfig config) {
        return String.valueOf(config.source());
    }

    private void open(String file, DatabaseConfig config) throws OvsdbException {
        String name;
        Model model = config.model();
        try {
            if (model == Model.RELAY) {
                name = file;
                server.relays().add(name, source(config), config.uplinkOptions());
            } else {
                model = checkModel(file, model);
                name = server.addDatabase(Path.of(file));
                if (model == Model.ACTIVE_BACKUP) {
                    server.activeBackup().configure(name, config.backupSettings());
                }
            }
        } catch (IllegalArgumentException e) {
            throw OvsdbException.of("configuration error", "%s", String.valueOf(e.getMessage()));
        }
        databases.put(file, new Served(name, config.withModel(model)));
    }

    /** Return the service model of a file; refuses a file that cannot be served by the one that is asked for. */
    private static Model checkModel(String file, Model wanted) throws OvsdbException {
        Path path = Path.of(file);
        boolean clustered = isClustered(path);
        Model model = clustered ? Model.CLUSTERED : wanted == Model.ACTIVE_BACKUP ? wanted : Model.STANDALONE;
        boolean missing = wanted == Model.CLUSTERED && !Files.exists(path);
        if (wanted != Model.UNDEFINED && wanted != model && !missing) {
            throw OvsdbException.of("ovsdb error", "%s: database is %s and not %s", file, model.text(), wanted.text());
        }
        return model;
    }

    private static boolean isClustered(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (JournalReader reader = JournalReader.openAny(path)) {
            return reader.isClustered();
        } catch (OvsdbException e) {
            return false; // opening it says why
        }
    }

    private void close(String file, String reason) {
        Served served = databases.remove(file);
        if (served != null) {
            server.removeDatabase(served.name(), reason);
        }
    }

    private void refuseIfConfigured() throws ControlException {
        if (configFile != null) {
            throw new ControlException("Update the " + configFile + " and use ovsdb-server/reload instead");
        }
    }

    /** Return whether there is a configuration file to read anew. */
    boolean hasConfigFile() {
        return configFile != null;
    }

    synchronized void addDatabase(String text) throws ControlException {
        refuseIfConfigured();
        DatabaseArgument argument =
                DatabaseArgument.parse(text, server.activeBackup().sharedSettings());
        try {
            open(argument.file(), argument.config());
        } catch (OvsdbException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        save();
    }

    synchronized void removeDatabase(String name) throws ControlException {
        refuseIfConfigured();
        try {
            server.removeDatabase(name, "removing " + name + " database by user request");
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        databases.values().removeIf(served -> served.name().equals(name));
        save();
    }

    synchronized void addRemote(String text) throws ControlException {
        refuseIfConfigured();
        if (text.startsWith("pfd:")) {
            throw new ControlException("pfd: remotes can only be specified on the command line");
        }
        try {
            server.addRemote(text);
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        remotes.put(text, RemoteOptions.DEFAULT);
        save();
    }

    synchronized void removeRemote(String text) throws ControlException {
        refuseIfConfigured();
        if (!server.removeRemote(text)) {
            throw new ControlException("no such remote");
        }
        remotes.remove(text);
        save();
    }

    /**
     * Wait until the servers that this one follows are followed, or have turned out not to be there; but not for long.
     * So whoever starts servers one after another finds their databases when the last start returns.
     */
    void awaitSources() {
        CompletableFuture<Void> all = CompletableFuture.allOf(
                server.relays().settled(), server.activeBackup().settled());
        try {
            all.get(SETTLE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            VLOG.dbg("going on without waiting for the source of every database");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that a control command changes, with the text that it answers. */
    interface Change {
        String make() throws ControlException;
    }

    /** Change how databases follow other servers, unless a configuration file says that. */
    synchronized String change(Change change) throws ControlException {
        refuseIfConfigured();
        String answer = change.make();
        save();
        return answer;
    }

    /** Return what was saved; null if there is nothing. */
    private @Nullable ServerConfig saved() {
        try {
            if (stateFile == null || Files.size(stateFile) == 0) {
                return null;
            }
            String text = Files.readString(stateFile);
            server.activeBackup()
                    .share(SharedBackup.parse(text, server.activeBackup().sharedSettings()));
            return parse(text);
        } catch (IOException e) {
            VLOG.warn("what was served before cannot be read, and the command line is followed: %s", reason(e));
            return null;
        }
    }

    private void save() {
        if (stateFile == null) {
            return;
        }
        Map<String, DatabaseConfig> files = new LinkedHashMap<>();
        databases.forEach((file, served) -> {
            BackupSettings settings = server.activeBackup().settings(served.name());
            files.put(file, settings == null ? served.config() : DatabaseConfig.of(settings));
        });
        Path temporary = stateFile.resolveSibling(stateFile.getFileName() + ".new");
        try {
            Json.Obj json = new ServerConfig(remotes, files).toJson();
            SharedBackup.write(json, server.activeBackup().sharedSettings());
            Files.writeString(temporary, json.toString());
            Files.move(temporary, stateFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            VLOG.warn("after a crash this server will not know its remotes and databases: %s", e.getMessage());
        }
    }
}
