/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.openflow.OfSyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets of bits that have names: {@code syn|ack} where all bits count, {@code +syn-ack} where some do. */
public enum FlagNames {
    /** Flags of TCP. */
    TCP("TCP", 0xfff, "fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]"),
    /** State of a connection. */
    CT_STATE("ct_state", 0xff, "new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat"),
    /** Flags of a tunnel, of which a match may have the first only. */
    TUNNEL("tunnel", 1, "oam", "df", "csum", "key");

    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?(?:0[xX]\\p{XDigit}+|\\d+))");
    private static final Pattern MASKED = Pattern.compile(NUMBER + "/" + NUMBER);

    private final String label;
    private final long allowed;
    private final List<String> names;

    FlagNames(String label, long allowed, String... names) {
        this.label = label;
        this.allowed = allowed;
        this.names = List.of(names);
    }

    /** Append the names of bits with a bar between them, 0 if there is none. */
    public void format(StringBuilder out, long flags) {
        int start = out.length();
        long rest = flags;
        for (int i = 0; i < names.size(); i++) {
            if ((rest >>> i & 1) != 0) {
                out.append(out.length() > start ? "|" : "").append(names.get(i));
                rest &= ~(1L << i);
            }
        }
        if (rest != 0) {
            out.append(out.length() > start ? "|" : "").append("0x").append(Long.toHexString(rest));
        }
        if (out.length() == start) {
            out.append('0');
        }
    }

    /**
     * Append the names of the bits of a mask with signs.
     *
     * @param all the mask for which there are no signs
     */
    public void format(StringBuilder out, long flags, long mask, long all) {
        if (mask == all) {
            format(out, flags);
            return;
        }
        if (mask == 0) {
            out.append("0/0");
        }
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            out.append((flags >>> bit & 1) != 0 ? '+' : '-');
            out.append(bit < names.size() ? names.get(bit) : "[Unknown]");
        }
    }

    /**
     * Read flags in one of the forms, or numbers.
     *
     * @return value and mask; the mask is -1 if all bits count
     */
    long[] parse(String text) {
        Matcher masked = MASKED.matcher(text);
        if (masked.lookingAt()) {
            long value = number(masked.group(1));
            long mask = number(masked.group(2));
            if (((value | mask) & ~allowed) != 0) {
                throw unknown(text);
            }
            return new long[] {value, mask};
        }
        return text.startsWith("+") || text.startsWith("-") ? signed(text) : barred(text);
    }

    private long number(String digits) {
        return IntText.parseInt32(digits);
    }

    private long[] signed(String text) {
        long value = 0;
        long mask = 0;
        for (int at = 0; at < text.length(); ) {
            boolean isSet = text.charAt(at) == '+';
            if (!isSet && text.charAt(at) != '-') {
                throw new OfSyntaxException(
                        text.substring(at) + ": " + label + " must be preceded by '+' (for SET) or '-' (NOT SET)");
            }
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != '+' && text.charAt(end) != '-') {
                end++;
            }
            long bit = bit(text.substring(at + 1, end), text.substring(at + 1));
            if ((mask & bit) != 0) {
                throw new OfSyntaxException(
                        text.substring(at + 1) + ": Each " + label + " flag can be specified only once");
            }
            mask |= bit;
            value |= isSet ? bit : 0;
            at = end;
        }
        return new long[] {value, mask};
    }

    private long[] barred(String text) {
        long value = 0;
        for (String name : text.isEmpty() ? new String[0] : text.split("\\|", -1)) {
            Matcher number = NUMBER.matcher(name);
            if (number.matches()) {
                long flags = number(number.group(1));
                if ((flags & ~allowed) != 0) {
                    throw unknown(text);
                }
                value |= flags;
            } else {
                value |= bit(name, text);
            }
        }
        return new long[] {value, -1L};
    }

    private long bit(String name, String text) {
        int index = names.indexOf(name);
        if (index < 0 || (allowed >>> index & 1) == 0) {
            throw unknown(text);
        }
        return 1L << index;
    }

    private OfSyntaxException unknown(String text) {
        return new OfSyntaxException(text + ": unknown " + label + " flag(s)");
    }
}
