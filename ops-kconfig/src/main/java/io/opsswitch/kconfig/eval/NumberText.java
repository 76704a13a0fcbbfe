/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.SymbolType;

/**
 * Reads numbers out of text as C's {@code strtoll} and {@code strtoull} do, which is what comparisons and ranges mean.
 */
public final class NumberText {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    private static final int OCTAL = 8;

    private NumberText() {}

    /** How a text reads as a number. */
    public enum Kind {
        /** Not a number as a whole. */
        TEXT,
        SIGNED,
        UNSIGNED
    }

    /** A text read as a number; not for use by several threads. */
    public static final class Reading {
        private Kind kind = Kind.TEXT;
        private long value;

        /** Return whether the whole text is a number, and of which kind. */
        public Kind kind() {
            return kind;
        }

        /** Return the number; an unsigned one uses all 64 bits. */
        public long value() {
            return value;
        }
    }

    /** Tell whether a user may give this text as the value of a symbol of this type. */
    public static boolean isValid(SymbolType type, String text) {
        return switch (type) {
            case STRING -> true;
            case INT -> isDecimal(text);
            case HEX -> isHexadecimal(text);
            case BOOL, TRISTATE -> !text.isEmpty() && "yYmMnN".indexOf(text.charAt(0)) >= 0;
            case UNKNOWN -> false;
        };
    }

    private static boolean isDecimal(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (start == text.length() || text.charAt(start) == '0' && start + 1 < text.length()) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexadecimal(String text) {
        int start = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
        if (start == text.length()) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (digit(text.charAt(i), HEXADECIMAL) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Return the number at the start of a text, 0 when there is none, the nearest that fits when it is too large. */
    public static long prefix(String text, int base) {
        Scan scan = new Scan(text, base);
        return scan.signed();
    }

    /** Read the value of a symbol of a type for a comparison. */
    public static Reading read(String text, SymbolType type) {
        Reading reading = new Reading();
        if (type.isLogical()) {
            reading.kind = Kind.SIGNED;
            reading.value = switch (text) {
                case "n" -> 0;
                case "m" -> 1;
                case "y" -> 2;
                default -> -1;
            };
            return reading;
        }
        int base = switch (type) {
            case INT -> DECIMAL;
            case HEX -> HEXADECIMAL;
            default -> 0;
        };
        Scan scan = new Scan(text, base);
        boolean unsigned = type == SymbolType.HEX;
        boolean whole = scan.digits > 0 && scan.end == text.length() && !(unsigned ? scan.overflow : scan.overflows());
        if (whole) {
            reading.kind = unsigned ? Kind.UNSIGNED : Kind.SIGNED;
            reading.value = unsigned ? scan.wrapped() : scan.signed();
        }
        return reading;
    }

    private static int digit(char c, int base) {
        return c < 128 ? Character.digit(c, base) : -1;
    }

    /** The longest number at the start of a text. */
    private static final class Scan {
        long magnitude;
        boolean negative;
        boolean overflow;
        int digits;
        int end;

        Scan(String text, int wantedBase) {
            int at = 0;
            while (at < text.length()
                    && (text.charAt(at) == ' ' || text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
                at++;
            }
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                negative = text.charAt(at) == '-';
                at++;
            }
            int base = wantedBase;
            boolean prefixed = text.regionMatches(true, at, "0x", 0, 2)
                    && at + 2 < text.length()
                    && digit(text.charAt(at + 2), HEXADECIMAL) >= 0;
            if (prefixed && base != DECIMAL) {
                base = HEXADECIMAL;
                at += 2;
            } else if (base == 0) {
                base = at < text.length() && text.charAt(at) == '0' ? OCTAL : DECIMAL;
            }
            int value;
            while (at < text.length() && (value = digit(text.charAt(at), base)) >= 0) {
                long high = Math.multiplyHigh(magnitude, base);
                long product = magnitude * base;
                // A magnitude with its highest bit set is negative as a long.
                long carry = high + (magnitude < 0 ? base : 0);
                long sum = product + value;
                overflow |= carry != 0 || Long.compareUnsigned(sum, product) < 0;
                magnitude = sum;
                digits++;
                at++;
            }
            end = at;
        }

        boolean overflows() {
            return overflow || magnitude < 0 && !(negative && magnitude == Long.MIN_VALUE);
        }

        long signed() {
            if (digits == 0) {
                return 0;
            }
            if (overflows()) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            return negative ? -magnitude : magnitude;
        }

        long wrapped() {
            return negative ? -magnitude : magnitude;
        }
    }
}
