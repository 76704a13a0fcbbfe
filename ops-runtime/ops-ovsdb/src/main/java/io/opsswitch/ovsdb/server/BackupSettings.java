/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.uplink.UplinkOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a database of the active-backup service model is to do. Immutable.
 *
 * @param source connection methods of the active server; may be null as long as this is none of its backups
 * @param excluded the tables that are not replicated, see {@link
 *     io.opsswitch.ovsdb.replication.ExcludedTables}; may be empty
 * @param backup whether this is a backup now
 */
public record BackupSettings(@Nullable String source, String excluded, boolean backup, UplinkOptions options) {

    /** How long the active server may be silent unless something else is asked for. */
    public static final int DEFAULT_PROBE_MS = 60_000;

    BackupSettings withBackup(boolean other) {
        return new BackupSettings(source, excluded, other, options);
    }
}
