/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What vswitchd runs on where the kernel forwards: a datapath of type {@code system} over {@link
 * io.opsswitch.datapath.netlink.client.KernelDatapath}. Takes over what a former run has left, hands upcalls to threads,
 * does by itself what the kernel cannot, and comes back when the kernel's datapath went away.
 */
@NullMarked
package io.opsswitch.datapath.netlink.system;

import org.jspecify.annotations.NullMarked;
