/* SPDX-License-Identifier: Apache-2.0 */
/** The full-screen menu. */
@NullMarked
package io.opsswitch.kconfig.ui;

import org.jspecify.annotations.NullMarked;
