/* SPDX-License-Identifier: Apache-2.0 */
/** The places where feature modules plug into the switch daemon. */
@NullMarked
package io.opsswitch.vswitchd.spi;

import org.jspecify.annotations.NullMarked;
