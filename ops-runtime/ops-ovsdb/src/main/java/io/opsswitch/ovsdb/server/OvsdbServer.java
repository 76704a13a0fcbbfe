/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.monitor.MonitorHub;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.ovsdb.uplink.Connector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OVSDB server: databases, and the remotes through which clients reach them.
 *
 * <p>One thread does all that touches a database: the event loop of all connections. So a transaction costs no hand-over
 * between threads, and everything behind it needs no locks. What takes long is elsewhere: fsync and compaction.
 *
 * <p>The public methods are safe for use by several threads; they wait for the engine's thread.
 */
public final class OvsdbServer implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");
    private static final int AUTO_COMPACT_CHECK_S = 60;

    private static final int HANDSHAKE_MS = 10_000;

    private static final ThreadFactory THREADS = task -> new Thread(task, "ovsdb");

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final List<Session> dirty = new ArrayList<>();
    private final List<MonitorHub> told = new ArrayList<>();
    private boolean flushScheduled;
    private final LockTable locks = new LockTable();
    private final Methods methods = new Methods(this);
    private final Databases databases = new Databases(this);
    private final ServerTls serverTls = new ServerTls(this);
    private final Tls tls;
    private final Remotes remotes;
    private final Connector connector;
    private final Relays relays = new Relays(this);
    private final ActiveBackup activeBackup = new ActiveBackup(this);
    private final int messageLimit;
    private volatile boolean wholeColumns;
    private volatile boolean trimMemory;

    /** Create a server without databases and remotes. */
    public OvsdbServer() {
        this(JsonFramer.DEFAULT_LIMIT);
    }

    /** Create a server that closes the connection of whoever sends a message of more bytes. */
    public OvsdbServer(int messageLimit) {
        this.messageLimit = messageLimit;
        this.tls = new Tls(serverTls::current, HANDSHAKE_MS);
        this.connector = new Connector(loop, tls);
        this.remotes = new Remotes(this, loop, connector);
        runOnEngine(() -> {
            databases.start();
        });
        loop.next()
                .scheduleWithFixedDelay(
                        this::compactIfNeeded, AUTO_COMPACT_CHECK_S, AUTO_COMPACT_CHECK_S, TimeUnit.SECONDS);
    }

    /** Have files that are opened from here on written with whole columns, as Open vSwitch before 2.15 reads them. */
    public void setWholeColumns(boolean whole) {
        wholeColumns = whole;
    }

    /** Open a database file and serve it; returns the database's name. */
    public String addDatabase(Path path) throws OvsdbException {
        for (Path open : onEngine(databases::files)) {
            if (isSameFile(open, path)) {
                throw OvsdbException.of("ovsdb error", "%s: already open", path);
            }
        }
        DatabaseFile file = DatabaseFile.open(path);
        file.setWholeColumns(wholeColumns);
        String name = file.database().schema().name();
        if (name.startsWith("_")) {
            file.close();
            throw OvsdbException.of("ovsdb error", "%s: names beginning with \"_\" are reserved", name);
        }
        if (!onEngine(() -> databases.add(new ServedDatabase(file.database(), file, this)))) {
            file.close();
            throw OvsdbException.of("ovsdb error", "%s: duplicate database name", name);
        }
        return name;
    }

    private static boolean isSameFile(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            return false; // one is not there: opening it says so
        }
    }

    /** Return the databases that follow another server. */
    public Relays relays() {
        return relays;
    }

    /** Return the databases that are, or may become, backups of another server's. */
    public ActiveBackup activeBackup() {
        return activeBackup;
    }

    /**
     * Stop to serve a database, and close its file.
     *
     * @param reason why, for the log
     * @throws IllegalArgumentException if there is none of that name, or it is built in; the message is for the user
     */
    public void removeDatabase(String name, String reason) {
        ServedDatabase removed = onEngine(() -> {
            ServedDatabase served = databases.byName().get(name);
            if (served == null) {
                throw new IllegalArgumentException("Failed to find the database.");
            }
            if (name.startsWith("_")) {
                throw new IllegalArgumentException("Cannot remove reserved database.");
            }
            databases.remove(served, reason);
            return served;
        });
        removed.close();
    }

    /**
     * Listen on, or connect to, a remote.
     *
     * @throws IllegalArgumentException if it cannot be parsed or listened on; the message is for the user
     */
    public void addRemote(String text) {
        addRemote(text, RemoteOptions.DEFAULT);
    }

    /** Listen on, or connect to, a remote, with options; changes the options of one that there is already. */
    public void addRemote(String text, RemoteOptions options) {
        Remote remote = Remote.parse(text);
        runOnEngine(() -> {
            remotes.add(remote, options);
        });
    }

    /**
     * Use keys and certificates for {@code ssl:} and {@code pssl:} remotes. The files are read again when they change;
     * settings may be {@code db:DB,TABLE,COLUMN}, which means the first text in that column that is not empty. What is
     * wrong with a file is logged, and connections are refused while that lasts.
     *
     * @throws IllegalArgumentException if such a column does not exist; the message is for the user
     */
    public void setTls(TlsSettings settings) {
        runOnEngine(() -> {
            serverTls.set(settings);
            tls.refresh();
        });
    }

    /** Stop to listen on, or to connect to, a remote; returns false if there is none of that text. */
    public boolean removeRemote(String text) {
        return onEngine(() -> remotes.remove(text));
    }

    /**
     * Have the remotes of a configuration, and no others. What cannot be listened on is logged and tried again every few
     * seconds; it is among the remotes all the same.
     *
     * @return why {@code db:} remotes could not be found, for the user; they count as soon as there is such a column
     */
    public List<String> setRemotes(Map<String, RemoteOptions> wanted) {
        Map<Remote, RemoteOptions> parsed = new LinkedHashMap<>();
        wanted.forEach((text, options) -> parsed.put(Remote.parse(text), options));
        return onEngine(() -> remotes.set(parsed));
    }

    /** Disconnect all clients; those that want to, come back. The reason is for the log. */
    public void disconnectClients(String reason) {
        runOnEngine(() -> {
            databases.disconnect(true, reason);
        });
    }

    /** Know the methods {@code monitor_cond} and {@code monitor_cond_since} no more, as Open vSwitch before 2.5. */
    public void disableConditionalMonitors() {
        runOnEngine(() -> {
            methods.disableConditionalMonitors();
            databases.disconnect(true, "user ran ovsdb-server/disable-monitor-cond");
        });
    }

    /** Return the remotes in the order of their text. */
    public List<String> listRemotes() {
        return onEngine(remotes::list);
    }

    /** Return the address that a remote listens on, for port 0; null if it listens on none. */
    public @Nullable InetSocketAddress boundAddress(String text) {
        CompletableFuture<@Nullable InetSocketAddress> result = new CompletableFuture<>();
        loop.next().execute(() -> result.complete(remotes.boundAddress(text)));
        return result.join();
    }

    /** Return the names of the databases. */
    public List<String> listDatabases() {
        return onEngine(() -> List.copyOf(databases.byName().keySet()));
    }

    /** Have memory given back to the system after each compaction, at the price of a pause. */
    public void setTrimMemory(boolean trim) {
        trimMemory = trim;
    }

    /** Compact one database, or all (null), in the background; the future completes when that is done. */
    public CompletableFuture<Void> compact(@Nullable String name) {
        List<CompletableFuture<Void>> running = onEngine(() -> {
            List<CompletableFuture<Void>> started = new ArrayList<>();
            databases.byName().forEach((each, database) -> {
                DatabaseFile file = database.file();
                if (file != null && (name == null || name.equals(each))) {
                    started.add(compact(each, file));
                }
            });
            return started;
        });
        return CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0]));
    }

    private CompletableFuture<Void> compact(String name, DatabaseFile file) {
        VLOG.info("compacting %s database", name);
        long before = file.bytes();
        return file.compact(loop.next()).whenComplete((nothing, error) -> {
            if (error != null) {
                // A database that was removed meanwhile needs no compaction.
                VLOG.log(databases.byName().containsKey(name) ? LogLevel.WARN : LogLevel.DBG, "%s", error.getMessage());
            } else {
                VLOG.dbg("%s: compacted from %d bytes to %d", name, before, file.bytes());
            }
            if (trimMemory) {
                // A collection makes the JVM give memory back; on a thread of its own, though the JVM pauses all the
                // same.
                THREADS.newThread(System::gc).start();
            }
        });
    }

    private void compactIfNeeded() {
        databases.byName().forEach((name, database) -> {
            DatabaseFile file = database.file();
            if (file != null && file.needsCompaction()) {
                compact(name, file);
            }
        });
    }

    /** Return figures about memory as {@code memory/show} prints them, by name. */
    public Map<String, Long> memory() {
        return onEngine(() -> MemoryReport.of(this));
    }

    /** Have changes of a table written to the log, or no more; returns false if there is no such table or database. */
    public boolean setTableLogged(String database, String table, boolean logged) {
        return onEngine(() -> {
            ServedDatabase served = databases.byName().get(database);
            return served != null && served.tableLog().set(table, logged);
        });
    }

    /** Return the tables of each database, and whether their changes are written to the log. */
    public Map<String, Map<String, Boolean>> loggedTables() {
        return onEngine(() -> {
            Map<String, Map<String, Boolean>> all = new LinkedHashMap<>();
            databases
                    .byName()
                    .forEach((name, served) -> all.put(name, served.tableLog().list()));
            return all;
        });
    }

    /** Return what is wrong with the file of a database, empty if nothing is; null if there is no such database. */
    public @Nullable String storageError(String database) {
        List<String> found = onEngine(() -> {
            ServedDatabase served = databases.byName().get(database);
            if (served == null) {
                return List.of();
            }
            DatabaseFile file = served.file();
            return List.of(file == null ? "" : file.error());
        });
        return found.isEmpty() ? null : found.get(0);
    }

    void runOnEngine(Runnable task) {
        onEngine(Executors.callable(task));
    }

    <T> T onEngine(Callable<T> task) {
        try {
            return loop.next().inEventLoop()
                    ? task.call()
                    : loop.next().submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException bad) {
                throw new IllegalArgumentException(bad.getMessage(), bad);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Return what "get_server_id" answers. */
    UUID id() {
        return methods.serverId();
    }

    Databases databases() {
        return databases;
    }

    Connector connector() {
        return connector;
    }

    Remotes remotes() {
        return remotes;
    }

    ScheduledExecutorService engine() {
        return loop.next();
    }

    Set<Session> sessions() {
        return sessions;
    }

    LockTable locks() {
        return locks;
    }

    Session newSession(OpenRemote origin, String name) {
        return new Session(this, methods, origin, name, messageLimit);
    }

    /** Have a session's output flushed at the end of what the engine does now. */
    void flushLater(Session session) {
        flushSoon();
        dirty.add(session);
    }

    /** Have a database's monitors told at the end of what the engine does now. */
    void flushLater(MonitorHub hub) {
        flushSoon();
        told.add(hub);
    }

    private void flushSoon() {
        if (!flushScheduled) {
            flushScheduled = true;
            loop.next().execute(this::flushAll);
        }
    }

    /** Tell the monitors what was committed, and hand all output to the operating system. */
    void flushAll() {
        for (int i = 0; i < told.size(); i++) {
            told.get(i).flush();
        }
        told.clear();
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
        flushScheduled = false;
    }

    /** Close the remotes, the connections and the databases. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        runOnEngine(() -> {
            remotes.close();
            List.copyOf(sessions).forEach(Session::close);
            databases.close();
        });
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
