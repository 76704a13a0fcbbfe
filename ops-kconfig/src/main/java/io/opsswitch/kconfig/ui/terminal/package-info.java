/* SPDX-License-Identifier: Apache-2.0 */
/** The terminal: raw mode, drawing, keys, signals. */
@NullMarked
package io.opsswitch.kconfig.ui.terminal;

import org.jspecify.annotations.NullMarked;
