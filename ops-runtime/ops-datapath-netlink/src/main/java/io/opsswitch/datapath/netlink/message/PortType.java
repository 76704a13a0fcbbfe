/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** The types of ports: numbers {@code OVS_VPORT_TYPE_*}. */
public enum PortType {
    /** A type that is not known here. */
    UNKNOWN(0),
    /** An existing network device. */
    NETDEV(1),
    /** A network device that the datapath makes. */
    INTERNAL(2),
    /** GRE. */
    GRE(3),
    /** VXLAN. */
    VXLAN(4),
    /** Geneve. */
    GENEVE(5),
    /** ERSPAN. */
    ERSPAN(107),
    /** ERSPAN over IPv6. */
    IP6ERSPAN(108),
    /** GRE over IPv6. */
    IP6GRE(109),
    /** GTP-U. */
    GTPU(110),
    /** Bare UDP. */
    BAREUDP(111),
    /** SRv6. */
    SRV6(112);

    private final int number;

    PortType(int number) {
        this.number = number;
    }

    /** Return its number. */
    public int number() {
        return number;
    }

    /** Return the type of a number, or {@link #UNKNOWN}. */
    public static PortType of(int number) {
        for (PortType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
