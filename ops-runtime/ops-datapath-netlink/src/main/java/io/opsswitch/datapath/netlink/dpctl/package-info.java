/* SPDX-License-Identifier: Apache-2.0 */
/** The program ovs-dpctl(8): looks at the datapaths of the kernel and changes them, without a switch daemon. */
@NullMarked
package io.opsswitch.datapath.netlink.dpctl;

import org.jspecify.annotations.NullMarked;
