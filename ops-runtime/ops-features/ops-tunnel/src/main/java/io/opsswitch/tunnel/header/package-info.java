/* SPDX-License-Identifier: Apache-2.0 */
/** Outer headers of packets in tunnels: Ethernet, IP, UDP. */
@NullMarked
package io.opsswitch.tunnel.header;

import org.jspecify.annotations.NullMarked;
