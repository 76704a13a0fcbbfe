/* SPDX-License-Identifier: Apache-2.0 */
/** How to get a value that the menu refuses: which other values to change. */
@NullMarked
package io.opsswitch.kconfig.reach;

import org.jspecify.annotations.NullMarked;
