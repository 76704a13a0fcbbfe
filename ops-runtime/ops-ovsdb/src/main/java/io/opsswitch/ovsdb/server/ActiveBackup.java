/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.replication.ExcludedTables;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a server that follow the active-backup service model (ovsdb(7)), and the commands about them: one
 * active server, one list of excluded tables and one role for all of them ({@code --sync-from} and the control socket's
 * commands), or settings for each ({@link #configure}, as a configuration file has them).
 *
 * <p>The public methods are safe for use by several threads; they wait for the engine's thread, which owns all else.
 */
public final class ActiveBackup {

    private final OvsdbServer server;
    private final Map<String, BackedUpDatabase> databases = new TreeMap<>();
    private @Nullable String source;
    private String excluded = "";
    private boolean backup;
    private UplinkOptions options = UplinkOptions.probing(BackupSettings.DEFAULT_PROBE_MS);

    ActiveBackup(OvsdbServer server) {
        this.server = server;
    }

    private void run(Runnable task) {
        server.runOnEngine(() -> {
            task.run();
        });
    }

    /**
     * Have a database follow the model, or change how it does.
     *
     * @throws IllegalArgumentException if there is no such database, or its source cannot be understood; the message is
     *     for the user
     */
    public void configure(String name, BackupSettings settings) {
        run(() -> put(name, settings));
    }

    private void put(String name, BackupSettings settings) {
        ServedDatabase served = server.databases().byName().get(name);
        if (served == null) {
            throw new IllegalArgumentException(name + ": no such database");
        }
        BackedUpDatabase found = databases.get(name);
        if (found == null || found.served() != served) {
            found = new BackedUpDatabase(server, served, settings);
        }
        found.configure(settings);
        databases.put(name, found);
    }

    /** Have a database be a standalone one again. */
    public void remove(String name) {
        run(() -> {
            BackedUpDatabase gone = databases.remove(name);
            if (gone != null) {
                gone.stop();
            }
        });
    }

    /** Set what databases share that are not {@linkplain #configure configured} one by one; changes none of them. */
    public void share(BackupSettings settings) {
        run(() -> {
            source = settings.source();
            excluded = settings.excluded();
            backup = settings.backup();
            options = settings.options();
        });
    }

    /** Return what databases share that are not configured one by one. */
    public BackupSettings sharedSettings() {
        return server.onEngine(this::shared);
    }

    /** Return what a database is to do; null if it does not follow the model. */
    public @Nullable BackupSettings settings(String name) {
        List<BackupSettings> result = new ArrayList<>();
        run(() -> {
            BackedUpDatabase found = databases.get(name);
            if (found != null) {
                result.add(found.settings());
            }
        });
        return result.isEmpty() ? null : result.get(0);
    }

    private BackupSettings shared() {
        return new BackupSettings(source, excluded, backup, options);
    }

    /** Return the active server that all share; null if none is set. */
    public @Nullable String source() {
        return sharedSettings().source();
    }

    /**
     * Set the active server that all share; it is used with the next {@link #connect}.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message is for the user
     */
    public void setSource(String text) {
        RemoteList.parse(text);
        run(() -> {
            source = text;
            databases.values().forEach(each -> each.setSource(text));
        });
    }

    /** Return the excluded tables that all share; may be empty. */
    public String excluded() {
        return sharedSettings().excluded();
    }

    /**
     * Set the excluded tables that all share, at once for those that are backups.
     *
     * @throws IllegalArgumentException if they cannot be understood; the message is for the user
     */
    public void setExcluded(String text) {
        ExcludedTables.check(text);
        run(() -> {
            excluded = text;
            update(each -> new BackupSettings(each.source(), text, each.backup(), each.options()));
        });
    }

    /** Set after how long a silence the active server is probed, 0 for never. */
    public void setProbe(int ms) {
        run(() -> {
            options = options.withProbe(ms);
            update(each -> new BackupSettings(
                    each.source(),
                    each.excluded(),
                    each.backup(),
                    each.options().withProbe(ms)));
        });
    }

    private void update(UnaryOperator<BackupSettings> change) {
        List.copyOf(databases.values()).forEach(each -> each.configure(change.apply(each.settings())));
    }

    /** Make all databases backups of the active server that is set; returns false if none is. */
    public boolean connect() {
        return server.onEngine(() -> {
            if (source == null) {
                return false;
            }
            backup = true;
            for (ServedDatabase served : List.copyOf(server.databases().byName().values())) {
                if (served.file() != null && !databases.containsKey(served.name())) {
                    put(served.name(), shared());
                }
            }
            update(each -> each.withBackup(true));
            return true;
        });
    }

    /** Return what completes when each backup follows the active server, or that has turned out not to work now. */
    public CompletableFuture<Void> settled() {
        return server.onEngine(() -> CompletableFuture.allOf(
                databases.values().stream().map(BackedUpDatabase::settled).toArray(CompletableFuture<?>[]::new)));
    }

    /** Make all databases active ones. */
    public void disconnect() {
        run(() -> {
            backup = false;
            update(each -> each.withBackup(false));
        });
    }

    /** End the role of a database that cannot be replicated, and of those that share its settings. */
    void failed(BackedUpDatabase database) {
        boolean all = backup;
        backup = false;
        for (BackedUpDatabase each : List.copyOf(databases.values())) {
            if (all || each == database) {
                each.configure(each.settings().withBackup(false));
            }
        }
    }

    /** Forget a database that is no longer served. */
    void forget(ServedDatabase gone) {
        BackedUpDatabase found = databases.get(gone.name());
        if (found != null && found.served() == gone) {
            databases.remove(gone.name());
            found.stop();
        }
    }

    /** Stop for good. */
    void close() {
        databases.values().forEach(BackedUpDatabase::stop);
        databases.clear();
    }

    /** Return the text of {@code ovsdb-server/sync-status}. */
    public String status() {
        return server.onEngine(() -> {
            StringBuilder text = new StringBuilder();
            List<String> names = List.copyOf(server.databases().byName().keySet());
            for (String name : names) {
                BackedUpDatabase database = databases.get(name);
                if (database != null) {
                    boolean isBackup = database.settings().backup();
                    text.append("database: ").append(name).append('\n');
                    text.append("state: ")
                            .append(isBackup ? "backup" : "active")
                            .append('\n');
                    text.append(isBackup ? database.status() : "");
                    text.append(name.equals(names.get(names.size() - 1)) ? "" : "\n");
                }
            }
            return text.length() == 0 ? "state: active\n" : text.toString();
        });
    }
}
