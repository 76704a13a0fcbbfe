/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.server.ServerConfig;
import io.opsswitch.ovsdb.tls.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The file of ovsdb-server's option {@code --config-file}, and what of it is in effect. Safe for use by several threads. */
final class ConfigFile {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private final Path path;
    private final Set<String> databases = new LinkedHashSet<>();

    ConfigFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Read the file and have a server do what it says. A file that cannot be understood changes nothing.
     *
     * @param tls the TLS options, which are not in the file
     * @throws OvsdbException if the file or a database is wrong
     * @throws IllegalArgumentException if a remote cannot be listened on
     */
    synchronized void apply(OvsdbServer server, TlsSettings tls) throws OvsdbException {
        VLOG.info("loading configuration from '%s'", path);
        ServerConfig config = ServerConfig.read(path);
        for (String database : databases) {
            if (!config.databases().contains(database)) {
                throw OvsdbException.of(
                        "configuration error",
                        "%s",
                        path + ": the database " + database + " is served and no longer in the file; a database"
                                + " cannot be removed while the server runs: put it back, or restart the server");
            }
        }
        for (String database : config.databases()) {
            if (!databases.contains(database)) {
                server.addDatabase(Path.of(database).toAbsolutePath());
                databases.add(database);
            }
        }
        // Between the two: TLS options may name columns, and remotes need the options.
        server.setTls(tls);
        server.setRemotes(config.remotes());
    }
}
