/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.tools.text.JsonArgument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The commands that run a transaction from the command line. */
final class TransactCommands {

    private TransactCommands() {}

    static void transact(ClientContext context, List<String> args) throws ExitException {
        Json json = JsonArgument.parse(args.get(args.size() - 1));
        context.out().json(run(context, args, json));
    }

    /** Run a transaction that ends with "abort", so that it changes nothing, and hide that operation's result. */
    static void query(ClientContext context, List<String> args) throws ExitException {
        if (!(JsonArgument.parse(args.get(args.size() - 1)) instanceof Json.Arr transaction)) {
            throw invalid();
        }
        List<Json> operations = new ArrayList<>(transaction.elements());
        operations.add(Json.object().with("op", Json.of("abort")));
        Json result = run(context, args, new Json.Arr(operations));
        int last = operations.size() - 2;
        if (result instanceof Json.Arr results
                && results.size() == last + 1
                && results.get(last) instanceof Json.Obj object
                && Json.of("aborted").equals(object.get("error"))) {
            result = new Json.Arr(results.elements().subList(0, last));
        }
        context.out().json(result);
    }

    private static ExitException invalid() {
        return new ExitException("not a valid OVSDB query");
    }

    private static Json run(ClientContext context, List<String> args, Json json) throws ExitException {
        if (!(json instanceof Json.Arr transaction) || transaction.size() == 0) {
            throw invalid();
        }
        String database = transaction.get(0).asString();
        if (database == null) {
            throw invalid();
        }
        try (ServerConnection server =
                Servers.open(context, 1, true, args, database).server()) {
            if (Boolean.TRUE.equals(context.changeAware())) {
                context.sendChangeAware(server);
            }
            context.daemon().start();
            context.daemon().ready();
            return server.call(context.out(), "transact", transaction);
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    /** Fail if any operation of a transaction did. */
    static void check(Json result) throws ExitException {
        if (!(result instanceof Json.Arr results)) {
            throw new ExitException("result is not array");
        }
        for (Json each : results.elements()) {
            if (!(each instanceof Json.Obj object)) {
                throw new ExitException("result array element is not object");
            }
            if (object.get("error") != null) {
                throw new ExitException("server returned error reply: " + each.toSortedString());
            }
        }
    }
}
