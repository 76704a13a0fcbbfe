/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The way to the Windows kernel's datapath: the device of the Open vSwitch extension, as its last version 3.7.1 has it.
 *
 * <p>{@link io.opsswitch.datapath.netlink.windows.WindowsTransport} opens channels, {@code WindowsChannel} is one
 * handle of the device. What this system does differently from Linux is dealt with here and nowhere else: {@code
 * WireForm} knows what messages look like on their way, {@code WindowsErrors} what error numbers mean, {@code
 * EventWait} how to wait without missing an event. {@code DeviceDoor} is where the system begins, so that all of this
 * runs against other doors too.
 */
@NullMarked
package io.opsswitch.datapath.netlink.windows;

import org.jspecify.annotations.NullMarked;
