/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Packs an image as a {@code .tar.gz} whose bytes depend on nothing but the files' names and contents. */
public final class TarGz {

    private TarGz() {}

    /**
     * Write the archive.
     *
     * @param top the name of the one folder at the top of the archive
     * @param root the folder that the files' names are relative to
     * @param timestamp the modification time of every entry
     */
    public static void write(Path archive, String top, Path root, List<Path> files, Instant timestamp)
            throws IOException {
        Path temporary = archive.resolveSibling(archive.getFileName() + ".tmp");
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationInstant(Instant.EPOCH);
        parameters.setOperatingSystem(255);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                OutputStream gzip = new GzipCompressorOutputStream(out, parameters);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String folder : folders(root, files)) {
                put(tar, new TarArchiveEntry(top + "/" + folder), 0755, timestamp);
                tar.closeArchiveEntry();
            }
            for (Path file : files) {
                String name = name(root, file);
                TarArchiveEntry entry = new TarArchiveEntry(top + "/" + name);
                entry.setSize(Files.size(file));
                put(tar, entry, ImageAssembler.isProgram(name) ? 0755 : 0644, timestamp);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        Files.move(temporary, archive, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int permissions, Instant timestamp)
            throws IOException {
        entry.setMode(permissions | (entry.isDirectory() ? 040000 : 0100000));
        entry.setModTime(Date.from(timestamp));
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        tar.putArchiveEntry(entry);
    }

    private static Iterable<String> folders(Path root, List<Path> files) {
        TreeSet<String> folders = new TreeSet<>();
        folders.add("");
        for (Path file : files) {
            String name = name(root, file);
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash + 1));
            }
        }
        return folders;
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
