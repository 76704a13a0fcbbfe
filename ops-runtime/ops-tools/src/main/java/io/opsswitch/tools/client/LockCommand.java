/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.unixctl.ControlException;
import java.io.IOException;
import java.util.List;

/**
 * The commands lock, steal and unlock of RFC 7047 sections 4.1.8 to 4.1.10: print the reply, and then what happens to
 * the lock, for ever. Detached they take more of the same as control commands, which run on threads of their own.
 */
final class LockCommand {

    private static final List<String> METHODS = List.of("lock", "steal", "unlock");

    private LockCommand() {}

    static void run(ClientContext context, ServerConnection server, String method, String lock) throws ExitException {
        context.daemon().start();
        try {
            Json first = server.send(method, Json.array(Json.of(lock)));
            if (context.daemon().isDetaching()) {
                for (String each : METHODS) {
                    context.daemon().commands().register(each, "LOCK", 1, 1, args -> send(server, each, args.get(0)));
                }
                context.daemon().startControl();
            }
            for (; ; ) {
                receive(context, server, method, lock, first);
            }
        } catch (IOException e) {
            throw new ExitException(server.name() + ": send failed (" + e.getMessage() + ")");
        }
    }

    private static String send(ServerConnection server, String method, String lock) throws ControlException {
        try {
            server.send(method, Json.array(Json.of(lock)));
            return "";
        } catch (IOException e) {
            throw new ControlException(server.name() + ": send failed (" + e.getMessage() + ")");
        }
    }

    private static void receive(ClientContext context, ServerConnection server, String method, String lock, Json first)
            throws ExitException {
        JsonRpcMessage message = server.next();
        if (message instanceof JsonRpcMessage.Reply reply) {
            context.out().json(reply.result());
            context.out().flush();
            if (reply.id().equals(first)) {
                context.daemon().ready();
                context.daemon().closeErrors();
            }
        } else if (message instanceof JsonRpcMessage.Notification notification) {
            context.out().line(notification.method());
            context.out().json(notification.params());
            context.out().flush();
        } else if (message instanceof JsonRpcMessage.Failure failure) {
            String error = context.out().text(failure.error());
            if (failure.id().equals(first)) {
                throw new ExitException(server.name() + ": " + method + " of \"" + lock + "\" failed (" + error + ")");
            }
            System.err.println("ovsdb-client: " + server.name() + ": request failed (" + error + ")");
        }
    }
}
