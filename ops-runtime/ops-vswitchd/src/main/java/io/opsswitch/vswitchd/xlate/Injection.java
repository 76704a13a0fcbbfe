/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.vswitchd.ofproto.Place;

/**
 * A packet of the switch itself that comes into a bridge as if by a port.
 *
 * @param at the bridge and the port
 * @param frame the packet; not to be changed
 */
public record Injection(Place at, byte[] frame) {}
