/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The flow tables of a bridge: what OpenFlow's messages change, all or nothing, and what lookups see, in versions. {@link
 * io.opsswitch.vswitchd.table.FlowTables} is the way in; groups and meters stand beside it.
 */
@NullMarked
package io.opsswitch.vswitchd.table;

import org.jspecify.annotations.NullMarked;
