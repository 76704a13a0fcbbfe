/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes tar archives in which everything belongs to root and has the same time. Not safe for use by several threads. */
final class Tar implements Closeable {

    private static final int FOLDER = 040755;
    private static final int PLAIN = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int UNKNOWN_SYSTEM = 255;

    private final TarArchiveOutputStream out;
    private final Instant timestamp;

    Tar(OutputStream out, Instant timestamp) {
        this.out = new TarArchiveOutputStream(out, "UTF-8");
        this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.timestamp = timestamp;
    }

    /** Compress a stream without saying when and on what system. */
    static OutputStream gzip(OutputStream out) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationInstant(Instant.EPOCH);
        parameters.setOperatingSystem(UNKNOWN_SYSTEM);
        return new GzipCompressorOutputStream(out, parameters);
    }

    /** Add the files of an image below a folder, after the folders that they are in. */
    void addAll(Map<String, Path> entries, String prefix) throws IOException {
        for (String folder : Packing.folders(entries, prefix)) {
            addFolder(folder);
        }
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            TarArchiveEntry header = new TarArchiveEntry(prefix + entry.getKey());
            header.setSize(Files.size(entry.getValue()));
            begin(header, Packing.isProgram(entry.getKey()) ? PROGRAM : PLAIN);
            Files.copy(entry.getValue(), out);
            out.closeArchiveEntry();
        }
    }

    void addFolder(String name) throws IOException {
        begin(new TarArchiveEntry(name), FOLDER);
        out.closeArchiveEntry();
    }

    void add(String name, byte[] content) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setSize(content.length);
        begin(header, PLAIN);
        out.write(content);
        out.closeArchiveEntry();
    }

    void add(String name, Path content) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setSize(Files.size(content));
        begin(header, PLAIN);
        Files.copy(content, out);
        out.closeArchiveEntry();
    }

    private void begin(TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setModTime(Date.from(timestamp));
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        out.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
