/* SPDX-License-Identifier: Apache-2.0 */
/** Logging with Open vSwitch's modules, levels, destinations and line form. */
@NullMarked
package io.opsswitch.common.log;

import org.jspecify.annotations.NullMarked;
