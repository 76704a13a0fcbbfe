/* SPDX-License-Identifier: Apache-2.0 */
/** The last transactions of a database: in memory, and in a file from one run of a server to the next. */
@NullMarked
package io.opsswitch.ovsdb.history;

import org.jspecify.annotations.NullMarked;
