/* SPDX-License-Identifier: Apache-2.0 */
/** The neighbours of this system on the networks that carry tunnels: asking for them (ARP, ND), and keeping what was heard. */
@NullMarked
package io.opsswitch.tunnel.neighbour;

import org.jspecify.annotations.NullMarked;
