/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Statistics of the host in {@code Open_vSwitch.statistics}. The whole feature is here; without this module the column
 * stays empty.
 */
@NullMarked
package io.opsswitch.systemstats;

import org.jspecify.annotations.NullMarked;
