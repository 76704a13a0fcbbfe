/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.convert.Loss;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of ovsdb-tool that bring a database to another schema. */
final class ConversionCommands {

    private static final int SHOWN = 20;

    private ConversionCommands() {}

    static void convert(Path database, DatabaseSchema schema, @Nullable Path target) throws OvsdbException {
        DatabaseUpgrade.convert(database, schema, target, comment());
    }

    /** Return {@code yes} or {@code no}. */
    static String needsConversion(Path database, DatabaseSchema schema) throws OvsdbException {
        return Conversion.isNeeded(DatabaseUpgrade.schemaOf(database), schema) ? "yes" : "no";
    }

    /** Convert if need be, keeping a backup; return what to print, which is nothing if there was nothing to do. */
    static String upgrade(Path database, DatabaseSchema schema, boolean dropData) throws OvsdbException, ExitException {
        String from = describe(DatabaseUpgrade.schemaOf(database));
        Outcome outcome = DatabaseUpgrade.upgrade(database, schema, dropData, comment());
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

    private static String comment() {
        return "converted by ovsdb-tool " + ProgramVersion.number();
    }
}
