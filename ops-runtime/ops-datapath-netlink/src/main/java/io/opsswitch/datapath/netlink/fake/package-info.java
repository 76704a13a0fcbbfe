/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A kernel's datapath in memory: {@link io.opsswitch.datapath.netlink.fake.FakeTransport} understands the messages from
 * their bytes, keeps ports, flows, meters and connections, and does to frames what flows say. For tests and simulation.
 */
@NullMarked
package io.opsswitch.datapath.netlink.fake;

import org.jspecify.annotations.NullMarked;
