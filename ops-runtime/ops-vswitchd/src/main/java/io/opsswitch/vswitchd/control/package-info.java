/* SPDX-License-Identifier: Apache-2.0 */
/** The commands of the control socket, in Open vSwitch's output formats. */
@NullMarked
package io.opsswitch.vswitchd.control;

import org.jspecify.annotations.NullMarked;
