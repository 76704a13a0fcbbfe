/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.Ipv6Addresses;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of IPv6, or of IPv4 in the form {@code ::ffff:a.b.c.d}.
 *
 * @param high its first 64 bits
 * @param low its last 64 bits
 */
public record Ip(long high, long low) {

    /** No address: {@code ::}. */
    public static final Ip NONE = new Ip(0, 0);
    /** The IPv4 address 0.0.0.0. */
    public static final Ip NONE_V4 = v4(0);
    /** Bits in front of an IPv4 address. */
    public static final int V4_BITS = 96;

    private static final long MAPPED = 0xffff_0000_0000L;
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /** Return an IPv4 address. */
    public static Ip v4(int address) {
        return new Ip(0, MAPPED | address & 0xffff_ffffL);
    }

    /** Return the address that a text stands for, or null if it is none. */
    public static @Nullable Ip parse(String text) {
        Matcher v4 = V4.matcher(text);
        if (v4.matches()) {
            int address = 0;
            for (int i = 1; i <= 4; i++) {
                int part = Integer.parseInt(v4.group(i));
                if (part > 255) {
                    return null;
                }
                address = address << 8 | part;
            }
            return v4(address);
        }
        if (text.indexOf(':') < 0) {
            return null;
        }
        try {
            long[] halves = Ipv6Addresses.parse(text);
            return new Ip(halves[0], halves[1]);
        } catch (FlowTextException e) {
            return null;
        }
    }

    /** Return whether this is an address of IPv4. */
    public boolean isV4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Return the IPv4 address; 0 if it is one of IPv6. */
    public int v4() {
        return isV4() ? (int) low : 0;
    }

    /** Return whether this is any address; 0.0.0.0 counts as one. */
    public boolean isSet() {
        return high != 0 || low != 0;
    }

    /** Return whether this is a multicast address. */
    public boolean isMulticast() {
        return isV4() ? (low >>> 28 & 0xf) == 0xe : high >>> 56 == 0xff;
    }

    /** Return the address without the bits behind a prefix, whose length counts those in front of IPv4 addresses. */
    public Ip masked(int prefix) {
        return new Ip(high & mask(Math.min(prefix, Long.SIZE)), low & mask(Math.max(0, prefix - Long.SIZE)));
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << Long.SIZE - bits;
    }

    /** Return the text: that of the IPv4 address if it is one. */
    @Override
    public String toString() {
        if (!isV4()) {
            return Ipv6Addresses.format(high, low);
        }
        return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
    }
}
