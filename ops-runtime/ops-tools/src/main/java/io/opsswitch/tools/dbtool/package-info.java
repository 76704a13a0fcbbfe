/* SPDX-License-Identifier: Apache-2.0 */
/** The program ovsdb-tool and its commands. Everything runs on the main thread. */
@NullMarked
package io.opsswitch.tools.dbtool;

import org.jspecify.annotations.NullMarked;
