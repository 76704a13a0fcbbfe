/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a switch asks of a kernel: {@link io.opsswitch.datapath.netlink.client.KernelDatapaths} finds datapaths, a {@link
 * io.opsswitch.datapath.netlink.client.KernelDatapath} has ports, flows, meters and executes packets; upcalls and events
 * have channels of their own. Stands on the messages and a transport, whichever.
 */
@NullMarked
package io.opsswitch.datapath.netlink.client;

import org.jspecify.annotations.NullMarked;
