/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.compare;

import org.jspecify.annotations.Nullable;

/**
 * A symbol whose value differs.
 *
 * @param name the symbol's name without prefix
 * @param before the value before, or null when there was no such symbol or it was not written
 * @param after the value after, or null when there is no such symbol or it is not written
 */
public record Difference(
        String name, @Nullable String before, @Nullable String after) {}
