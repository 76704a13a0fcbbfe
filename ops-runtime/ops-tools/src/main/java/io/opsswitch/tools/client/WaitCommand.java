/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.BlockingTls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command wait: returns when a server has, or no longer has, a database; connects as often as it takes. */
final class WaitCommand {

    private static final Vlog VLOG = Vlog.module("reconnect");
    private static final long MIN_BACKOFF_MS = 1000;
    private static final long MAX_BACKOFF_MS = 8000;

    private final Remote remote;
    private final BlockingTls tls;
    private final Json.Arr transaction;
    private long backoffMs;

    private WaitCommand(Remote remote, BlockingTls tls, Json.Arr transaction) {
        this.remote = remote;
        this.tls = tls;
        this.transaction = transaction;
    }

    static void run(ClientContext context, List<String> args) throws ExitException {
        String state = args.get(args.size() - 1);
        Json.Obj operation = Json.object()
                .with("op", Json.of("wait"))
                .with("table", Json.of("Database"))
                .with(
                        "where",
                        Json.array(Json.array(Json.of("name"), Json.of("=="), Json.of(args.get(args.size() - 2)))))
                .with("columns", Json.array())
                .with("until", Json.of("=="));
        switch (state) {
            case "added" -> operation.with("rows", Json.array(Json.object()));
            case "removed" -> operation.with("rows", Json.array());
            case "connected" ->
                operation
                        .with("columns", Json.array(Json.of("connected")))
                        .with("rows", Json.array(Json.object().with("connected", Json.TRUE)));
            default -> throw new ExitException(state + ": unknown state");
        }
        Remote remote = ServerConnection.parse(args.size() > 2 ? args.get(0) : Servers.defaultRemote(context));
        if (remote.isPassive()) {
            throw new ExitException(remote.text()
                    + ": wait cannot listen for a server; give the server's own address, unix:FILE or tcp:HOST:PORT");
        }
        new WaitCommand(remote, context.tls(), Json.array(Json.of("_Server"), operation)).run();
    }

    private void run() throws ExitException {
        for (; ; ) {
            if (backoffMs < MAX_BACKOFF_MS) {
                VLOG.info("%s: connecting...", remote.text());
            }
            boolean connected = false;
            try (ServerConnection server = ServerConnection.connect(remote, tls)) {
                VLOG.info("%s: connected", remote.text());
                connected = true;
                await(server);
                return;
            } catch (IOException e) {
                String what = !connected
                        ? "connection attempt failed (" + e.getMessage() + ")"
                        : String.valueOf(e.getMessage()).equals("End of file")
                                ? "connection closed by peer"
                                : "connection dropped (" + e.getMessage() + ")";
                VLOG.info("%s: %s", remote.text(), what);
            }
            backOff();
        }
    }

    /** Ask the server to reply when the database is as wanted, and wait for that; fails if the connection is lost. */
    private void await(ServerConnection server) throws IOException, ExitException {
        Json aware = server.send("set_db_change_aware", Json.array(Json.TRUE));
        Json wait = server.send("transact", transaction);
        for (; ; ) {
            JsonRpcMessage message = server.receive();
            if (message instanceof JsonRpcMessage.Failure failure) {
                String what = failure.id().equals(aware) ? "set_db_change_aware" : "transaction";
                throw new ExitException(server.name() + ": " + what + " failed ("
                        + failure.error().toSortedString() + ")");
            } else if (message instanceof JsonRpcMessage.Reply reply
                    && reply.id().equals(wait)) {
                TransactCommands.check(reply.result());
                return;
            }
        }
    }

    private void backOff() throws ExitException {
        if (backoffMs < MIN_BACKOFF_MS) {
            backoffMs = MIN_BACKOFF_MS;
        } else if (backoffMs < MAX_BACKOFF_MS / 2) {
            backoffMs *= 2;
            VLOG.info("%s: waiting %d seconds before reconnect", remote.text(), backoffMs / 1000);
        } else {
            if (backoffMs < MAX_BACKOFF_MS) {
                VLOG.info(
                        "%s: continuing to reconnect in the background but suppressing further logging", remote.text());
            }
            backoffMs = MAX_BACKOFF_MS;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(backoffMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExitException("interrupted");
        }
    }
}
