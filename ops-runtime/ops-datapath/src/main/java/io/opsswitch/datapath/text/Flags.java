/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import java.util.List;

/** A set of bits with names: {@code syn|ack} in full, {@code +syn-ack} where only some of them are matched. */
enum Flags {
    TCP(List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]")),
    CT_STATE(List.of("new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat")),
    /** In the order of Open vSwitch's own bits, which is not that of the key. */
    TUNNEL(List.of("oam", "df", "csum", "key"));

    private final List<String> names;
    private final long all;

    Flags(List<String> names) {
        this.names = names;
        this.all = (1L << names.size()) - 1;
    }

    /** Return all bits. */
    long all() {
        return all;
    }

    /** Write all flags. */
    void value(StringBuilder out, long value) {
        int start = out.length();
        for (int i = 0; i < names.size(); i++) {
            if ((value >>> i & 1) != 0) {
                out.append(out.length() > start ? "|" : "").append(names.get(i));
            }
        }
        if (out.length() == start) {
            out.append('0');
        }
    }

    /** Write the flags of a mask, or all of them without signs if the mask has all. */
    void masked(StringBuilder out, long value, long mask) {
        if (mask == all) {
            value(out, value);
        } else {
            maskedAlways(out, value, mask);
        }
    }

    /** Write the flags of a mask with signs. */
    void maskedAlways(StringBuilder out, long value, long mask) {
        if ((mask & all) == 0) {
            out.append("0/0");
        }
        for (int i = 0; i < names.size(); i++) {
            if ((mask >>> i & 1) != 0) {
                out.append((value >>> i & 1) != 0 ? '+' : '-').append(names.get(i));
            }
        }
    }

    /** Read flags up to, not including, a closing parenthesis: with signs, with bars, or a number with or without mask. */
    FieldStyle.Masked parse(Cursor in) throws FlowTextException {
        long value = 0;
        long mask = all;
        if (in.peek() == '+' || in.peek() == '-') {
            mask = 0;
            while (in.peek() != ')') {
                boolean isSet = in.take("+");
                if (!isSet) {
                    in.expect("-");
                }
                long bit = flag(in);
                if ((mask & bit) != 0) {
                    throw in.error(in.at(), "this flag is given twice; name it once");
                }
                mask |= bit;
                value |= isSet ? bit : 0;
            }
        } else if (in.peek() >= '0' && in.peek() <= '9') {
            value = number(in);
            mask = in.take("/") ? number(in) : all;
        } else {
            do {
                value |= flag(in);
            } while (in.take("|"));
        }
        return new FieldStyle.Masked(Bits.of(value), Bits.of(mask));
    }

    private long number(Cursor in) throws FlowTextException {
        return in.number(names.size());
    }

    private long flag(Cursor in) throws FlowTextException {
        int start = in.at();
        String name = in.until("+-|), ");
        int index = names.indexOf(name);
        if (index < 0) {
            in.moveTo(start);
            throw in.expected("one of the flags " + String.join(", ", names));
        }
        return 1L << index;
    }
}
