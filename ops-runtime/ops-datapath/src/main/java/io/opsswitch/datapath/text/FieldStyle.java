/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** How the value and the mask of a field are written and read. */
enum FieldStyle {
    DECIMAL {
        @Override
        void value(StringBuilder out, Bits value) {
            out.append(Long.toUnsignedString(value.low()));
        }
    },
    /** The opcode of ARP, of which only the lower byte is in the key. */
    ARP_OPCODE {
        @Override
        void value(StringBuilder out, Bits value) {
            DECIMAL.value(out, value);
        }

        @Override
        Masked parseMasked(Cursor in, int bits) throws FlowTextException {
            // It has two bytes on the wire, and a match of both of them may be written.
            Bits value = Bits.of(in.number(bits));
            return new Masked(value, in.take("/") ? Bits.of(in.number(16) & 0xff) : Bits.ones(bits));
        }
    },
    /** Hexadecimal, but a zero without 0x. */
    HEX {
        @Override
        void value(StringBuilder out, Bits value) {
            hex(out, value.low());
        }
    },
    /** Hexadecimal, always with 0x. */
    HEX_ALWAYS {
        @Override
        void value(StringBuilder out, Bits value) {
            out.append("0x").append(Long.toHexString(value.low()));
        }
    },
    /** A type: 0x and four digits. */
    ETHERTYPE {
        @Override
        void value(StringBuilder out, Bits value) {
            digits(out.append("0x"), value.low(), 4);
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            value(out, mask);
        }
    },
    MAC {
        @Override
        void value(StringBuilder out, Bits value) {
            for (int shift = 40; shift >= 0; shift -= 8) {
                digits(out, value.low() >>> shift & 0xff, 2);
                if (shift > 0) {
                    out.append(':');
                }
            }
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            value(out, mask);
        }

        @Override
        Bits parse(Cursor in, int bits) throws FlowTextException {
            int start = in.at();
            long value = 0;
            for (int i = 0; i < 6; i++) {
                boolean separated = i == 0 || in.take(":");
                String octet = in.hexDigits();
                if (!separated || octet.isEmpty() || octet.length() > 2) {
                    in.moveTo(start);
                    throw in.expected("an Ethernet address");
                }
                value = value << 8 | Integer.parseInt(octet, 16);
            }
            return Bits.of(value);
        }
    },
    IPV4 {
        @Override
        void value(StringBuilder out, Bits value) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.append(value.low() >>> shift & 0xff);
                if (shift > 0) {
                    out.append('.');
                }
            }
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            value(out, mask);
        }

        @Override
        Bits parse(Cursor in, int bits) throws FlowTextException {
            int start = in.at();
            long value = 0;
            for (int i = 0; i < 4; i++) {
                boolean separated = i == 0 || in.take(".");
                int octet = separated ? octet(in) : -1;
                if (octet < 0) {
                    in.moveTo(start);
                    throw in.expected("an IPv4 address");
                }
                value = value << 8 | octet;
            }
            return Bits.of(value);
        }

        private static int octet(Cursor in) {
            int value = -1;
            for (int i = 0; i < 3 && in.peek() >= '0' && in.peek() <= '9'; i++) {
                value = Math.max(value, 0) * 10 + in.peek() - '0';
                in.moveTo(in.at() + 1);
            }
            return value > 255 ? -1 : value;
        }
    },
    IPV6 {
        @Override
        void value(StringBuilder out, Bits value) {
            out.append(Ipv6Text.format(value));
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            value(out, mask);
        }

        @Override
        Bits parse(Cursor in, int bits) throws FlowTextException {
            return Ipv6Text.parse(in);
        }
    },
    /** 128 bits, hexadecimal. */
    LABELS {
        @Override
        void value(StringBuilder out, Bits value) {
            if (value.high() == 0) {
                hex(out, value.low());
            } else {
                hex(out, value.high());
                digits(out, value.low(), 16);
            }
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            value(out, mask);
        }

        @Override
        Bits parse(Cursor in, int bits) throws FlowTextException {
            return in.wideNumber(bits);
        }
    },
    /** What kind of fragment; a match of it is complete or none. */
    FRAGMENT {
        private static final String[] NAMES = {"no", "first", "no", "later"};

        @Override
        void value(StringBuilder out, Bits value) {
            out.append(NAMES[(int) value.low() & 3]);
        }

        @Override
        void masked(StringBuilder out, Bits value, Bits mask, Bits exact) {
            value(out, value);
        }

        @Override
        Masked parseMasked(Cursor in, int bits) throws FlowTextException {
            for (int i : new int[] {0, 1, 3}) {
                if (in.take(NAMES[i])) {
                    return new Masked(Bits.of(i), Bits.ones(bits));
                }
            }
            throw in.expected("no, first or later");
        }
    },
    TCP_FLAGS {
        @Override
        void value(StringBuilder out, Bits value) {
            Flags.TCP.value(out, value.low());
        }

        @Override
        void masked(StringBuilder out, Bits value, Bits mask, Bits exact) {
            Flags.TCP.masked(out, value.low(), mask.low());
        }

        @Override
        Masked parseMasked(Cursor in, int bits) throws FlowTextException {
            return Flags.TCP.parse(in);
        }
    },
    /** The state of a connection, with names. */
    CT_STATE {
        @Override
        void value(StringBuilder out, Bits value) {
            // Only keys without a mask come here, and these are written in full, in numbers.
            HEX.value(out, value);
        }

        @Override
        void masked(StringBuilder out, Bits value, Bits mask, Bits exact) {
            Flags.CT_STATE.maskedAlways(out, value.low(), mask.low());
        }

        @Override
        Masked parseMasked(Cursor in, int bits) throws FlowTextException {
            return Flags.CT_STATE.parse(in);
        }
    },
    /** A byte of a network service header. */
    NSH_BYTE {
        @Override
        void value(StringBuilder out, Bits value) {
            DECIMAL.value(out, value);
        }

        @Override
        void masked(StringBuilder out, Bits value, Bits mask, Bits exact) {
            if (mask.equals(exact)) {
                value(out, value);
            } else {
                digits(out.append("0x"), value.low(), 2);
                digits(out.append("/0x"), mask.low(), 2);
            }
        }
    },
    /** A word of a network service header. */
    NSH_WORD {
        @Override
        void value(StringBuilder out, Bits value) {
            HEX_ALWAYS.value(out, value);
        }

        @Override
        void mask(StringBuilder out, Bits mask) {
            digits(out.append("0x"), mask.low(), 8);
        }
    };

    /** A value and its mask. */
    record Masked(Bits value, Bits mask) {}

    /** Write a value. */
    abstract void value(StringBuilder out, Bits value);

    /** Write the mask that follows the value after a slash. */
    void mask(StringBuilder out, Bits mask) {
        hex(out, mask.low());
    }

    /**
     * Write a value and, unless all bits are matched, its mask.
     *
     * @param exact the mask of a complete match
     */
    void masked(StringBuilder out, Bits value, Bits mask, Bits exact) {
        value(out, value);
        if (!mask.equals(exact)) {
            out.append('/');
            mask(out, mask);
        }
    }

    /** Read a value. */
    Bits parse(Cursor in, int bits) throws FlowTextException {
        return Bits.of(in.number(bits));
    }

    /** Read a value and, if there is one, its mask; without one all bits are matched. */
    Masked parseMasked(Cursor in, int bits) throws FlowTextException {
        Bits value = parse(in, bits);
        return new Masked(value, in.take("/") ? parse(in, bits) : Bits.ones(bits));
    }

    /** Write a number in hexadecimal, a zero without 0x. */
    static void hex(StringBuilder out, long value) {
        out.append(value == 0 ? "" : "0x").append(Long.toHexString(value));
    }

    /** Write at least so many hexadecimal digits. */
    static void digits(StringBuilder out, long value, int count) {
        String text = Long.toHexString(value);
        out.append("0".repeat(Math.max(0, count - text.length()))).append(text);
    }
}
