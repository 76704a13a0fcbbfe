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
 */
public record NetworkLink(
        int ifindex,
        boolean adminUp,
        boolean linkUp,
        long mac,
        int mtu,
        long carrierChanges,
        long speedMbps,
        boolean fullDuplex) {}
