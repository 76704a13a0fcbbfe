/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.ovsdb.replication.ExcludedTables;
import io.opsswitch.ovsdb.server.BackupSettings;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import org.jspecify.annotations.Nullable;

/** The options of ovsdb-server about an active server that all its databases follow. Used by the main thread. */
final class ReplicationOptions {

    static final String HELP = """
            Active-backup:
              --sync-from=REMOTE       keep the databases equal to those of that server
              --sync-exclude-tables=DB:TABLE,...
                                       but not these tables
              --active                 do not begin to; ovs-appctl may have it begin later

            """;

    private @Nullable String source;
    private @Nullable String excluded;
    private boolean active;

    void addTo(OptionParser parser) {
        parser.option("sync-from", Arg.REQUIRED, value -> source = checked(String.valueOf(value)))
                .option("sync-exclude-tables", Arg.REQUIRED, value -> excluded = excluded(String.valueOf(value)))
                .option("active", Arg.NONE, value -> active = true);
    }

    private static String checked(String text) throws ExitException {
        try {
            RemoteList.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new ExitException("--sync-from: " + e.getMessage());
        }
    }

    private static String excluded(String text) throws ExitException {
        try {
            ExcludedTables.check(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    boolean isEmpty() {
        return source == null && excluded == null && !active;
    }

    /** Return what the databases have in common; also without an active server. */
    BackupSettings shared() {
        return new BackupSettings(
                source,
                excluded == null ? "" : excluded,
                source != null && !active,
                UplinkOptions.probing(BackupSettings.DEFAULT_PROBE_MS));
    }
}
