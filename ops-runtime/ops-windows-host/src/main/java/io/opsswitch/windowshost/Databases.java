/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.tools.dbtool.UpgradeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The databases of an image, one for each schema: what {@code bin/ops start} does about them elsewhere. Data that a schema has
 * no place for is never dropped here, since nobody is there to be asked.
 */
final class Databases {

    private static final String SCHEMA = ".ovsschema";
    private static final String SWITCH = "Open_vSwitch"; // the database and its one table of one row

    private final OvsDirs dirs;

    Databases(OvsDirs dirs) {
        this.dirs = dirs;
    }

    /**
     * Make databases that are missing, and convert those of another image.
     *
     * @param more further arguments
     * @return the arguments of ovsdb-server: the databases, where keys come from, and the further ones
     * @throws ExitException if a database cannot be made or read, or if data would be lost
     */
    String[] prepare(String... more) throws ExitException {
        List<String> arguments = new ArrayList<>();
        for (Path schema : schemas()) {
            arguments.add(prepare(schema).toString());
        }
        if (hasKeys()) {
            arguments.add("--private-key=db:Open_vSwitch,SSL,private_key");
            arguments.add("--certificate=db:Open_vSwitch,SSL,certificate");
            arguments.add("--bootstrap-ca-cert=db:Open_vSwitch,SSL,ca_cert");
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private List<Path> schemas() throws ExitException {
        try (Stream<Path> all = Files.list(dirs.pkgdatadir())) {
            List<Path> schemas = all.filter(path -> path.toString().endsWith(SCHEMA))
                    .sorted()
                    .toList();
            if (!schemas.isEmpty()) {
                return schemas;
            }
        } catch (IOException e) {
            throw new ExitException(
                    "the schemas cannot be listed (" + e + "): perhaps you should install the image again");
        }
        throw new ExitException("there is no schema in " + dirs.pkgdatadir()
                + ": the image is not complete; perhaps you should install it again");
    }

    private Path prepare(Path file) throws ExitException {
        String name = file.getFileName().toString().replace(SCHEMA, "");
        Path database = dirs.dbdir().resolve((name.equals("vswitch") ? "conf" : name) + ".db");
        try {
            DatabaseSchema schema = DatabaseSchema.read(file);
            if (Files.exists(database)) {
                String done = UpgradeCommand.upgrade(database, schema, false);
                if (!done.isEmpty()) {
                    System.out.println(done);
                }
            } else {
                Files.createDirectories(dirs.dbdir());
                DatabaseFile.create(database, schema);
                if (schema.name().equals(SWITCH)) {
                    addSwitch(database);
                }
                System.out.println("Created an empty database, " + database + ".");
            }
            return database;
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ExitException(
                    dirs.dbdir() + ": the folder of the databases cannot be made (" + e.getMessage() + ")");
        }
    }

    /** Insert the row of the switch, which elsewhere the first ovs-vsctl does, and without which there can be no managers. */
    private static void addSwitch(Path database) throws OvsdbException {
        Json insert = Json.object()
                .with("op", Json.of("insert"))
                .with("table", Json.of(SWITCH))
                .with("row", Json.object());
        try (DatabaseFile file = DatabaseFile.open(database)) {
            Executor.Outcome outcome = Executor.execute(
                    file.database(), new Json.Arr(List.of(Json.of(SWITCH), insert)), "", lock -> false, 0);
            if (!(outcome instanceof Executor.Outcome.Appended appended)) {
                throw new IllegalStateException("an insertion is " + outcome);
            }
            appended.commit().apply();
        }
    }

    private boolean hasKeys() throws ExitException {
        try {
            return DatabaseSchema.read(dirs.pkgdatadir().resolve("vswitch" + SCHEMA))
                            .table("SSL")
                    != null;
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }
}
