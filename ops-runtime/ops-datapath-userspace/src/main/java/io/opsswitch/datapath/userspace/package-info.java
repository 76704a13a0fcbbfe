/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The userspace datapath: Open vSwitch's {@code netdev} type. Found as a {@link
 * io.opsswitch.datapath.DatapathProvider}; {@link io.opsswitch.datapath.userspace.DummyPort} is for tests.
 */
@NullMarked
package io.opsswitch.datapath.userspace;

import org.jspecify.annotations.NullMarked;
