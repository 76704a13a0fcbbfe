/* SPDX-License-Identifier: Apache-2.0 */
/** The switch daemon's core as one object: {@link io.opsswitch.vswitchd.Vswitchd}. */
@NullMarked
package io.opsswitch.vswitchd;

import org.jspecify.annotations.NullMarked;
