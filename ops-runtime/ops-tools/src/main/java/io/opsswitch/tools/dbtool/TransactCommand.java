/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Access;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.engine.RoleAccess;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.tools.text.JsonArgument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands query and transact. */
final class TransactCommand {

    private static final String READ_ONLY = "%s operation not allowed when database server is in read only mode";

    private TransactCommand() {}

    /** Execute on a copy in memory: what the transaction changes is written nowhere. */
    static void query(ToolContext context, List<String> args) throws ExitException, OvsdbException {
        Database database = DatabaseFile.readIntact(path(context, args));
        print(context, execute(context, database, JsonArgument.parse(args.get(args.size() - 1)), READ_ONLY));
    }

    static void transact(ToolContext context, List<String> args) throws ExitException, OvsdbException {
        Path path = path(context, args);
        JournalReader.open(path).close(); // says what is wrong in the words for tools
        try (DatabaseFile file = DatabaseFile.open(path)) {
            print(context, execute(context, file.database(), JsonArgument.parse(args.get(args.size() - 1)), ""));
        }
    }

    private static Path path(ToolContext context, List<String> args) {
        return args.size() == 1 ? context.defaultDatabase() : Path.of(args.get(0));
    }

    private static void print(ToolContext context, Json result) {
        context.line(result.toSortedString());
    }

    private static Json execute(ToolContext context, Database database, Json json, String readOnlyReason)
            throws OvsdbException {
        if (!(json instanceof Json.Arr params)) {
            return OvsdbException.syntax(json, "array expected").toJson();
        }
        if (params.size() == 0 || !database.schema().name().equals(params.get(0).asString())) {
            return OvsdbException.syntax(params, "database name expected as first parameter")
                    .toJson();
        }
        // Nobody has shown a certificate: where there are roles, one that is named may change nothing.
        Access access = RoleAccess.of(database, context.role, null);
        Executor.Outcome outcome = Executor.execute(database, params, readOnlyReason, lock -> false, access, 0, false);
        if (outcome instanceof Executor.Outcome.Finished finished) {
            return finished.results();
        } else if (outcome instanceof Executor.Outcome.Appended appended) {
            appended.commit().apply();
            return appended.commit().results();
        }
        return unsatisfied(database, params);
    }

    /** Return the results of a transaction with a "wait" that is not satisfied: there is nobody to wait for. */
    private static Json unsatisfied(Database database, Json.Arr params) throws OvsdbException {
        List<Json> results = new ArrayList<>();
        for (int n = 2; n <= params.size(); n++) {
            List<Json> first = new ArrayList<>(params.elements().subList(0, n));
            first.add(Json.object().with("op", Json.of("abort")));
            if (Executor.execute(database, new Json.Arr(first), "", lock -> false, 0)
                            instanceof Executor.Outcome.Finished finished
                    && finished.results() instanceof Json.Arr done) {
                results = new ArrayList<>(done.elements().subList(0, n - 1));
            } else {
                break;
            }
        }
        results.add(OvsdbException.of("not supported", "triggers not supported").toJson());
        while (results.size() < params.size() - 1) {
            results.add(Json.NULL);
        }
        return new Json.Arr(results);
    }
}
