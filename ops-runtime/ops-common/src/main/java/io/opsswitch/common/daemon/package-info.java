/* SPDX-License-Identifier: Apache-2.0 */
/** Conventions of Open vSwitch's daemons: folders, options, pidfile, detaching, orderly exit. */
@NullMarked
package io.opsswitch.common.daemon;

import org.jspecify.annotations.NullMarked;
