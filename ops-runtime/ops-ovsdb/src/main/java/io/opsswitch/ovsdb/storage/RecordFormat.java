/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a journal's record (ovsdb(5)):
 *
 * <pre>
 *   OVSDB JSON &lt;length&gt; &lt;sha-1&gt; LF
 *   &lt;JSON object&gt; LF
 * </pre>
 *
 * where length and SHA-1 are those of the second line with its LF.
 */
public final class RecordFormat {

    /** No header line is longer. */
    static final int MAX_HEADER = 128;

    /** The kind of file that a standalone database is. */
    public static final String STANDALONE = "JSON";

    /** The kind of file that a server's part of a clustered database is. */
    public static final String CLUSTERED = "CLUSTER";

    private static final String LEAD = "OVSDB ";
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int SHA1_DIGITS = 2 * Sha1.LENGTH;
    private static final HexFormat HEX = HexFormat.of();

    private RecordFormat() {}

    /**
     * A header line.
     *
     * @param magic the kind of file
     */
    record Header(String magic, long length, byte[] sha1) {}

    /** Parse a header line with its LF; null if it is none. No regular expression: every tool starts with this. */
    static @Nullable Header parse(String line) {
        int magicEnd = line.startsWith(LEAD) ? line.indexOf(' ', LEAD.length()) : -1;
        int lengthEnd = magicEnd < 0 ? -1 : line.indexOf(' ', magicEnd + 1);
        if (lengthEnd < 0 || line.length() != lengthEnd + 1 + SHA1_DIGITS + 1 || !line.endsWith("\n")) {
            return null;
        }
        int digits = lengthEnd - magicEnd - 1;
        if (digits < 1 || digits > MAX_LENGTH_DIGITS) {
            return null;
        }
        long length = 0;
        for (int i = magicEnd + 1; i < lengthEnd; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            length = length * 10 + digit;
        }
        for (int i = lengthEnd + 1; i < line.length() - 1; i++) {
            if (!HexFormat.isHexDigit(line.charAt(i))) {
                return null;
            }
        }
        byte[] sha1 = HEX.parseHex(line, lengthEnd + 1, line.length() - 1);
        return length == 0 ? null : new Header(line.substring(LEAD.length(), magicEnd), length, sha1);
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** Return the header line, in a file of this kind, of a JSON object given in pieces with its LF. */
    static byte[] header(String magic, List<byte[]> body) {
        long length = 0;
        for (byte[] piece : body) {
            length += piece.length;
        }
        String line = LEAD + magic + " " + length + " " + hex(Sha1.digest(body)) + "\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** Return the record of a JSON object that has been written; the writer is used up. */
    public static byte[] frame(JsonWriter json) {
        return frame(STANDALONE, json);
    }

    /** Return the record, in a file of this kind, of a JSON object that has been written; the writer is used up. */
    public static byte[] frame(String magic, JsonWriter json) {
        byte[] body = json.raw('\n').toBytes();
        byte[] start = header(magic, List.of(body));
        byte[] record = new byte[start.length + body.length];
        System.arraycopy(start, 0, record, 0, start.length);
        System.arraycopy(body, 0, record, start.length, body.length);
        return record;
    }
}
