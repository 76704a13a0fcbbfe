/* SPDX-License-Identifier: Apache-2.0 */
/** The switch as services of Windows: what the service program calls, and how it is told to. */
@NullMarked
package io.opsswitch.windowshost;

import org.jspecify.annotations.NullMarked;
