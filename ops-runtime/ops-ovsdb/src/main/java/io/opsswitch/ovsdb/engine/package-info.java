/* SPDX-License-Identifier: Apache-2.0 */
/** The database itself: tables of immutable rows, transactions, their checks and their publication; no input or output. */
@NullMarked
package io.opsswitch.ovsdb.engine;

import org.jspecify.annotations.NullMarked;
