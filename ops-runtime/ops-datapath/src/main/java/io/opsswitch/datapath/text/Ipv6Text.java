/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** The text of IPv6 addresses, as {@code inet_ntop} and {@code inet_pton} have it (RFC 4291, 2.2; RFC 5952, 4). */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /** Return the canonical text. */
    static String format(Bits address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? address.high() : address.low()) >>> 48 - 16 * (i & 3)) & 0xffff;
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; ) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
            i = Math.max(end, i + 1);
        }
        // An IPv4 address in the last 32 bits: one that is embedded (::a.b.c.d) or mapped (::ffff:a.b.c.d).
        boolean hasIpv4 = bestStart == 0 && (bestLength == 6 || bestLength == 5 && groups[5] == 0xffff);
        StringBuilder out = new StringBuilder();
        int last = hasIpv4 ? 6 : GROUPS;
        for (int i = 0; i < last; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        if (hasIpv4) {
            if (out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            FieldStyle.IPV4.value(out, Bits.of(address.low() & 0xffff_ffffL));
        }
        return out.toString();
    }

    /** Read an address. */
    static Bits parse(Cursor in) throws FlowTextException {
        int start = in.at();
        long[] halves = new long[2];
        int count = 0;
        int gap = in.take("::") ? 0 : -1;
        boolean more = gap < 0 || in.peek() < 128 && Character.digit(in.peek(), 16) >= 0;
        while (more) {
            int place = in.at();
            String digits = in.hexDigits();
            if (in.peek() == '.' && count <= 6) {
                in.moveTo(place);
                long ipv4 = FieldStyle.IPV4.parse(in, 32).low();
                append(halves, count++, (int) (ipv4 >>> 16));
                append(halves, count++, (int) ipv4 & 0xffff);
                break;
            }
            if (digits.isEmpty() || digits.length() > 4 || count == GROUPS) {
                in.moveTo(start);
                throw in.expected("an IPv6 address");
            }
            append(halves, count++, Integer.parseInt(digits, 16));
            if (gap < 0 && in.take("::")) {
                gap = count;
                more = in.peek() < 128 && Character.digit(in.peek(), 16) >= 0;
            } else {
                more = in.take(":");
            }
        }
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            in.moveTo(start);
            throw in.expected("an IPv6 address");
        }
        return gap < 0 ? new Bits(halves[0], halves[1]) : spread(halves, count, gap);
    }

    private static void append(long[] halves, int index, int group) {
        halves[index / 4] |= (long) group << 48 - 16 * (index & 3);
    }

    /** Move the groups behind the gap to the end. */
    private static Bits spread(long[] halves, int count, int gap) {
        long[] result = new long[2];
        for (int i = 0; i < count; i++) {
            int group = (int) (halves[i / 4] >>> 48 - 16 * (i & 3)) & 0xffff;
            append(result, i < gap ? i : i + GROUPS - count, group);
        }
        return new Bits(result[0], result[1]);
    }
}
