/* SPDX-License-Identifier: Apache-2.0 */
/** Expands {@code $(...)}: variables, functions and commands. */
@NullMarked
package io.opsswitch.kconfig.macro;

import org.jspecify.annotations.NullMarked;
