/* SPDX-License-Identifier: Apache-2.0 */
/** MAC learning: which port a station was last seen on, per bridge and VLAN. */
@NullMarked
package io.opsswitch.vswitchd.maclearning;

import org.jspecify.annotations.NullMarked;
