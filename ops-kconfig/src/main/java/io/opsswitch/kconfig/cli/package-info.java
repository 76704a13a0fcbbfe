/* SPDX-License-Identifier: Apache-2.0 */
/** The command line, a drop-in for the C tool {@code conf}. */
@NullMarked
package io.opsswitch.kconfig.cli;

import org.jspecify.annotations.NullMarked;
