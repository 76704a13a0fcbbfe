/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.RecordFormat.Header;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a journal, or of a cluster member's log, one after another. An error says at which offset the file
 * is bad; what was read before it is good. Not safe for use by several threads.
 */
public final class JournalReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private long offset;
    private byte @Nullable [] firstHeader;
    private String magic = RecordFormat.STANDALONE;

    private JournalReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Open the journal of a standalone database.
     *
     * @throws OvsdbException if the file cannot be read, or is no journal of a standalone database
     */
    public static JournalReader open(Path file) throws OvsdbException {
        JournalReader reader = openAny(file);
        if (reader.isClustered()) {
            reader.close();
            throw OvsdbException.of("ovsdb error", "%s: cannot apply this operation to clustered database file", file);
        }
        return reader;
    }

    /**
     * Open a database file of either kind.
     *
     * @throws OvsdbException if the file cannot be read, or is no database
     */
    public static JournalReader openAny(Path file) throws OvsdbException {
        JournalReader reader = null;
        try {
            reader = new JournalReader(file, new BufferedInputStream(Files.newInputStream(file), 1 << 20));
            reader.checkMagic();
            return reader;
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: open failed (%s)", file, reason(file, e));
        } catch (OvsdbException e) {
            if (reader != null) {
                reader.close();
            }
            throw e;
        }
    }

    private static String reason(Path file, IOException e) {
        if (!Files.exists(file)) {
            return "No such file or directory";
        }
        return Files.isReadable(file) ? String.valueOf(e.getMessage()) : "Permission denied";
    }

    private void checkMagic() throws IOException, OvsdbException {
        byte[] line = readLine();
        if (line.length == 0) {
            throw OvsdbException.of("ovsdb error", "%s: cannot identify file type", file);
        }
        Header header = RecordFormat.parse(new String(line, StandardCharsets.ISO_8859_1));
        if (header == null) {
            throw OvsdbException.of("ovsdb error", "%s: unexpected file format", file);
        }
        magic = header.magic();
        if (!magic.equals(RecordFormat.STANDALONE) && !magic.equals(RecordFormat.CLUSTERED)) {
            throw OvsdbException.of("ovsdb error", "%s: cannot identify file type", file);
        }
        firstHeader = line;
    }

    /** Return whether this is a cluster member's log and no standalone database. */
    public boolean isClustered() {
        return magic.equals(RecordFormat.CLUSTERED);
    }

    /** Return the offset behind the last good record. */
    public long offset() {
        return offset;
    }

    /** Return the next record; null at the end of the file. */
    public Json.@Nullable Obj next() throws OvsdbException {
        try {
            byte[] line = firstHeader == null ? readLine() : firstHeader;
            firstHeader = null;
            return line.length == 0 ? null : record(line);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: read failed (%s)", file, e.getMessage() + "");
        }
    }

    private Json.Obj record(byte[] line) throws IOException, OvsdbException {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        Header header = RecordFormat.parse(text);
        if (header == null || !header.magic().equals(magic)) {
            throw OvsdbException.syntax(
                    null, "%s: parse error at offset %d in header line \"%s\"", file, offset, shown(text));
        }
        long start = offset + line.length;
        byte[] body = readBody(header.length(), start);
        byte[] sha1 = Sha1.digest(body);
        if (!Arrays.equals(sha1, header.sha1())) {
            throw OvsdbException.syntax(
                    null,
                    "%s: %d bytes starting at offset %d have SHA-1 hash %s but should have hash %s",
                    file,
                    header.length(),
                    start,
                    RecordFormat.hex(sha1),
                    RecordFormat.hex(header.sha1()));
        }
        try {
            if (JsonParser.parse(body, 0, body.length) instanceof Json.Obj object) {
                offset = start + body.length;
                return object;
            }
            throw OvsdbException.syntax(
                    null, "%s: %d bytes starting at offset %d are not a JSON object", file, header.length(), start);
        } catch (JsonException e) {
            throw OvsdbException.syntax(
                    null,
                    "%s: %d bytes starting at offset %d are not valid JSON (%s)",
                    file,
                    header.length(),
                    start,
                    e.getMessage() + "");
        }
    }

    /** Return as much of a header line as Open vSwitch's programs show: they cut it behind the kind of file. */
    private static String shown(String line) {
        int space = line.startsWith("OVSDB ") ? line.indexOf(' ', "OVSDB ".length()) : -1;
        return space < 0
                ? line.substring(0, line.endsWith("\n") ? line.length() - 1 : line.length())
                : line.substring(0, space);
    }

    private byte[] readBody(long length, long start) throws IOException, OvsdbException {
        // The length is checked against the file first: a corrupt one must not ask for memory without end.
        if (length > Integer.MAX_VALUE - 16 || start + length > Files.size(file)) {
            throw truncated(length, start);
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw truncated(length, start);
        }
        return body;
    }

    private OvsdbException truncated(long length, long start) {
        return OvsdbException.of(
                "I/O error", "%s: error reading %d bytes starting at offset %d (End of file)", file, length, start);
    }

    /** Read a line with its LF, or as much of one as a header can be long; empty at the end of the file. */
    private byte[] readLine() throws IOException {
        byte[] line = new byte[RecordFormat.MAX_HEADER];
        int n = 0;
        while (n < line.length) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            line[n++] = (byte) b;
            if (b == '\n') {
                break;
            }
        }
        return Arrays.copyOf(line, n);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written: there is nothing that could be lost.
        }
    }
}
