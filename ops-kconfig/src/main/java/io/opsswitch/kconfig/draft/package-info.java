/* SPDX-License-Identifier: Apache-2.0 */
/** What the parser builds and the linker completes: mutable symbols, menu entries and conditions. */
@NullMarked
package io.opsswitch.kconfig.draft;

import org.jspecify.annotations.NullMarked;
