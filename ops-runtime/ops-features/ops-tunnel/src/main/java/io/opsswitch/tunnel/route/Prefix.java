/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import org.jspecify.annotations.Nullable;

/**
 * An address and how much of it is that of a network.
 *
 * @param ip the whole address
 * @param length of the network's part in bits, up to 128; counts those in front of IPv4 addresses
 */
public record Prefix(Ip ip, int length) {

    /** Return what a text such as {@code 10.0.0.1/24} or {@code 2001:db8::1} stands for, or null if it is wrong. */
    public static @Nullable Prefix parse(String text) {
        int slash = text.indexOf('/');
        Ip ip = Ip.parse(slash < 0 ? text : text.substring(0, slash));
        if (ip == null) {
            return null;
        }
        int most = ip.isV4() ? Integer.SIZE : 2 * Long.SIZE;
        int length = most;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
                return null;
            }
            length = Integer.parseInt(digits);
        }
        return new Prefix(ip, ip.isV4() ? length + Ip.V4_BITS : length);
    }

    /** Return whether an address is in the network. */
    public boolean contains(Ip other) {
        return ip.masked(length).equals(other.masked(length));
    }

    /** Return the length as people write it, without the bits in front of IPv4 addresses. */
    public int shownLength() {
        return ip.isV4() ? length - Ip.V4_BITS : length;
    }
}
