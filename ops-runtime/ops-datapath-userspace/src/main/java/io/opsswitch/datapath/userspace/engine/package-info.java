/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The packet path: read a batch, find the flow of each packet, do its actions, send.
 *
 * <p>A {@link io.opsswitch.datapath.userspace.engine.Worker} is all that one thread needs for that. Poll threads own one
 * each; other threads that execute actions borrow one. Workers share the flow table and the ports, which are read
 * without locks; what a thread may still be using is closed only after a grace period ({@link
 * io.opsswitch.datapath.userspace.engine.GracePeriod}).
 */
@NullMarked
package io.opsswitch.datapath.userspace.engine;

import org.jspecify.annotations.NullMarked;
