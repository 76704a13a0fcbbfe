/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.embedded;

import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EmbeddedOvsdb} is to serve, and where. Used by one thread. What is wrong is an
 * IllegalArgumentException that says what.
 */
public final class EmbeddedOvsdbBuilder {

    private final Map<String, DatabaseSchema> schemas = new LinkedHashMap<>();
    private final Map<String, Path> originals = new LinkedHashMap<>();
    private final List<String> contents = new ArrayList<>();
    private @Nullable Path folder;
    private boolean unix;
    private boolean tcp;
    private int messageLimit = JsonFramer.DEFAULT_LIMIT;

    EmbeddedOvsdbBuilder() {}

    /** Serve an empty database with the schema in a file. */
    public EmbeddedOvsdbBuilder schema(Path file) {
        try {
            return schema(DatabaseSchema.read(file));
        } catch (OvsdbException e) {
            throw wrong(e);
        }
    }

    /** Serve an empty database with the schema in a text. */
    public EmbeddedOvsdbBuilder schema(String text) {
        try {
            return schema(DatabaseSchema.parse(JsonParser.parse(text)));
        } catch (JsonException e) {
            throw new IllegalArgumentException("the schema is not JSON (" + e.getMessage() + "): " + text, e);
        } catch (OvsdbException e) {
            throw wrong(e);
        }
    }

    /** Serve an empty database with the schema in a stream, such as a resource; the stream is read to its end. */
    public EmbeddedOvsdbBuilder schema(InputStream stream) {
        try {
            return schema(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema cannot be read: " + e.getMessage(), e);
        }
    }

    /** Serve an empty database with a schema. */
    public EmbeddedOvsdbBuilder schema(DatabaseSchema schema) {
        unique(schema.name());
        schemas.put(schema.name(), schema);
        return this;
    }

    /** Serve a copy of a database file. */
    public EmbeddedOvsdbBuilder database(Path file) {
        try {
            String name = DatabaseUpgrade.schemaOf(file).name();
            unique(name);
            originals.put(name, file);
            return this;
        } catch (OvsdbException e) {
            throw wrong(e);
        }
    }

    private void unique(String name) {
        if (schemas.containsKey(name) || originals.containsKey(name)) {
            throw new IllegalArgumentException(name + ": there is a database of that name already; leave one out");
        }
    }

    /**
     * Execute a transaction before clients can connect; {@link #start} fails if any of it does.
     *
     * @param transaction what {@code ovsdb-client transact} takes: {@code ["DATABASE",{operation},...]}
     */
    public EmbeddedOvsdbBuilder contents(String transaction) {
        contents.add(transaction);
        return this;
    }

    /** Listen on a Unix domain socket, which is what is done when nothing is said. */
    public EmbeddedOvsdbBuilder unix() {
        unix = true;
        return this;
    }

    /** Listen on a TCP port of the loopback device that the system chooses, and on a Unix domain socket only if told. */
    public EmbeddedOvsdbBuilder tcp() {
        tcp = true;
        return this;
    }

    /** Keep files and sockets in this folder, and leave them there at the end, instead of in a temporary one. */
    public EmbeddedOvsdbBuilder folder(Path kept) {
        folder = kept;
        return this;
    }

    /** Close the connection of whoever sends a message of more bytes. */
    public EmbeddedOvsdbBuilder messageLimit(int bytes) {
        messageLimit = bytes;
        return this;
    }

    /** Start the server; when this returns, clients can connect. */
    public EmbeddedOvsdb start() {
        Path place = folder();
        EmbeddedOvsdb started = new EmbeddedOvsdb(place, folder == null, unix || !tcp, tcp, messageLimit, files(place));
        boolean complete = false;
        try {
            make(started);
            started.open();
            contents.forEach(started::mustTransact);
            started.accept();
            complete = true;
            return started;
        } finally {
            if (!complete) {
                started.close();
            }
        }
    }

    private Path folder() {
        try {
            return folder == null ? Files.createTempDirectory("ovsdb") : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the databases: " + e.getMessage(), e);
        }
    }

    private Map<String, Path> files(Path place) {
        Map<String, Path> files = new LinkedHashMap<>();
        originals.keySet().forEach(name -> files.put(name, place.resolve(name + ".db")));
        schemas.keySet().forEach(name -> files.put(name, place.resolve(name + ".db")));
        return files;
    }

    private void make(EmbeddedOvsdb embedded) {
        try {
            for (Map.Entry<String, Path> original : originals.entrySet()) {
                Files.copy(original.getValue(), embedded.file(original.getKey()));
            }
            for (DatabaseSchema schema : schemas.values()) {
                DatabaseFile.create(embedded.file(schema.name()), schema);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a database file cannot be copied: " + e.getMessage(), e);
        } catch (OvsdbException e) {
            throw wrong(e);
        }
    }

    private static IllegalArgumentException wrong(OvsdbException e) {
        return new IllegalArgumentException(e.getMessage(), e);
    }
}
