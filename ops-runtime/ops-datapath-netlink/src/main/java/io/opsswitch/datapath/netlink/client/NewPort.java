/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.PortType;
import java.util.List;

/**
 * What a new port shall be.
 *
 * @param name its name: that of the device for {@link PortType#NETDEV}
 * @param type its type
 * @param number its number, or -1 for any
 * @param destinationPort UDP port of a tunnel, 0 = none
 * @param groupPolicy whether a VXLAN tunnel carries group policy
 * @param upcallPids the channels for its upcalls; none = no upcalls
 */
public record NewPort(
        String name, PortType type, int number, int destinationPort, boolean groupPolicy, List<Integer> upcallPids) {

    /** Any number. */
    public static final int ANY = -1;

    /** Create a specification. */
    public NewPort {
        upcallPids = List.copyOf(upcallPids);
    }

    /** Return a port of any number without options. */
    public static NewPort of(String name, PortType type, int upcallPid) {
        return new NewPort(name, type, ANY, 0, false, List.of(upcallPid));
    }
}
