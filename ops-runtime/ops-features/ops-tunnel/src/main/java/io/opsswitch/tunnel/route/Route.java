/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

/**
 * A way to a network.
 *
 * @param table number of the table that it is in
 * @param mark mark of the packets that it is for
 * @param priority among those that lead to an address, the largest counts
 * @param isUser whether somebody has added it by command
 * @param network where it leads to, without bits behind the prefix
 * @param device the device behind which the network is
 * @param gateway the neighbour that forwards packets; {@link Ip#NONE} if the network is a neighbour itself
 * @param source the address that packets are sent from
 */
public record Route(
        long table, long mark, int priority, boolean isUser, Prefix network, String device, Ip gateway, Ip source) {

    /** Number of the table with the system's own addresses. */
    public static final long LOCAL = 255;
    /** Number of the table that is used if nothing else is said. */
    public static final long MAIN = 254;
    /** Number of the table that is looked up last. */
    public static final long DEFAULT = 253;

    private static final int USER_BONUS = 32;

    /** Return the priority of a route: longer prefixes first, those added by command before others. */
    static int priority(int prefix, boolean isUser) {
        return isUser ? prefix + USER_BONUS : prefix;
    }

    /** Return whether a table is one of those that have names. */
    static boolean isStandard(long table) {
        return table == LOCAL || table == MAIN || table == DEFAULT;
    }

    /** Return whether the address in the network is one of this system. */
    boolean isLocal() {
        return table == LOCAL && !isUser;
    }
}
