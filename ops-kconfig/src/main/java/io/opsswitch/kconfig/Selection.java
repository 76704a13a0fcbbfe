/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * A {@code select} or {@code imply} of a symbol.
 *
 * @param target what is switched on
 * @param weak true for {@code imply}, which the user can overrule and which obeys the target's dependencies
 * @param condition when it applies; includes the dependencies of the entry
 * @param location where it is written
 */
public record Selection(Symbol target, boolean weak, Expression condition, SourceLocation location) {}
