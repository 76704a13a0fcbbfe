/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * A {@code range} of an int or hex symbol; the first whose condition is not n counts.
 *
 * @param low least value allowed
 * @param high greatest value allowed
 * @param condition when it applies; includes the dependencies of the entry
 * @param location where it is written
 */
public record Range(Symbol low, Symbol high, Expression condition, SourceLocation location) {}
