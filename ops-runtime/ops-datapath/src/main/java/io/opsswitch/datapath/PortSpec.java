/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Map;

/**
 * What a new port shall be.
 *
 * @param name interface name, as in {@code Interface.name}
 * @param type as in {@code Interface.type}: {@code system} (an existing network device), {@code afxdp} (the same, past the
 *     host's network stack), {@code internal} or {@code tap} (a new tap device), {@code dummy} (for tests); other types come
 *     with other datapaths
 * @param options {@code Interface.options}
 * @param macAddress the Ethernet address that a new tap device shall have, or 0 to leave it to the system
 * @param number its number in the datapath, or {@link #ANY_NUMBER}
 */
public record PortSpec(String name, String type, Map<String, String> options, long macAddress, int number) {

    /** Leaves the number to the datapath. */
    public static final int ANY_NUMBER = -1;

    /** Create a specification. */
    public PortSpec {
        options = Map.copyOf(options);
    }

    /** Create that of a port of any number. */
    public PortSpec(String name, String type, Map<String, String> options, long macAddress) {
        this(name, type, options, macAddress, ANY_NUMBER);
    }
}
