/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers as Kconfig writes them: decimal, or hexadecimal with {@code 0x}. A hexadecimal number is a bit pattern. */
final class NumberText {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private NumberText() {}

    /** Return the number if it fits into so many bits, else null. */
    static @Nullable Long parse(String text, int bits) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        if (digits.startsWith("+") || hexadecimal && digits.startsWith("-")) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(digits, hexadecimal ? HEXADECIMAL : DECIMAL);
            int needed = hexadecimal ? value.bitLength() : value.bitLength() + 1;
            if (needed > bits) {
                return null;
            }
            return bits == Integer.SIZE ? value.intValue() : value.longValue();
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
