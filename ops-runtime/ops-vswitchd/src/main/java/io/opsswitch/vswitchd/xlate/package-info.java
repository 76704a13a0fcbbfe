/* SPDX-License-Identifier: Apache-2.0 */
/** Translation: what the switch does with a packet, and which of its bits it looked at to decide. */
@NullMarked
package io.opsswitch.vswitchd.xlate;

import org.jspecify.annotations.NullMarked;
