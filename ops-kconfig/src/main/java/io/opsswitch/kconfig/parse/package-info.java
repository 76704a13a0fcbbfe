/* SPDX-License-Identifier: Apache-2.0 */
/** Reads statements into drafts. */
@NullMarked
package io.opsswitch.kconfig.parse;

import org.jspecify.annotations.NullMarked;
