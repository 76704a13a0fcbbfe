/* SPDX-License-Identifier: Apache-2.0 */
/** Brings the running switch in line with the database, and reports its state there. */
@NullMarked
package io.opsswitch.vswitchd.bridge;

import org.jspecify.annotations.NullMarked;
