/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.tools.cluster.ClusterHeader;
import java.nio.file.Path;
import java.util.List;

/** The commands that make, rewrite and describe database files as a whole. */
final class FileCommands {

    private FileCommands() {}

    static void create(ToolContext context, List<String> args) throws OvsdbException {
        DatabaseSchema schema = context.schema(args, 1);
        DatabaseFile.create(context.database(args), schema);
    }

    static void compact(ToolContext context, List<String> args) throws OvsdbException {
        DatabaseUpgrade.compact(
                context.database(args),
                args.size() > 1 ? Path.of(args.get(1)) : null,
                "compacted by ovsdb-tool " + ProgramVersion.number());
    }

    static void convert(ToolContext context, List<String> args) throws OvsdbException {
        DatabaseSchema schema = context.schema(args, 1);
        DatabaseUpgrade.convert(
                context.database(args),
                schema,
                args.size() > 2 ? Path.of(args.get(2)) : null,
                "converted by ovsdb-tool " + ProgramVersion.number());
    }

    static void needsConversion(ToolContext context, List<String> args) throws OvsdbException {
        DatabaseSchema present = DatabaseUpgrade.schemaOf(context.database(args));
        context.line(Conversion.isNeeded(present, context.schema(args, 1)) ? "yes" : "no");
    }

    static boolean isClustered(List<String> args) throws OvsdbException {
        try (JournalReader reader = JournalReader.openAny(Path.of(args.get(0)))) {
            return reader.isClustered();
        }
    }

    /** Print one of the members at the top of a schema, in a file of its own or in a database. */
    static void field(ToolContext context, String command, List<String> args) throws OvsdbException, ExitException {
        if (command.equals("db-name")) {
            try (JournalReader reader = JournalReader.openAny(context.database(args))) {
                if (reader.isClustered()) {
                    context.line(ClusterHeader.read(reader).name());
                    return;
                }
            }
        }
        DatabaseSchema schema =
                command.startsWith("db-") ? DatabaseUpgrade.schemaOf(context.database(args)) : context.schema(args, 0);
        context.line(
                switch (command.substring(command.indexOf('-') + 1)) {
                    case "name" -> schema.name();
                    case "version" -> schema.version();
                    default -> schema.checksum();
                });
    }
}
