/* SPDX-License-Identifier: Apache-2.0 */
/** The kinds of network devices that a port can be made of. */
@NullMarked
package io.opsswitch.datapath.userspace.device;

import org.jspecify.annotations.NullMarked;
