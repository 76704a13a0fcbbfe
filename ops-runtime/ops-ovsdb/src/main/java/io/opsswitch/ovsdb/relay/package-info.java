/* SPDX-License-Identifier: Apache-2.0 */
/** Databases that are copies of another server's: they follow it, and have it execute what writes. */
@NullMarked
package io.opsswitch.ovsdb.relay;

import org.jspecify.annotations.NullMarked;
