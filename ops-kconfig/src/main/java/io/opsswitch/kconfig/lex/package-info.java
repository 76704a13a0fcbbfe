/* SPDX-License-Identifier: Apache-2.0 */
/** Turns Kconfig text into tokens. */
@NullMarked
package io.opsswitch.kconfig.lex;

import org.jspecify.annotations.NullMarked;
