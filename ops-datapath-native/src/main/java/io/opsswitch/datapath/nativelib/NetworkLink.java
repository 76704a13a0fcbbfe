/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * State of a network device at one moment.
 *
 * @param ifindex the system's number of the device
 * @param adminUp whether it is configured up
 * @param linkUp whether it is up and has carrier
 * @param mac Ethernet address, 48 bits; 0 if the device has none
 * @param mtu in bytes
 * @param carrierChanges how often the carrier came or went since the device exists
 * @param speedMbps megabits per second, 0 = unknown
 * @param fullDuplex duplex; meaningless while the speed is unknown
 * @param medium of what kind the cable is, and whether speed is negotiated: bits of OpenFlow ({@code ofp_port_features})
 * @param advertised what the device offers the other end, as such bits
 * @param supported what it can do
 * @param peer what the other end offers
 */
public record NetworkLink(
        int ifindex,
        boolean adminUp,
        boolean linkUp,
        long mac,
        int mtu,
        long carrierChanges,
        long speedMbps,
        boolean fullDuplex,
        int medium,
        int advertised,
        int supported,
        int peer) {}
