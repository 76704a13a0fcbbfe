/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Loss;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade.Outcome;
import java.nio.file.Path;
import java.util.List;

/** The command upgrade, which Open vSwitch's tool does not have: a conversion that loses nothing unasked. */
public final class UpgradeCommand {

    private static final int SHOWN = 20;

    private UpgradeCommand() {}

    static void run(ToolContext context, List<String> args) throws OvsdbException, ExitException {
        String done = upgrade(context.database(args), context.schema(args, 1), context.dropData);
        if (!done.isEmpty()) {
            context.line(done);
        }
    }

    /**
     * Convert a database if need be, keeping a backup.
     *
     * @param dropData whether data may go that the new schema has no place for
     * @return what to tell the user, empty if there was nothing to do
     * @throws ExitException if data would be lost; nothing was changed then
     * @throws OvsdbException if the file cannot be read or written
     */
    public static String upgrade(Path database, DatabaseSchema schema, boolean dropData)
            throws OvsdbException, ExitException {
        String from = describe(DatabaseUpgrade.schemaOf(database));
        Outcome outcome = DatabaseUpgrade.upgrade(
                database, schema, dropData, "converted by ovsdb-tool " + ProgramVersion.number());
        if (outcome instanceof Outcome.Refused refused) {
            throw new ExitException(database + ": converting from schema " + from + " to " + describe(schema)
                    + " would drop data that is not default:\n" + list(refused.losses())
                    + "Nothing was changed. Perhaps you should use an image with the features that this belongs to, or"
                    + " drop it with --drop-data; a backup of the present database is kept then");
        }
        if (outcome instanceof Outcome.Converted converted) {
            String dropped = converted.losses().isEmpty()
                    ? ""
                    : "Dropped, and only in the backup now:\n" + list(converted.losses());
            return dropped + "Converted " + database + " from schema " + from + " to " + describe(schema)
                    + "; the old one is " + converted.backup() + ".";
        }
        return "";
    }

    private static String list(List<Loss> losses) {
        StringBuilder text = new StringBuilder();
        losses.stream()
                .limit(SHOWN)
                .forEach(loss -> text.append("  ").append(loss).append('\n'));
        if (losses.size() > SHOWN) {
            text.append("  and ").append(losses.size() - SHOWN).append(" more\n");
        }
        return text.toString();
    }

    private static String describe(DatabaseSchema schema) {
        return schema.name() + " " + schema.version() + " (cksum " + schema.checksum() + ")";
    }
}
