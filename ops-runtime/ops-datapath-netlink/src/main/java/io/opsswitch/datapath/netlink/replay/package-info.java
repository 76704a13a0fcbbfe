/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Records what goes over a transport to a file that people can read, and plays such a file back in place of a kernel. A
 * line is a channel, what happened, the bytes, and what they say behind {@code #}.
 */
@NullMarked
package io.opsswitch.datapath.netlink.replay;

import org.jspecify.annotations.NullMarked;
