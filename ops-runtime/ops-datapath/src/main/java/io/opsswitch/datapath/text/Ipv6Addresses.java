/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** The text of IPv6 addresses, for what is written outside of flows of datapaths; as {@code inet_ntop} has it. */
public final class Ipv6Addresses {

    private Ipv6Addresses() {}

    /** Return the canonical text of an address given as its two halves. */
    public static String format(long high, long low) {
        return Ipv6Text.format(new Bits(high, low));
    }

    /**
     * Read an address and nothing else.
     *
     * @return its two halves
     * @throws FlowTextException if the text is not an address
     */
    public static long[] parse(String text) throws FlowTextException {
        Cursor in = new Cursor(text);
        Bits address = Ipv6Text.parse(in);
        if (in.at() != text.length()) {
            throw in.expected("the end of the address");
        }
        return new long[] {address.high(), address.low()};
    }
}
