/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.HashOrder;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.ovsdb.storage.NewFile;
import io.opsswitch.tools.cluster.ClusterCheck;
import io.opsswitch.tools.cluster.ClusterFile;
import io.opsswitch.tools.cluster.ClusterHeader;
import io.opsswitch.tools.cluster.ClusterSchema;
import io.opsswitch.tools.cluster.ToStandalone;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The commands that make, read and check servers' parts of clustered databases. */
final class ClusterCommands {

    private static final UUID ZERO = new UUID(0, 0);

    private ClusterCommands() {}

    static void run(ToolContext context, String name, List<String> args) throws ExitException, OvsdbException {
        switch (name) {
            case "create-cluster" -> create(context, args);
            case "join-cluster" -> join(context, args);
            case "cluster-to-standalone" -> ToStandalone.run(Path.of(args.get(0)), Path.of(args.get(1)));
            default -> ClusterCheck.run(args, context.out());
        }
    }

    /** Print one of the facts in a server's file that tell it from others. */
    static void field(ToolContext context, String name, List<String> args) throws ExitException, OvsdbException {
        Path path = Path.of(args.get(0));
        try (JournalReader reader = JournalReader.openAny(path)) {
            if (!reader.isClustered()) {
                throw new ExitException(path + ": not a clustered database");
            }
            ClusterHeader header = ClusterHeader.read(reader);
            switch (name) {
                case "db-cid" -> {
                    if (header.clusterId().equals(ZERO)) {
                        context.out().flush();
                        System.err.println(path + ": cluster ID not yet known");
                        throw new ExitException(2, "");
                    }
                    context.line(header.clusterId().toString());
                }
                case "db-sid" -> context.line(header.serverId().toString());
                default -> context.line(header.localAddress());
            }
        }
    }

    private static void create(ToolContext context, List<String> args) throws OvsdbException {
        Path contents = Path.of(args.get(1));
        DatabaseSchema schema;
        Json rows = Json.object();
        try {
            schema = DatabaseSchema.read(contents);
        } catch (OvsdbException e) {
            // It is no schema. If it is no database either, that is the error to tell, as Open vSwitch's tool does.
            Database database = DatabaseFile.readIntact(contents);
            schema = database.schema();
            rows = NewFile.transaction(database, "created from " + contents);
        }
        Json persistent = ClusterSchema.of(schema, contents.toString());
        ClusterFile.create(Path.of(args.get(0)), schema.name(), args.get(2), persistent, rows, context.electionTimerMs);
    }

    private static void join(ToolContext context, List<String> args) throws ExitException, OvsdbException {
        String name = args.get(1);
        if (!MemberParser.isId(name)) {
            throw new ExitException(
                    name + ": not a valid schema name (use \"schema-name\" command to find the correct" + " name)");
        }
        Set<String> remotes = new LinkedHashSet<>(args.subList(3, args.size()));
        ClusterFile.join(
                Path.of(args.get(0)),
                name,
                args.get(2),
                HashOrder.of(remotes),
                context.clusterId == null ? ZERO : context.clusterId);
    }
}
