/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The way to the Linux kernel's datapaths: generic netlink sockets, each with a poller of its own.
 *
 * <p>{@link io.opsswitch.datapath.netlink.linux.LinuxTransport} knows the numbers of families and groups, {@code
 * LinuxChannel} one socket.
 */
@NullMarked
package io.opsswitch.datapath.netlink.linux;

import org.jspecify.annotations.NullMarked;
