/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action.Nat;

/** The text of address translation: {@code nat}, or {@code nat(src=10.0.0.1-10.0.0.9:1000-2000,random)}. */
final class NatText {

    private NatText() {}

    static void write(StringBuilder out, Nat nat) {
        out.append("nat");
        if (nat.direction() == Nat.Direction.EXISTING) {
            return;
        }
        out.append(nat.direction() == Nat.Direction.SOURCE ? "(src" : "(dst");
        Bits min = new Bits(nat.minHigh(), nat.minLow());
        Bits max = new Bits(nat.maxHigh(), nat.maxLow());
        if (!min.isZero()) {
            address(out.append('='), min, nat);
            if (!max.isZero() && !max.equals(min)) {
                address(out.append('-'), max, nat);
            }
            if (nat.portMin() != 0) {
                out.append(':').append(nat.portMin());
                if (nat.portMax() != 0 && nat.portMax() != nat.portMin()) {
                    out.append('-').append(nat.portMax());
                }
            }
        }
        out.append(nat.persistent() ? ",persistent" : "");
        out.append(nat.hash() ? ",hash" : "");
        out.append(nat.random() ? ",random" : "");
        out.append(')');
    }

    private static void address(StringBuilder out, Bits address, Nat nat) {
        if (!nat.isIpv6()) {
            FieldStyle.IPV4.value(out, address);
        } else if (nat.portMin() == 0) {
            out.append(Ipv6Text.format(address));
        } else {
            out.append('[').append(Ipv6Text.format(address)).append(']');
        }
    }

    /** Read what follows {@code nat}. */
    static Nat read(Cursor in) throws FlowTextException {
        return new Reader(in).read();
    }

    /** Reads one. */
    private static final class Reader {
        private final Cursor in;
        private Nat.Direction direction = Nat.Direction.EXISTING;
        private boolean isIpv6;
        private Bits min = Bits.ZERO;
        private Bits max = Bits.ZERO;
        private int portMin;
        private int portMax;
        private boolean persistent;
        private boolean hash;
        private boolean random;

        Reader(Cursor in) {
            this.in = in;
        }

        Nat read() throws FlowTextException {
            int start = in.at();
            if (in.take("(")) {
                in.skipDelimiters();
                while (!in.take(")")) {
                    element();
                    in.skipDelimiters();
                }
            }
            if (hash && random) {
                throw in.error(start, "hash and random in one nat; give one of them");
            }
            if (direction == Nat.Direction.EXISTING && (persistent || hash || random)) {
                throw in.error(start, "options of nat without src or dst; give one of these too");
            }
            return new Nat(
                    direction,
                    isIpv6,
                    min.high(),
                    min.low(),
                    max.high(),
                    max.low(),
                    portMin,
                    portMax,
                    persistent,
                    hash,
                    random);
        }

        private void element() throws FlowTextException {
            int place = in.at();
            if (in.take("src") || in.take("dst")) {
                if (direction != Nat.Direction.EXISTING) {
                    throw in.error(place, "src or dst is given twice; give one of them, once");
                }
                direction = in.behind("src") ? Nat.Direction.SOURCE : Nat.Direction.DESTINATION;
                if (in.take("=")) {
                    range(place);
                }
            } else if (in.take("persistent")) {
                persistent = true;
            } else if (in.take("hash")) {
                hash = true;
            } else if (in.take("random")) {
                random = true;
            } else {
                throw in.expected("src, dst, persistent, hash, random or ')'");
            }
        }

        private void range(int place) throws FlowTextException {
            isIpv6 = !isIpv4();
            min = address();
            if (in.take("-")) {
                max = address();
                int order = Long.compareUnsigned(max.high(), min.high());
                if (order < 0 || order == 0 && Long.compareUnsigned(max.low(), min.low()) < 0) {
                    throw in.error(place, "the range of addresses ends before it begins; swap them");
                }
            }
            if (in.take(":")) {
                portMin = (int) in.number(16);
                if (in.take("-")) {
                    portMax = (int) in.number(16);
                    if (portMax < portMin) {
                        throw in.error(place, "the range of ports ends before it begins; swap them");
                    }
                }
            }
        }

        /** Return whether digits and a dot come next. */
        private boolean isIpv4() {
            int place = in.at();
            String digits = in.hexDigits();
            boolean result = !digits.isEmpty() && in.peek() == '.';
            in.moveTo(place);
            return result;
        }

        private Bits address() throws FlowTextException {
            if (!isIpv6) {
                return FieldStyle.IPV4.parse(in, 32);
            }
            boolean isBracketed = in.take("[");
            Bits address = Ipv6Text.parse(in);
            if (isBracketed) {
                in.expect("]");
            }
            return address;
        }
    }
}
