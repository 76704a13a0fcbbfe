/* SPDX-License-Identifier: Apache-2.0 */
/** A client of an OVSDB server with an in-memory replica of what it monitors. */
@NullMarked
package io.opsswitch.ovsdb.client;

import org.jspecify.annotations.NullMarked;
