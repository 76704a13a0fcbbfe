/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern HEADER = Pattern.compile("OVSDB ([A-Z]+) (\\d{1,18}) ([0-9a-fA-F]{40})\n");
    private static final HexFormat HEX = HexFormat.of();

    private RecordFormat() {}

    /**
     * A header line.
     *
     * @param magic the kind of file, {@code JSON} for a standalone database
     */
    record Header(String magic, long length, byte[] sha1) {}

    /** Parse a header line with its LF; null if it is none. */
    static @Nullable Header parse(String line) {
        Matcher matcher = HEADER.matcher(line);
        return matcher.matches()
                ? new Header(matcher.group(1), Long.parseLong(matcher.group(2)), HEX.parseHex(matcher.group(3)))
                : null;
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1", e);
        }
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** Return the header line of a JSON object given in pieces, its LF included. */
    static byte[] header(List<byte[]> body) {
        MessageDigest digest = sha1();
        long length = 0;
        for (byte[] piece : body) {
            digest.update(piece);
            length += piece.length;
        }
        return ("OVSDB JSON " + length + " " + hex(digest.digest()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Return the record of a JSON object that has been written; the writer is used up. */
    public static byte[] frame(JsonWriter json) {
        byte[] body = json.raw('\n').toBytes();
        byte[] start = header(List.of(body));
        byte[] record = new byte[start.length + body.length];
        System.arraycopy(start, 0, record, 0, start.length);
        System.arraycopy(body, 0, record, start.length, body.length);
        return record;
    }
}
