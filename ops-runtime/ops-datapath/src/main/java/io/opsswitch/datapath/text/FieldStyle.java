/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import java.util.List;

/** How the value and the mask of a field are written. */
enum FieldStyle {
    DECIMAL {
        @Override
        void value(StringBuilder out, long value) {
            out.append(value);
        }
    },
    HEX {
        @Override
        void value(StringBuilder out, long value) {
            out.append("0x").append(Long.toHexString(value));
        }
    },
    /** A type: 0x and four digits. */
    ETHERTYPE {
        @Override
        void value(StringBuilder out, long value) {
            out.append(String.format("0x%04x", value));
        }
    },
    MAC {
        @Override
        void value(StringBuilder out, long value) {
            for (int shift = 40; shift >= 0; shift -= 8) {
                int octet = (int) (value >>> shift) & 0xff;
                out.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
                if (shift > 0) {
                    out.append(':');
                }
            }
        }

        @Override
        void mask(StringBuilder out, long mask) {
            value(out, mask);
        }
    },
    IPV4 {
        @Override
        void value(StringBuilder out, long value) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.append(value >>> shift & 0xff);
                if (shift > 0) {
                    out.append('.');
                }
            }
        }

        @Override
        void mask(StringBuilder out, long mask) {
            value(out, mask);
        }
    },
    FRAGMENT {
        @Override
        void value(StringBuilder out, long value) {
            out.append(
                    switch ((int) value) {
                        case 0 -> "no";
                        case 1 -> "first";
                        case 3 -> "later";
                        default -> "0x" + Long.toHexString(value);
                    });
        }
    },
    TCP_FLAGS {
        private static final List<String> NAMES =
                List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]");

        @Override
        void masked(StringBuilder out, long value, long mask, long exact) {
            boolean partial = mask != exact;
            int start = out.length();
            for (int i = 0; i < NAMES.size(); i++) {
                boolean isSet = (value >>> i & 1) != 0;
                if (partial && (mask >>> i & 1) != 0) {
                    out.append(isSet ? '+' : '-').append(NAMES.get(i));
                } else if (!partial && isSet) {
                    out.append(out.length() > start ? "|" : "").append(NAMES.get(i));
                }
            }
            if (out.length() == start) {
                out.append('0');
            }
        }

        @Override
        void value(StringBuilder out, long value) {
            masked(out, value, 0xfff, 0xfff);
        }
    };

    /** Write a value. */
    abstract void value(StringBuilder out, long value);

    /** Write the mask that follows the value after a slash. */
    void mask(StringBuilder out, long mask) {
        out.append("0x").append(Long.toHexString(mask));
    }

    /**
     * Write a value and, unless all bits are matched, its mask.
     *
     * @param exact the mask of a complete match
     */
    void masked(StringBuilder out, long value, long mask, long exact) {
        value(out, value);
        if (mask != exact) {
            out.append('/');
            mask(out, mask);
        }
    }
}
