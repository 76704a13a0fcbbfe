/* SPDX-License-Identifier: Apache-2.0 */
/** The questions of the line-oriented configuration: what is asked, in which order, and how answers are read. */
@NullMarked
package io.opsswitch.kconfig.ask;

import org.jspecify.annotations.NullMarked;
