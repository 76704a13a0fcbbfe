/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Groups: several ways to treat a packet, of which all, one by choice, or the first that works is taken. {@link
 * io.opsswitch.vswitchd.table.group.GroupTable} is the way in.
 */
@NullMarked
package io.opsswitch.vswitchd.table.group;

import org.jspecify.annotations.NullMarked;
