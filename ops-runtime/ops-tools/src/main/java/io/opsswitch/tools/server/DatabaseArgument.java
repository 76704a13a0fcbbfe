/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.ovsdb.server.BackupSettings;
import io.opsswitch.ovsdb.server.DatabaseConfig;
import io.opsswitch.ovsdb.server.DatabaseConfig.Model;
import io.opsswitch.ovsdb.server.RemoteOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database as the command line or {@code ovsdb-server/add-db} names it: a file, or {@code relay:DB:REMOTE,...}. Immutable.
 *
 * @param file the file, or the name of a relay's database
 */
record DatabaseArgument(String file, DatabaseConfig config) {

    private static final Pattern RELAY = Pattern.compile("relay:([^:]*):(.+)", Pattern.DOTALL);

    /**
     * Understand an argument.
     *
     * @param shared what holds for files if it names an active server
     */
    static DatabaseArgument parse(String text, BackupSettings shared) {
        Matcher relay = RELAY.matcher(text);
        if (relay.matches()) {
            RemoteOptions options = DatabaseConfig.sourceDefaults(Model.RELAY);
            return new DatabaseArgument(
                    relay.group(1), new DatabaseConfig(Model.RELAY, relay.group(2), options, List.of(), false));
        }
        return new DatabaseArgument(text, DatabaseConfig.of(shared));
    }
}
