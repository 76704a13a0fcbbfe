/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What all kinds of tunnels have in common: options of interfaces, which interface a packet belongs to, the way to the other
 * end (routes, neighbours), outer headers of Ethernet, IP and UDP. A kind of tunnel is a {@link
 * io.opsswitch.tunnel.TunnelProtocol} in a module of its own.
 */
@NullMarked
package io.opsswitch.tunnel;

import org.jspecify.annotations.NullMarked;
