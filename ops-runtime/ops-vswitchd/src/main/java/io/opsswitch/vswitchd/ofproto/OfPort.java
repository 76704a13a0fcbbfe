/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import org.jspecify.annotations.Nullable;

/**
 * One interface of a bridge that packets can go through.
 *
 * @param name interface name
 * @param type interface type, {@code system} if the database says nothing
 * @param number OpenFlow port number; {@link #LOCAL} for the bridge's own interface
 * @param datapathPort the datapath's number of it, or {@link #NO_DATAPATH_PORT} for a patch port
 * @param peer for a patch port the name of the other end; null on all others
 * @param patchCounters for a patch port, which no datapath counts, its counters; null on all others
 * @param virtual what a feature module's port does; null on all others
 * @param config what controllers have set: bits of {@link io.opsswitch.openflow.message.port.PortConfig}
 */
public record OfPort(
        String name,
        String type,
        int number,
        int datapathPort,
        @Nullable String peer,
        @Nullable PatchCounters patchCounters,
        @Nullable VirtualPort virtual,
        int config) {

    /** The OpenFlow number of the interface that has the bridge's name. */
    public static final int LOCAL = 0xfffe;
    /** Stands for "no port of the datapath". */
    public static final int NO_DATAPATH_PORT = -1;

    /** Create a port that the datapath has under a number of its own. */
    public static OfPort of(String name, String type, int number, int datapathPort) {
        return new OfPort(name, type, number, datapathPort, null, null, null, 0);
    }

    /** Create one end of a patch. */
    public static OfPort patch(String name, int number, String peer, PatchCounters counters) {
        return new OfPort(name, "patch", number, NO_DATAPATH_PORT, peer, counters, null, 0);
    }

    /** Create a port of a feature module, which may share the datapath's port with others. */
    public static OfPort virtual(String name, String type, int number, int datapathPort, VirtualPort virtual) {
        return new OfPort(name, type, number, datapathPort, null, null, virtual, 0);
    }

    /** Return this port with other settings of controllers. */
    public OfPort withConfig(int value) {
        return new OfPort(name, type, number, datapathPort, peer, patchCounters, virtual, value);
    }
}
