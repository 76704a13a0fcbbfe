/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into the JSON objects and arrays that follow one another in it, whatever the pieces in which
 * the bytes arrive. Only brackets and quotes are looked at here, each byte once; the cut texts are then parsed.
 *
 * <p>Memory is bounded: a value deeper than {@link JsonParser#MAX_DEPTH} or longer than the limit is an error as soon as
 * that is seen. Owned by one connection; not safe for use by several threads.
 */
public final class JsonFramer {

    /** The longest message accepted unless told otherwise. */
    public static final int DEFAULT_LIMIT = 256 << 20;

    private final int limit;
    private byte[] bytes = new byte[4096];
    private int start;
    private int scanned;
    private int end;
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Create a framer that accepts messages of so many bytes. */
    public JsonFramer(int limit) {
        this.limit = limit;
    }

    /** Append received bytes; the buffer is read to its end. */
    public void feed(ByteBuffer data) {
        int more = data.remaining();
        if (end + more > bytes.length) {
            int kept = end - start;
            byte[] target = kept + more <= bytes.length / 2 || kept + more <= 4096
                    ? bytes
                    : new byte[(int) Math.min(Integer.MAX_VALUE - 8L, Math.max(4096L, (kept + (long) more) * 2))];
            System.arraycopy(bytes, start, target, 0, kept);
            bytes = target;
            scanned -= start;
            end = kept;
            start = 0;
        }
        data.get(bytes, end, more);
        end += more;
    }

    /** Return the next whole value; null if more bytes are needed. */
    public @Nullable Json next() throws JsonException {
        while (scanned < end) {
            byte b = bytes[scanned++];
            if (inString) {
                if (escaped) {
                    escaped = false;
                } else if (b == '\\') {
                    escaped = true;
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b == '{' || b == '[') {
                if (depth++ == 0) {
                    start = scanned - 1;
                }
                if (depth > JsonParser.MAX_DEPTH) {
                    throw new JsonException("input exceeds maximum nesting depth " + JsonParser.MAX_DEPTH);
                }
            } else if (depth == 0) {
                if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                    throw new JsonException("syntax error at beginning of input");
                }
                start = scanned;
            } else if (b == '"') {
                inString = true;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return cut();
            }
        }
        if (end - start > limit) {
            throw new JsonException("message exceeds maximum length of " + limit + " bytes");
        }
        return null;
    }

    /** Return whether the stream stops in the middle of a value. */
    public boolean isPartial() {
        return depth > 0;
    }

    private Json cut() throws JsonException {
        if (scanned - start > limit) {
            throw new JsonException("message exceeds maximum length of " + limit + " bytes");
        }
        Json value = JsonParser.parse(bytes, start, scanned - start);
        start = scanned;
        if (start == end) {
            start = 0;
            scanned = 0;
            end = 0;
            if (bytes.length > 1 << 20) {
                bytes = Arrays.copyOf(bytes, 4096);
            }
        }
        return value;
    }
}
