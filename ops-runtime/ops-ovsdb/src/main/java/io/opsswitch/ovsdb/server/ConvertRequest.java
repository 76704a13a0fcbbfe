/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The method "convert" of ovsdb-server(7), section 4.1.20. Its methods are for the engine's thread. */
final class ConvertRequest {

    private static final String COMMENT = "converted by ovsdb-server";

    private ConvertRequest() {}

    /** What takes the place of the old database. */
    record Converted(Database database, @Nullable DatabaseFile file) {}

    /** Return the schema that a client asks for, if it may. */
    static DatabaseSchema check(ServedDatabase served, PendingTransaction request) throws OvsdbException {
        String name = served.name();
        Session session = request.session;
        if (session != null && !session.role().isEmpty()) {
            throw OvsdbException.of(
                    "permission error",
                    "RBAC rules for client \"%s\" role \"%s\" prohibit \"convert\" of database %s (only the root role"
                            + " may convert databases)",
                    String.valueOf(session.peerId()),
                    session.role(),
                    name);
        }
        if (served.isReadOnlyFor(session) || served.isCopy()) {
            throw OvsdbException.of("not allowed", "conversion is not allowed for read-only database %s", name);
        }
        if (request.params.size() != 2) {
            throw OvsdbException.syntax(request.params, "array expected");
        }
        DatabaseSchema schema = DatabaseSchema.parse(request.params.get(1));
        if (!schema.name().equals(name)) {
            throw OvsdbException.of(
                    "invalid parameters",
                    "new schema name (%s) does not match database name (%s)",
                    schema.name(),
                    name);
        }
        return schema;
    }

    /** Start to convert a database, which must not change until the future completes. */
    static CompletableFuture<Converted> start(
            Database database, @Nullable DatabaseFile file, DatabaseSchema schema, Executor engine) {
        if (file != null) {
            return file.convert(schema, COMMENT, engine)
                    .thenApply(converted -> new Converted(converted.database(), converted));
        }
        try {
            return CompletableFuture.completedFuture(new Converted(Conversion.strict(database, schema), null));
        } catch (OvsdbException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
