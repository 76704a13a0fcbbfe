/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.embedded;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.server.OvsdbServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An OVSDB server inside this JVM, for tests of whatever is a client of one. It is the real server, on real files and
 * sockets, in a folder of its own that {@link #close} removes:
 *
 * <pre>{@code
 * @AutoClose
 * final EmbeddedOvsdb ovsdb = EmbeddedOvsdb.start(Path.of("vswitch.ovsschema"));
 *
 * @Test
 * void setsUpItsBridge() {
 *     new MyController(ovsdb.remote()).run();
 *     assertThat(ovsdb.dump("Open_vSwitch", "Bridge")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. The server logs as the process does; see {@link
 * io.opsswitch.common.log.VlogConfig}.
 */
public final class EmbeddedOvsdb implements AutoCloseable {

    private final Path folder;
    private final boolean temporary;
    private final boolean unix;
    private final int messageLimit;
    private final Map<String, Path> files;
    private final List<String> listening = new ArrayList<>();
    private final @Nullable HeldPort port;
    private @Nullable OvsdbServer server;

    /** Take over a folder with database files, which is removed at the end if it is temporary. */
    EmbeddedOvsdb(
            Path folder, boolean temporary, boolean unix, boolean tcp, int messageLimit, Map<String, Path> files) {
        this.folder = folder;
        this.temporary = temporary;
        this.unix = unix;
        this.port = tcp ? HeldPort.any() : null;
        this.messageLimit = messageLimit;
        this.files = files;
    }

    /**
     * Serve an empty database on a Unix domain socket.
     *
     * @throws IllegalArgumentException if the schema is wrong, with the reason
     */
    public static EmbeddedOvsdb start(Path schema) {
        return builder().schema(schema).start();
    }

    /** Serve an empty database as {@link #start(Path)} does, with the text of a schema. */
    public static EmbeddedOvsdb start(String schema) {
        return builder().schema(schema).start();
    }

    /** Say more: several databases, contents, remotes. */
    public static EmbeddedOvsdbBuilder builder() {
        return new EmbeddedOvsdbBuilder();
    }

    /** Return what a client connects to: {@code unix:PATH}, or {@code tcp:127.0.0.1:PORT} if it listens there only. */
    public String remote() {
        return unix ? "unix:" + socket() : tcpRemote();
    }

    /**
     * Return {@code tcp:127.0.0.1:PORT}; the port stays the same after a restart.
     *
     * @throws IllegalStateException if it does not listen on TCP
     */
    public String tcpRemote() {
        if (port == null) {
            throw new IllegalStateException("it listens on a Unix domain socket only; ask the builder for tcp()");
        }
        return "tcp:127.0.0.1:" + port.number();
    }

    /** Return the Unix domain socket, which is there unless the builder was asked for TCP only. */
    public Path socket() {
        return folder.resolve("db.sock");
    }

    /**
     * Return the file of a database.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Path file(String database) {
        Path file = files.get(database);
        if (file == null) {
            throw new IllegalArgumentException("no database " + database + "; there is " + files.keySet());
        }
        return file;
    }

    /**
     * Return the server itself.
     *
     * @throws IllegalStateException while it is stopped
     */
    public synchronized OvsdbServer server() {
        if (server == null) {
            throw new IllegalStateException("the server is stopped; call start() first");
        }
        return server;
    }

    /**
     * Execute a transaction, also while clients are refused.
     *
     * @param transaction what {@code ovsdb-client transact} takes: {@code ["DATABASE",{operation},...]}
     * @return the result of each operation, or its error (RFC 7047 section 4.1.3)
     * @throws IllegalArgumentException if it is no transaction at all
     * @throws IllegalStateException if the server is stopped, or refuses the request as a whole
     */
    public Json.Arr transact(String transaction) {
        server();
        return AdminCall.transact(admin(), transaction);
    }

    /** Execute a transaction as {@link #transact} does, and fail with IllegalStateException if any of it fails. */
    public Json.Arr mustTransact(String transaction) {
        Json.Arr results = transact(transaction);
        for (Json result : results.elements()) {
            if (result instanceof Json.Obj object && object.get("error") != null) {
                throw new IllegalStateException(transaction + " fails: " + object.toSortedString());
            }
        }
        return results;
    }

    /** Return all rows of a table, in no order; of each the named columns, or all if none is named. */
    public List<Json.Obj> dump(String database, String table, String... columns) {
        String some = columns.length == 0 ? "" : ",\"columns\":" + Json.strings(List.of(columns));
        Json.Arr results = mustTransact(
                "[" + Json.of(database) + ",{\"op\":\"select\",\"where\":[],\"table\":" + Json.of(table) + some + "}]");
        List<Json.Obj> rows = new ArrayList<>();
        if (results.get(0) instanceof Json.Obj result && result.get("rows") instanceof Json.Arr all) {
            all.elements().forEach(row -> rows.add((Json.Obj) row));
        }
        return rows;
    }

    /** Start the server again, with all that is in the files; does nothing if it runs. */
    public synchronized void start() {
        if (server == null) {
            open();
            accept();
        }
    }

    /** Start the server without letting clients in. */
    synchronized void open() {
        OvsdbServer starting = new OvsdbServer(messageLimit);
        try {
            for (Path file : files.values()) {
                starting.addDatabase(file);
            }
            starting.addRemote("punix:" + admin());
            server = starting;
        } catch (OvsdbException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            if (server == null) {
                starting.close();
            }
        }
    }

    /** Stop the server in good order, as if its process ended: connections are closed, files stay. */
    public synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
            listening.clear();
        }
    }

    /** Stop and start. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Close the connections of all clients, which may come back at once. */
    public void disconnect() {
        server().disconnectClients("the test wants it so");
    }

    /** Close the connections of all clients, and let none come back until {@link #accept}. */
    public synchronized void refuse() {
        listening.forEach(server()::removeRemote);
        listening.clear();
    }

    /** Let clients connect again. */
    public synchronized void accept() {
        if (!listening.isEmpty()) {
            return;
        }
        if (unix) {
            listen("punix:" + socket());
        }
        if (port != null) {
            port.listen(() -> listen("ptcp:" + port.number() + ":127.0.0.1"));
        }
    }

    private void listen(String remote) {
        server().addRemote(remote);
        listening.add(remote);
    }

    /** Compact the file of each database, and wait for that. */
    public void compact() {
        server().compact(null).join();
    }

    /** Stop the server, and remove all that it has left behind. */
    @Override
    public synchronized void close() {
        stop();
        if (port != null) {
            port.close();
        }
        if (temporary) {
            delete(folder);
        }
    }

    private Path admin() {
        return folder.resolve("admin.sock");
    }

    static void delete(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(folder + ": cannot be removed: " + e.getMessage(), e);
            }
        }
    }
}
