/* SPDX-License-Identifier: Apache-2.0 */
/** The random numbers that the C tools draw. */
@NullMarked
package io.opsswitch.kconfig.random;

import org.jspecify.annotations.NullMarked;
