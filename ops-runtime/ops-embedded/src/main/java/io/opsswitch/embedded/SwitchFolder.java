/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdbBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The temporary folder of a switch: its database and its sockets. Immutable. */
final class SwitchFolder {

    private static final String SCHEMA = "vswitch.ovsschema";

    private final Path path;

    private SwitchFolder(Path path) {
        this.path = path;
    }

    static SwitchFolder create() throws IOException {
        return new SwitchFolder(Files.createTempDirectory("ops-switch"));
    }

    Path path() {
        return path;
    }

    EmbeddedOvsdb startDatabase(@Nullable Path schema) throws IOException {
        EmbeddedOvsdbBuilder builder = EmbeddedOvsdb.builder()
                .folder(path)
                .contents("[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"Open_vSwitch\",\"row\":{}}]");
        if (schema != null) {
            return builder.schema(schema).start();
        }
        try (InputStream all = SwitchFolder.class.getResourceAsStream(SCHEMA)) {
            if (all == null) {
                throw new IllegalStateException(SCHEMA + " is not in the jar of ops-embedded; build that anew");
            }
            return builder.schema(all).start();
        }
    }

    /** Close all, whatever becomes of one, and remove the folder. */
    void closeAll(List<AutoCloseable> parts) {
        RuntimeException failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("the switch in " + path + " cannot be closed: " + e, e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        remove();
        if (failure != null) {
            throw failure;
        }
    }

    private void remove() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be removed: " + e.getMessage(), e);
        }
    }
}
