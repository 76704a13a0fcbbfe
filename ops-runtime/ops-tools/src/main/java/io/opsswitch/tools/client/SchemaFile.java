/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.tools.cluster.ClusterSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The commands convert and needs-conversion, which compare a server's schema with one in a file. */
final class SchemaFile {

    private final String file;
    private final DatabaseSchema schema;

    private SchemaFile(String file, DatabaseSchema schema) {
        this.file = file;
        this.schema = schema;
    }

    static void convert(ClientContext context, List<String> args) throws ExitException {
        SchemaFile file = read(args);
        try (ServerConnection server = file.open(context, args)) {
            DatabaseSchema schema = file.schemaFor(server);
            context.sendChangeAware(server);
            server.call(context.out(), "convert", Json.array(Json.of(schema.name()), schema.toJson()));
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    static void needsConversion(ClientContext context, List<String> args) throws ExitException {
        SchemaFile file = read(args);
        try (ServerConnection server = file.open(context, args)) {
            DatabaseSchema wanted = file.schemaFor(server);
            DatabaseSchema present = SchemaCommands.schema(context, server, wanted.name());
            context.out().line(Conversion.isNeeded(present, wanted) ? "yes" : "no");
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private static SchemaFile read(List<String> args) throws ExitException {
        String file = args.get(args.size() - 1);
        try {
            return new SchemaFile(file, DatabaseSchema.read(Path.of(file)));
        } catch (OvsdbException e) {
            String message = String.valueOf(e.getMessage());
            if (e.tag().equals("syntax error") || e.tag().equals("ovsdb error")) {
                // The details are the end of the message.
                message = message.substring(0, message.length() - e.details().length()) + "failed to parse \"" + file
                        + "\" as ovsdb schema: " + e.details();
            }
            throw new ExitException(message);
        }
    }

    private ServerConnection open(ClientContext context, List<String> args) throws ExitException {
        return Servers.open(context, 1, true, args, schema.name()).server();
    }

    /** Return the schema as this server can have it: a cluster has no ephemeral columns. */
    private DatabaseSchema schemaFor(ServerConnection server) throws ExitException {
        if (!Servers.isClustered(server, schema.name())) {
            return schema;
        }
        try {
            return DatabaseSchema.parse(ClusterSchema.of(schema, file));
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }
}
