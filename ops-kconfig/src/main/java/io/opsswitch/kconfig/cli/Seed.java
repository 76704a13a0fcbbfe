/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.math.BigInteger;

/** Knows the number that starts a random configuration. */
final class Seed {

    private static final long MICROS = 1_000_000L;
    private static final int HEXADECIMAL = 16;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;

    private Seed() {}

    /** Return KCONFIG_SEED, in decimal, octal (0…) or hexadecimal (0x…), else a number from the clock. */
    static int choose(Settings settings) {
        String text = settings.text("KCONFIG_SEED", "").stripLeading();
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int base = DECIMAL;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            base = HEXADECIMAL;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            base = OCTAL;
        }
        if (!digits.isEmpty() && digits.chars().allMatch(Character::isLetterOrDigit)) {
            try {
                BigInteger value = new BigInteger(digits, base);
                return clamp(negative ? value.negate() : value).intValue();
            } catch (NumberFormatException e) {
                return fromClock(); // no number: the C tool ignores it as well
            }
        }
        return fromClock();
    }

    /** Beyond 64 bits, the C library gives the nearest number it can hold. */
    private static BigInteger clamp(BigInteger value) {
        return value.min(BigInteger.valueOf(Long.MAX_VALUE)).max(BigInteger.valueOf(Long.MIN_VALUE));
    }

    private static int fromClock() {
        long now = System.currentTimeMillis() * 1000 + System.nanoTime() / 1000 % 1000;
        return (int) ((now / MICROS + 1) * (now % MICROS + 1));
    }
}
