/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints JSON as Open vSwitch does: no white space, reals in {@code printf}'s {@code %g} form with as many digits as it
 * takes to read the same value back, only control characters, quotes and backslashes escaped. Writes UTF-8 into a
 * growing array of its own. Not safe for use by several threads.
 */
public final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean sorted;
    private byte[] bytes;
    private int length;

    /** Create a writer; {@code sorted} prints the members of each object in the order of their names. */
    public JsonWriter(boolean sorted) {
        this(sorted, 256);
    }

    /** Create a writer with room for so many bytes before its array must grow. */
    public JsonWriter(boolean sorted, int capacity) {
        this.sorted = sorted;
        this.bytes = new byte[Math.max(16, capacity)];
    }

    /** Return the UTF-8 bytes of a value. */
    public static byte[] toBytes(Json value) {
        JsonWriter writer = new JsonWriter(false);
        writer.value(value);
        return writer.toBytes();
    }

    static String toText(Json value, boolean sorted) {
        JsonWriter writer = new JsonWriter(sorted);
        writer.value(value);
        return new String(writer.bytes, 0, writer.length, StandardCharsets.UTF_8);
    }

    /** Return a copy of what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forget what has been written, and keep the room. */
    public void clear() {
        length = 0;
    }

    /** Return how many bytes have been written. */
    public int length() {
        return length;
    }

    /** Append a value. */
    public JsonWriter value(Json value) {
        if (value instanceof Json.Str s) {
            string(s.value());
        } else if (value instanceof Json.Int i) {
            integer(i.value());
        } else if (value instanceof Json.Arr a) {
            raw('[');
            String separator = "";
            for (Json element : a.elements()) {
                raw(separator).value(element);
                separator = ",";
            }
            raw(']');
        } else if (value instanceof Json.Obj o) {
            object(sorted ? new TreeMap<>(o.members()) : o.members());
        } else {
            raw(value.toString());
        }
        return this;
    }

    private void object(Map<String, Json> members) {
        raw('{');
        String separator = "";
        for (Map.Entry<String, Json> member : members.entrySet()) {
            raw(separator).string(member.getKey()).raw(':').value(member.getValue());
            separator = ",";
        }
        raw('}');
    }

    /** Append an integer. */
    public JsonWriter integer(long value) {
        if (value >= 0 && value < 10) {
            return raw((char) ('0' + value));
        }
        return raw(Long.toString(value));
    }

    /** Append one ASCII character as it is. */
    public JsonWriter raw(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Append ASCII text as it is. */
    @SuppressWarnings("deprecation") // the one call that copies ASCII without an encoder
    public JsonWriter raw(String ascii) {
        int n = ascii.length();
        reserve(n);
        ascii.getBytes(0, n, bytes, length);
        length += n;
        return this;
    }

    /** Append bytes that are JSON text already. */
    public JsonWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Append a string in quotes. */
    public JsonWriter string(String text) {
        int n = text.length();
        reserve(n * 3 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (c < 0x80) {
                reserve(6 + (n - i) * 3 + 1);
                escape(c);
            } else {
                i += utf8(text, i);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        int letter = "\"\\\b\t\n\f\r".indexOf(c);
        if (letter >= 0) {
            bytes[length++] = (byte) "\"\\btnfr".charAt(letter);
        } else {
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 15];
        }
    }

    /** Append the character at an index; returns how many further UTF-16 units it took. */
    private int utf8(String text, int i) {
        int c = text.codePointAt(i);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | c >> 6);
        } else if (c < 0x10000) {
            // A lone surrogate has no UTF-8 form; it becomes the replacement character.
            c = Character.isSurrogate((char) c) ? 0xfffd : c;
            bytes[length++] = (byte) (0xe0 | c >> 12);
            bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        } else {
            bytes[length++] = (byte) (0xf0 | c >> 18);
            bytes[length++] = (byte) (0x80 | c >> 12 & 0x3f);
            bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | c & 0x3f);
        return c >= 0x10000 ? 1 : 0;
    }

    private void reserve(int more) {
        int needed = length + more;
        if (needed < 0) {
            throw new OutOfMemoryError("JSON text of more than 2 GiB");
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
        }
    }

    /** Return the text of a real number: printf's %g with the fewest digits that read back as the same value. */
    public static String real(double value) {
        if (value == 0) {
            return "0";
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - decimal.scale() - 1;
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
        if (exponent < -4 || exponent >= 15) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            text.append(exponent < 0 ? "e-" : "e+");
            text.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent));
        } else {
            text.append(decimal.toPlainString());
        }
        return text.toString();
    }
}
