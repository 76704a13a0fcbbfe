/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Packs files as a {@code .zip}. Programs keep their permission where the unpacking side knows of it.
 *
 * <p>A zip archive has local times of day, without a zone; here they are those of UTC, wherever the build runs.
 */
final class Zip {

    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
    private static final int FOLDER = 040755;
    private static final int PLAIN = 0100644;
    private static final int PROGRAM = 0100755;

    private Zip() {}

    static void write(Packing packing, Path archive) throws IOException {
        write(archive, packing.entries(false), packing.top() + "/", packing.timestamp());
    }

    /**
     * Write an archive.
     *
     * @param entries the files by their names
     * @param prefix what each name gets before it; empty, or with a slash at its end
     * @param timestamp the time of every entry; a zip archive knows none before 1980
     */
    static void write(Path archive, Map<String, Path> entries, String prefix, Instant timestamp) throws IOException {
        Whole.write(archive, out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                for (String folder : Packing.folders(entries, prefix)) {
                    begin(zip, folder, FOLDER, timestamp);
                    zip.closeArchiveEntry();
                }
                for (Map.Entry<String, Path> entry : entries.entrySet()) {
                    begin(zip, prefix + entry.getKey(), Packing.isProgram(entry.getKey()) ? PROGRAM : PLAIN, timestamp);
                    copy(entry.getValue(), zip);
                    zip.closeArchiveEntry();
                }
            }
        });
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    private static void begin(ZipArchiveOutputStream zip, String name, int mode, Instant timestamp) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        Instant time = timestamp.isBefore(EARLIEST) ? EARLIEST : timestamp;
        entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        zip.putArchiveEntry(entry);
    }
}
