/* SPDX-License-Identifier: Apache-2.0 */
/** Computes values of symbols. */
@NullMarked
package io.opsswitch.kconfig.eval;

import org.jspecify.annotations.NullMarked;
