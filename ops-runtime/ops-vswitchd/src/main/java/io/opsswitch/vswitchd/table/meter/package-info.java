/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Meters: limits on how fast packets come. {@link io.opsswitch.vswitchd.table.meter.MeterTable} is the way in.
 */
@NullMarked
package io.opsswitch.vswitchd.table.meter;

import org.jspecify.annotations.NullMarked;
