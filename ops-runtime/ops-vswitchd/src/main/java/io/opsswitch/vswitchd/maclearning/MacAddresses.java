/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.maclearning;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Ethernet addresses as 48-bit numbers, the first byte on the wire being the most significant. */
public final class MacAddresses {

    /** The address of all stations. */
    public static final long BROADCAST = 0xffff_ffff_ffffL;

    private static final long MULTICAST = 1L << 40;
    private static final long LOCAL = 2L << 40;
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    private MacAddresses() {}

    /** Return whether the address is a multicast address; the broadcast address is one too. */
    public static boolean isMulticast(long address) {
        return (address & MULTICAST) != 0;
    }

    /** Return whether the address was made up locally, not assigned to a manufacturer. */
    public static boolean isLocal(long address) {
        return (address & LOCAL) != 0;
    }

    /** Return whether the address is one of 01:80:c2:00:00:00 to :0f, which IEEE 802.1D bridges do not forward. */
    public static boolean isReserved(long address) {
        return (address & ~0xfL) == 0x0180c2000000L;
    }

    /** Return the address that a text such as {@code 00:11:22:aa:bb:cc} stands for; empty if it is none. */
    public static OptionalLong parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.replace(":", ""), 16));
    }

    /** Return the address as six hexadecimal bytes separated by colons. */
    public static String format(long address) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            if (shift < 40) {
                text.append(':');
            }
            text.append(Character.forDigit((int) (address >>> shift + 4) & 0xf, 16));
            text.append(Character.forDigit((int) (address >>> shift) & 0xf, 16));
        }
        return text.toString();
    }
}
