/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.List;
import java.util.Map;

/** One port of a datapath. Everything but the number, name and type is read afresh at each call. */
public interface Port {

    /** Return the datapath's number of this port, as used in flow keys and output actions; from 1 up. */
    int number();

    /** Return the interface name. */
    String name();

    /** Return the type it was added with. */
    String type();

    /** Return how it is configured, as {@code dpif/show} tells it; empty if there is nothing to tell. */
    default String description() {
        return "";
    }

    /** Return what {@code Interface.status} is to tell of this kind of port. */
    default Map<String, String> status() {
        return Map.of();
    }

    /** Return the Ethernet address, 48 bits; 0 if the device has none. */
    long macAddress();

    /** Set the Ethernet address. */
    void setMacAddress(long address) throws DatapathException;

    /** Return the device's state. */
    PortState state();

    /** Configure the device up or down. */
    void setAdminUp(boolean isUp) throws DatapathException;

    /** Set the MTU in bytes. */
    void setMtu(int mtu) throws DatapathException;

    /** Return the counters since the port was added. */
    PortStatistics statistics();

    /** Return counters that only this kind of port has, by their names, in the order in which they are to be told. */
    default Map<String, Long> moreStatistics() {
        return Map.of();
    }

    /** Return the queues that packets can be sent by, in the order of their numbers. */
    default List<Queue> queues() {
        return List.of();
    }

    /**
     * State of a device.
     *
     * @param present whether the device still exists
     * @param adminUp whether it is configured up
     * @param linkUp whether it has carrier
     * @param speed bits per second, 0 = unknown
     * @param fullDuplex duplex; meaningless while the speed is unknown
     * @param mtu in bytes
     * @param ifindex the system's number of the device, 0 if it has none
     * @param linkResets how often the carrier changed since the port was added
     * @param modes what it and the other end can do
     */
    record PortState(
            boolean present,
            boolean adminUp,
            boolean linkUp,
            long speed,
            boolean fullDuplex,
            int mtu,
            int ifindex,
            long linkResets,
            LinkModes modes) {}

    /**
     * Speeds, media and ways to pause, each a set of the bits that OpenFlow 1.1 and later have for them ({@code
     * ofp_port_features}).
     *
     * @param medium of what kind the cable is, and whether the speed is negotiated
     * @param advertised what the device offers the other end
     * @param supported what it can do
     * @param peer what the other end offers
     */
    record LinkModes(int medium, int advertised, int supported, int peer) {

        /** Nothing is known. */
        public static final LinkModes NONE = new LinkModes(0, 0, 0, 0);
    }

    /**
     * A queue that packets are sent by; counters that it does not have are -1.
     *
     * @param number its number at this port
     * @param bytes bytes sent
     * @param packets packets sent
     * @param errors packets that it dropped
     */
    record Queue(int number, long bytes, long packets, long errors) {}

    /** Counters of a port; "rx" is what the switch received from it; those that it does not have are -1. */
    record PortStatistics(
            long rxPackets,
            long rxBytes,
            long rxDropped,
            long rxErrors,
            long txPackets,
            long txBytes,
            long txDropped,
            long txErrors) {}
}
