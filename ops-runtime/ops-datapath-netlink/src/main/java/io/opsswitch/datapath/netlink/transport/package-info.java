/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How datapath messages reach a kernel: {@link io.opsswitch.datapath.netlink.transport.DatapathTransport} and what its
 * implementations share. Bytes only; what the messages say is known to the codec.
 */
@NullMarked
package io.opsswitch.datapath.netlink.transport;

import org.jspecify.annotations.NullMarked;
