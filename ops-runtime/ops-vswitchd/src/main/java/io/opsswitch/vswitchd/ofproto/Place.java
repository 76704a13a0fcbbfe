/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/** Where a port is: its bridge and its bundle. */
public record Place(OfBridge bridge, Bundle bundle, OfPort port) {}
