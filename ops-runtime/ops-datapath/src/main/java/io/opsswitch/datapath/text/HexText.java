/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import java.math.BigInteger;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The text of longer values. */
final class HexText {

    private HexText() {}

    /** Write bytes as one hexadecimal number, a zero without 0x. */
    static void write(StringBuilder out, byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        out.append(number.signum() == 0 ? "0" : "0x" + number.toString(16));
    }

    /** Read a number that fits so many bytes. */
    static byte[] number(Cursor in, int bytes) throws FlowTextException {
        int place = in.at();
        boolean isHex = in.take("0x") || in.take("0X");
        String digits = isHex ? in.hexDigits() : in.word();
        BigInteger number = isHex && !digits.isEmpty() ? new BigInteger(digits, 16) : decimal(digits);
        if (number == null) {
            in.moveTo(place);
            throw in.expected("a number");
        }
        byte[] raw = number.toByteArray();
        if (number.bitLength() > 8 * bytes) {
            in.moveTo(place);
            throw in.expected("a number of at most " + bytes + " bytes");
        }
        byte[] result = new byte[bytes];
        int count = Math.min(raw.length, bytes);
        System.arraycopy(raw, raw.length - count, result, bytes - count, count);
        return result;
    }

    private static @Nullable BigInteger decimal(String digits) {
        return digits.matches("[0-9]{1,20}") ? new BigInteger(digits) : null;
    }

    /** Read bytes, two digits each, perhaps none. */
    static byte[] bytes(Cursor in) throws FlowTextException {
        int place = in.at();
        String digits = in.hexDigits();
        if (digits.length() % 2 != 0) {
            throw in.error(place, "an odd number of hexadecimal digits; give two for each byte");
        }
        return HexFormat.of().parseHex(digits);
    }
}
