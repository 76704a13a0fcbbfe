/* SPDX-License-Identifier: Apache-2.0 */
/** Keys, and how to tell them from the characters that a terminal sends. */
@NullMarked
package io.opsswitch.kconfig.ui.input;

import org.jspecify.annotations.NullMarked;
