/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every command has at hand: standard output and what the options say. Owned by the main thread. */
final class ToolContext {

    private final OvsDirs dirs;
    private final PrintStream out;

    /** How often {@code --more} was given. */
    int more;

    /** The role that query and transact have; empty for none. */
    String role = "";

    /** Whether upgrade may drop data. */
    boolean dropData;

    /** The cluster to join, null for any. */
    @Nullable
    UUID clusterId;

    /** The election timer of a new cluster, 0 for the default. */
    long electionTimerMs;

    ToolContext(OvsDirs dirs, PrintStream out) {
        this.dirs = dirs;
        this.out = out;
    }

    PrintStream out() {
        return out;
    }

    /** Print a line that ends as C's do on all systems. */
    void line(String text) {
        out.print(text + "\n");
    }

    Path defaultDatabase() {
        return dirs.dbdir().resolve("conf.db");
    }

    /** Return the database file that a command's first word names. */
    Path database(List<String> args) {
        return args.isEmpty() ? defaultDatabase() : Path.of(args.get(0));
    }

    /** Read the schema in the file that a word names. */
    DatabaseSchema schema(List<String> args, int at) throws OvsdbException {
        return DatabaseSchema.read(
                args.size() > at ? Path.of(args.get(at)) : dirs.pkgdatadir().resolve("vswitch.ovsschema"));
    }
}
