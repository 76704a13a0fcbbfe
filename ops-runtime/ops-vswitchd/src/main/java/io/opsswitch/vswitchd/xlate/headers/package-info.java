/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The headers of a packet as a translation changes them in a flow key, and the actions by which a datapath follows. Bits
 * that a change depends on are added to the mask of the flow.
 */
@NullMarked
package io.opsswitch.vswitchd.xlate.headers;

import org.jspecify.annotations.NullMarked;
