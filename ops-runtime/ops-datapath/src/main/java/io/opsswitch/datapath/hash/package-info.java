/* SPDX-License-Identifier: Apache-2.0 */
/** The hashes by which Open vSwitch spreads packets: datapaths and OpenFlow's groups use the same ones. */
@NullMarked
package io.opsswitch.datapath.hash;

import org.jspecify.annotations.NullMarked;
