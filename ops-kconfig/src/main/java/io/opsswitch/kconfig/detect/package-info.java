/* SPDX-License-Identifier: Apache-2.0 */
/** Tells from a tree's text which Kconfig it is written in. */
@NullMarked
package io.opsswitch.kconfig.detect;

import org.jspecify.annotations.NullMarked;
