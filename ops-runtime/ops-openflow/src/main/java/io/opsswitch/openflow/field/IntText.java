/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.openflow.OfSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's functions read them: decimal, octal after a 0, hexadecimal after 0x, with signs. */
public final class IntText {

    private static final Pattern LONG = Pattern.compile("\\s*([+-]?)(0[xX]\\p{XDigit}+|\\d+)");
    private static final Pattern WIDE_HEX = Pattern.compile("0[xX]((?:\\s*\\p{XDigit})*)\\s*");

    private IntText() {}

    /**
     * Read a whole text as an unsigned number of 64 bits; a sign means the complement.
     *
     * @throws NumberFormatException if it is none
     */
    public static long parseUnsigned64(String text) {
        Matcher number = LONG.matcher(text);
        if (!number.matches()) {
            throw new NumberFormatException("not a number: " + text);
        }
        long value = digits(number.group(2));
        return number.group(1).equals("-") ? -value : value;
    }

    private static long digits(String digits) {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Long.parseUnsignedLong(digits.substring(2), 16);
        }
        return digits.length() > 1 && digits.startsWith("0")
                ? Long.parseUnsignedLong(digits.substring(1), 8)
                : Long.parseUnsignedLong(digits);
    }

    /** Read a number that a pattern has found; 32 bits of it count. */
    static long parseInt32(String text) {
        try {
            return parseUnsigned64(text) & 0xffffffffL;
        } catch (NumberFormatException e) {
            return 0xffffffffL;
        }
    }

    /**
     * Read a number between 0 and a limit.
     *
     * @throws OfSyntaxException if it is none: {@code invalid name "text"}
     */
    public static int parse(String text, String name, int limit) {
        long value = -1;
        try {
            value = parseUnsigned64(text);
        } catch (NumberFormatException e) {
            // Told below, as what is too large is.
        }
        if (value < 0 || value > limit) {
            throw new OfSyntaxException("invalid " + name + " \"" + text + "\"");
        }
        return (int) value;
    }

    /**
     * Read a number of 64 bits.
     *
     * @throws OfSyntaxException if it is none
     */
    public static long parse64(String text) {
        if (text.isEmpty()) {
            throw new OfSyntaxException("missing required numeric argument");
        }
        try {
            return parseUnsigned64(text);
        } catch (NumberFormatException e) {
            throw new OfSyntaxException("invalid numeric format " + text);
        }
    }

    /**
     * Read a number of 32 bits.
     *
     * @throws OfSyntaxException if it is none
     */
    public static int parse32(String text) {
        long value = parse64(text);
        if (value >>> 32 != 0) {
            throw new OfSyntaxException("invalid numeric format " + text);
        }
        return (int) value;
    }

    /** Return a number as bytes of some width; no bytes if the text is no number that fits. */
    public static byte[] parseWide(String text, int bytes) {
        byte[] value = new byte[bytes];
        return !text.isEmpty() && parseWide(text, value) == text.length() ? value : new byte[0];
    }

    /**
     * Read the number at the front of a text into bytes.
     *
     * @return how many characters it took; -1 if there is no number, -2 if it does not fit
     */
    static int parseWide(String text, byte[] into) {
        Matcher hex = WIDE_HEX.matcher(text);
        if (hex.lookingAt()) {
            String digits = hex.group(1).replaceAll("\\s", "").replaceFirst("^0+", "");
            if (digits.length() > into.length * 2) {
                return -2;
            }
            for (int i = 0; i < digits.length(); i++) {
                ByteBits.put(into, (digits.length() - 1 - i) * 4, 4, Character.digit(digits.charAt(i), 16));
            }
            return hex.end();
        }
        Matcher number = LONG.matcher(text);
        if (!number.lookingAt()) {
            return -1;
        }
        long value;
        try {
            value = parseUnsigned64(number.group());
        } catch (NumberFormatException e) {
            return -2;
        }
        int bits = Math.min(Long.SIZE, into.length * 8);
        if (bits < Long.SIZE && value >>> bits != 0) {
            return -2;
        }
        ByteBits.put(into, 0, bits, value);
        return number.end();
    }
}
