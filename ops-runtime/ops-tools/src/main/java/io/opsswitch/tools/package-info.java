/* SPDX-License-Identifier: Apache-2.0 */
/** The programs' main classes, one for each launcher. */
@NullMarked
package io.opsswitch.tools;

import org.jspecify.annotations.NullMarked;
