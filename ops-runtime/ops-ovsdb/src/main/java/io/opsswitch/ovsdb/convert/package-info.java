/* SPDX-License-Identifier: Apache-2.0 */

/** Databases under another schema: whether they must be converted, what that would lose, and the conversion. */
@NullMarked
package io.opsswitch.ovsdb.convert;

import org.jspecify.annotations.NullMarked;
