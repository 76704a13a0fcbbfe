/* SPDX-License-Identifier: Apache-2.0 */

/** The command line of the runnable jar: the same builds, checks and documents as in Maven, without it. */
@NullMarked
package io.opsswitch.schema.cli;

import org.jspecify.annotations.NullMarked;
