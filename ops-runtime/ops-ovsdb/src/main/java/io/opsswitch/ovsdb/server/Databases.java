/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a server by their names, and what follows when one comes, goes or changes (ovsdb-server(7), "Database
 * change awareness"): its row in {@code _Server} changes; monitors of what is gone are cancelled and transactions on it
 * too; and clients that have not said that they watch {@code _Server} are disconnected, so that they look anew.
 *
 * <p>Owned by the engine's thread.
 */
final class Databases {

    private final OvsdbServer server;
    private final ServerDatabase serverDatabase = new ServerDatabase();
    private final Map<String, ServedDatabase> byName = new TreeMap<>();

    Databases(OvsdbServer server) {
        this.server = server;
    }

    /** Serve the database {@code _Server}; before any other. */
    void start() {
        ServedDatabase served = new ServedDatabase(serverDatabase.database(), null, server);
        served.setReadOnly(true);
        byName.put(served.name(), served);
        serverDatabase.put(served);
    }

    Map<String, ServedDatabase> byName() {
        return byName;
    }

    /** Return the files that are open. */
    List<Path> files() {
        List<Path> paths = new ArrayList<>();
        for (ServedDatabase served : byName.values()) {
            DatabaseFile file = served.file();
            if (file != null) {
                paths.add(file.path());
            }
        }
        return paths;
    }

    /** Serve a database; returns false if there is one of its name. */
    boolean add(ServedDatabase served) {
        if (byName.containsKey(served.name())) {
            return false;
        }
        disconnect(false, "adding " + served.name() + " database");
        byName.put(served.name(), served);
        serverDatabase.put(served);
        server.remotes().databasesChanged();
        return true;
    }

    /** Stop to serve a database; the caller closes it, on whatever thread. The reason is for the log. */
    void remove(ServedDatabase served, String reason) {
        byName.remove(served.name());
        server.activeBackup().forget(served);
        for (Session session : List.copyOf(server.sessions())) {
            session.databaseGone(served, false);
        }
        disconnect(false, reason);
        serverDatabase.remove(served);
        server.remotes().databasesChanged();
    }

    /**
     * Put other contents, perhaps under another schema, in the place of a database: after a conversion, or when a relay
     * has learnt its schema.
     *
     * @param reason why clients are disconnected that are not aware of such changes; null if they are not
     */
    void replace(ServedDatabase served, Database database, @Nullable DatabaseFile file, @Nullable String reason) {
        for (Session session : List.copyOf(server.sessions())) {
            session.databaseGone(served, true);
        }
        served.replace(database, file);
        statusChanged(served);
        server.remotes().databasesChanged();
        if (reason != null) {
            disconnect(false, reason);
        }
    }

    /** Tell clients of a database's new {@link ServedDatabase#status}. */
    void statusChanged(ServedDatabase served) {
        if (byName.get(served.name()) == served) {
            serverDatabase.put(served);
        }
    }

    /** Disconnect clients: all, or those that do not watch {@code _Server}. */
    void disconnect(boolean all, String reason) {
        server.flushAll();
        for (Session session : List.copyOf(server.sessions())) {
            if (all || !session.isDbChangeAware()) {
                session.disconnect(reason);
            }
        }
    }

    void close() {
        server.activeBackup().close();
        List.copyOf(byName.values()).forEach(ServedDatabase::close);
    }
}
