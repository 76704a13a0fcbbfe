/* SPDX-License-Identifier: Apache-2.0 */
/** Why a symbol has its value, and where the value comes from. */
@NullMarked
package io.opsswitch.kconfig.explain;

import org.jspecify.annotations.NullMarked;
