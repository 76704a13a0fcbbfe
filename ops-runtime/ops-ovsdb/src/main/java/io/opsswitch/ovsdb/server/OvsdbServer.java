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
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    private final int messageLimit;

    /** Create a server without databases and remotes. */
    public OvsdbServer() {
        this(JsonFramer.DEFAULT_LIMIT);
    }

    /** Create a server that closes the connection of whoever sends a message of more bytes. */
    public OvsdbServer(int messageLimit) {
        this.messageLimit = messageLimit;
        this.tls = new Tls(serverTls::current, HANDSHAKE_MS);
        this.remotes = new Remotes(this, loop, tls);
        onEngine(() -> {
            databases.start();
            return true;
        });
        loop.next()
                .scheduleWithFixedDelay(
                        this::compactIfNeeded, AUTO_COMPACT_CHECK_S, AUTO_COMPACT_CHECK_S, TimeUnit.SECONDS);
    }

    /** Open a database file and serve it. */
    public void addDatabase(Path path) throws OvsdbException {
        DatabaseFile file = DatabaseFile.open(path);
        String name = file.database().schema().name();
        if (name.startsWith("_")) {
            file.close();
            throw OvsdbException.of("ovsdb error", "%s: names beginning with \"_\" are reserved", name);
        }
        if (!onEngine(() -> databases.add(new ServedDatabase(file.database(), file, this)))) {
            file.close();
            throw OvsdbException.of("ovsdb error", "%s: duplicate database name", name);
        }
    }

    /**
     * Stop to serve a database, and close its file.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is built in; the message is for the user
     */
    public void removeDatabase(String name) {
        ServedDatabase removed = onEngine(() -> {
            ServedDatabase served = databases.byName().get(name);
            if (served == null) {
                throw new IllegalArgumentException("Failed to find the database.");
            }
            if (name.startsWith("_")) {
                throw new IllegalArgumentException("Cannot remove reserved database.");
            }
            databases.remove(served, "removing " + name + " database by user request");
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
        onEngine(() -> {
            remotes.add(remote, options);
            return true;
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
        onEngine(() -> {
            serverTls.set(settings);
            tls.refresh();
            return true;
        });
    }

    /** Stop to listen on, or to connect to, a remote; returns false if there is none of that text. */
    public boolean removeRemote(String text) {
        return onEngine(() -> remotes.remove(text));
    }

    /**
     * Have the remotes of a configuration, and no others.
     *
     * @throws IllegalArgumentException if one cannot be listened on; the others are in effect all the same
     */
    public void setRemotes(Map<String, RemoteOptions> wanted) {
        for (String text : listRemotes()) {
            if (!wanted.containsKey(text)) {
                removeRemote(text);
            }
        }
        List<String> failures = new ArrayList<>();
        wanted.forEach((text, options) -> {
            try {
                addRemote(text, options);
            } catch (IllegalArgumentException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        });
        if (!failures.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", failures));
        }
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
        return onEngine(() -> {
            Map<String, Long> figures = new LinkedHashMap<>();
            long cells = 0;
            long monitors = 0;
            long triggers = 0;
            for (ServedDatabase database : databases.byName().values()) {
                cells += database.database().cells();
                monitors += database.hub().size();
                triggers += database.waitingCount();
            }
            figures.put("cells", cells);
            figures.put("monitors", monitors);
            figures.put("sessions", (long) sessions.size());
            figures.put("triggers", triggers);
            return figures;
        });
    }

    private <T> T onEngine(Callable<T> task) {
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

    Databases databases() {
        return databases;
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
        onEngine(() -> {
            remotes.close();
            List.copyOf(sessions).forEach(Session::close);
            databases.close();
            return true;
        });
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
