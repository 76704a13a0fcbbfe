/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

/**
 * Says which packets a table of routes is looked up for.
 *
 * @param priority those with smaller ones are asked first
 * @param isInverted whether it is for packets from elsewhere
 * @param isUser whether somebody has added it by command
 * @param from where packets come from
 * @param fromLength bits of the prefix as people write it, 0 = all
 * @param table number of the table
 * @param isV4 whether it is about IPv4
 */
public record RouteRule(
        long priority, boolean isInverted, boolean isUser, Ip from, int fromLength, long table, boolean isV4) {

    /** Return whether the rule is for packets with a source. */
    boolean matches(Ip source) {
        if (source.isV4() != isV4) {
            return false;
        }
        int length = isV4 ? fromLength + Ip.V4_BITS : fromLength;
        boolean isFrom = fromLength == 0 || from.masked(length).equals(source.masked(length));
        return isFrom != isInverted;
    }
}
