/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

/**
 * What a datapath can do that not all can. Immutable.
 *
 * @param pushesTunnels whether it puts outer headers of tunnels in front itself; else it takes them as metadata
 * @param checksLengths whether it can look at the length of a packet; else each packet that wants it comes to user space
 * @param setsAllFields whether it can set the fields of ARP, of neighbour discovery and of ICMP; else packets for which one
 *     of them is set come to user space
 * @param takesLongActions whether the actions of a flow may be longer than 64 kB; else such packets come to user space
 */
public record DatapathAbilities(
        boolean pushesTunnels, boolean checksLengths, boolean setsAllFields, boolean takesLongActions) {

    /** Those of Open vSwitch's own, which its tools and tests know; translation takes them unless told otherwise. */
    public static final DatapathAbilities USUAL = new DatapathAbilities(true, true, false, false);

    private static final DatapathAbilities ALL = new DatapathAbilities(true, true, true, true);

    /** Return what the datapaths of a type can do. */
    public static DatapathAbilities of(String type) {
        return type.equals("netdev") ? ALL : USUAL;
    }

    /** Return these but for tunnels. */
    public DatapathAbilities withPushesTunnels(boolean value) {
        return new DatapathAbilities(value, checksLengths, setsAllFields, takesLongActions);
    }

    /** Return these but for lengths. */
    public DatapathAbilities withChecksLengths(boolean value) {
        return new DatapathAbilities(pushesTunnels, value, setsAllFields, takesLongActions);
    }
}
