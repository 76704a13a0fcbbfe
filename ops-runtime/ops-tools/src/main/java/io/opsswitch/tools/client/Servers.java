/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the server and the database that a command line means. */
final class Servers {

    private static final Vlog VLOG = Vlog.module("ovsdb_client");
    private static final String DEFAULT_DATABASE = "Open_vSwitch";

    private Servers() {}

    /**
     * A connection and what was found out on the way.
     *
     * @param database empty if none was asked for
     * @param consumed how many words of the command line named server and database
     */
    record Target(ServerConnection server, String database, int consumed) {}

    /**
     * Connect to the server that the first words name.
     *
     * @param min how many words the command needs for itself
     * @param needDatabase whether to find a database as well
     * @param database the database if it is known already
     */
    static Target open(
            ClientContext context, int min, boolean needDatabase, List<String> args, @Nullable String database)
            throws ExitException {
        boolean named = args.size() > min && isRemote(args.get(0));
        int next = named ? 1 : 0;
        RemoteList remotes = RemoteList.parse(named ? args.get(0) : defaultRemote(context));
        if (remotes.methods().size() == 1) {
            ServerConnection server = ServerConnection.open(remotes.methods().get(0), context.tls());
            if (!needDatabase || database != null) {
                return new Target(server, database == null ? "" : database, next);
            }
            List<String> databases = SchemaCommands.databases(context, server);
            if (args.size() - next > min && databases.contains(args.get(next))) {
                return new Target(server, args.get(next), next + 1);
            }
            return new Target(server, defaultDatabase(databases), next);
        }
        if (database == null && needDatabase) {
            if (args.size() - next <= min) {
                throw new ExitException("database name is required with multiple remotes");
            }
            database = args.get(next++);
        }
        return new Target(anyOf(context, remotes, database), database == null ? "" : database, next);
    }

    static String defaultRemote(ClientContext context) {
        return "unix:" + context.daemon().dirs().rundir().resolve("db.sock");
    }

    private static boolean isRemote(String word) {
        return word.matches("(?s)[A-Za-z].*") && word.indexOf(':') >= 0;
    }

    private static String defaultDatabase(List<String> databases) throws ExitException {
        if (databases.contains(DEFAULT_DATABASE)) {
            return DEFAULT_DATABASE;
        }
        List<String> own =
                databases.stream().filter(name -> !name.startsWith("_")).toList();
        if (own.size() != 1) {
            throw new ExitException("could not find a default database, please specify a database name");
        }
        return own.get(0);
    }

    /** The members of a cluster, and the cluster's id if that must match. */
    private record RemoteList(
            List<String> methods, @Nullable String clusterId) {
        static RemoteList parse(String text) {
            List<String> methods = new ArrayList<>();
            String clusterId = null;
            for (String word : text.split(",", -1)) {
                if (word.startsWith("cid:")) {
                    clusterId = word.substring("cid:".length());
                } else if (!word.isEmpty()) {
                    methods.add(word);
                }
            }
            return new RemoteList(methods.isEmpty() ? List.of(text) : methods, clusterId);
        }
    }

    /** Connect to the first of several servers, tried in random order, that will do. */
    private static ServerConnection anyOf(ClientContext context, RemoteList remotes, @Nullable String database)
            throws ExitException {
        List<String> methods = new ArrayList<>(remotes.methods());
        Collections.shuffle(methods);
        for (String method : methods) {
            try {
                ServerConnection server = ServerConnection.connect(ServerConnection.parse(method), context.tls());
                if (database == null || isAcceptable(context, server, database, remotes.clusterId())) {
                    return server;
                }
                VLOG.info("%s: does not serve %s as needed; trying another server", method, database);
                server.close();
            } catch (IOException e) {
                VLOG.info("%s: connection attempt failed (%s)", method, e.getMessage());
            }
        }
        throw new ExitException("no servers were available");
    }

    private static boolean isAcceptable(
            ClientContext context, ServerConnection server, String database, @Nullable String clusterId)
            throws ExitException {
        Json.Obj row = row(server, database);
        if (row == null || clusterId != null && !clusterId.equals(uuid(row.get("cid")))) {
            return false;
        }
        return isModel(row, "standalone")
                || !Json.FALSE.equals(row.get("connected"))
                        && !(context.leaderOnly() && Json.FALSE.equals(row.get("leader")));
    }

    /** Return whether a database is that of a cluster. */
    static boolean isClustered(ServerConnection server, String database) throws ExitException {
        Json.Obj row = row(server, database);
        return row != null && isModel(row, "clustered");
    }

    private static boolean isModel(Json.Obj row, String model) {
        return Json.of(model).equals(row.get("model"));
    }

    private static @Nullable String uuid(@Nullable Json json) {
        return json instanceof Json.Arr array && array.size() == 2
                ? UUID.fromString(String.valueOf(array.get(1).asString())).toString()
                : null;
    }

    /** Return the server's own row about a database, null if it has none. */
    private static Json.@Nullable Obj row(ServerConnection server, String database) throws ExitException {
        Json.Obj select = Json.object()
                .with("op", Json.of("select"))
                .with("table", Json.of("Database"))
                .with("where", Json.array(Json.array(Json.of("name"), Json.of("=="), Json.of(database))));
        JsonRpcMessage message = server.request("transact", Json.array(Json.of("_Server"), select));
        if (message instanceof JsonRpcMessage.Reply reply
                && reply.result() instanceof Json.Arr results
                && results.size() == 1
                && results.get(0) instanceof Json.Obj result
                && result.get("rows") instanceof Json.Arr rows) {
            return rows.size() > 0 && rows.get(0) instanceof Json.Obj row ? row : null;
        }
        VLOG.warn("%s: unexpected reply to _Server request for %s", server.name(), database);
        return null;
    }
}
