/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations on single values: order, text, JSON. */
public final class Atoms {

    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    /** The UUID of no row. */
    public static final UUID ZERO_UUID = new UUID(0, 0);

    private Atoms() {}

    /** Compare two atoms of one type in OVSDB's order: strings by their UTF-8 bytes, UUIDs as unsigned numbers. */
    public static int compare(Object a, Object b) {
        if (a instanceof String s) {
            return compareStrings(s, (String) b);
        } else if (a instanceof UUID u) {
            UUID v = (UUID) b;
            int high = Long.compareUnsigned(u.getMostSignificantBits(), v.getMostSignificantBits());
            return high != 0 ? high : Long.compareUnsigned(u.getLeastSignificantBits(), v.getLeastSignificantBits());
        } else if (a instanceof Long i) {
            return i.compareTo((Long) b);
        } else if (a instanceof Double d) {
            return d.compareTo((Double) b);
        } else if (a instanceof Boolean bool) {
            return bool.compareTo((Boolean) b);
        }
        throw new IllegalArgumentException("not an atom: " + a);
    }

    private static int compareStrings(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char c = a.charAt(i);
            char d = b.charAt(i);
            if (c != d) {
                // UTF-16 puts surrogates (code points beyond U+FFFF) before U+E000, UTF-8 after U+FFFF.
                boolean cs = Character.isSurrogate(c);
                boolean ds = Character.isSurrogate(d);
                return cs == ds ? c - d : cs ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** Parse a UUID strictly: 8-4-4-4-12 hexadecimal digits; null if the text is none. */
    public static @Nullable UUID parseUuid(String text) {
        if (text.length() != 36
                || text.charAt(8) != '-'
                || text.charAt(13) != '-'
                || text.charAt(18) != '-'
                || text.charAt(23) != '-') {
            return null;
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < 36; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                continue;
            }
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            if (digits++ < 16) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }

    /** Return the UUID that a JSON string is; null if it is none, or no string. */
    public static @Nullable UUID parseUuid(@Nullable Json json) {
        String text = json == null ? null : json.asString();
        return text == null ? null : parseUuid(text);
    }

    /** Return an atom as JSON. */
    public static Json toJson(Object atom) {
        if (atom instanceof String s) {
            return Json.of(s);
        } else if (atom instanceof UUID u) {
            return Json.array(Json.of("uuid"), Json.of(u.toString()));
        } else if (atom instanceof Long i) {
            return Json.of(i);
        } else if (atom instanceof Double d) {
            return Json.number(d);
        } else if (atom instanceof Boolean b) {
            return Json.of(b.booleanValue());
        }
        throw new IllegalArgumentException("not an atom: " + atom);
    }

    /** Write an atom as JSON. */
    public static void write(JsonWriter out, Object atom) {
        if (atom instanceof String s) {
            out.string(s);
        } else if (atom instanceof UUID u) {
            out.raw("[\"uuid\",\"").raw(u.toString()).raw("\"]");
        } else if (atom instanceof Long i) {
            out.integer(i);
        } else {
            out.value(toJson(atom));
        }
    }

    /** Return an atom as Open vSwitch's messages and command lines show it: strings in quotes only where needed. */
    public static String toText(Object atom) {
        return atom instanceof String s && needsQuotes(s) ? Json.of(s).toString() : toBareText(atom);
    }

    /** Return an atom as text without quotes. */
    public static String toBareText(Object atom) {
        if (atom instanceof String || atom instanceof UUID) {
            return atom.toString();
        }
        return atom instanceof Double d ? realText(d) : toJson(atom).toString();
    }

    /** Return the text of a real number as people are shown it: {@code printf}'s {@code %.15g}. */
    public static String realText(double value) {
        return JsonWriter.real(
                value == 0 ? value : new BigDecimal(value).round(DIGITS).doubleValue());
    }

    /** Bare is a word (a letter or underscore, then also digits, dots, hyphens) that is neither a boolean nor a UUID. */
    private static boolean needsQuotes(String s) {
        if (s.isEmpty() || !isWordStart(s.charAt(0)) || s.equals("true") || s.equals("false")) {
            return true;
        }
        for (int i = 1; i < s.length(); i++) {
            char c = s.charAt(i);
            if (!isWordStart(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
                return true;
            }
        }
        return parseUuid(s) != null;
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
