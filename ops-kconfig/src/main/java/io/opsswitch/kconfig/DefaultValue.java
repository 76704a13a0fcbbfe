/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * A {@code default} of a symbol or a choice; the first whose condition is not n counts.
 *
 * @param value for int, hex and string a single symbol whose text is the value; for a choice the preferred member
 * @param condition when it applies; includes the dependencies of the entry
 * @param location where it is written
 */
public record DefaultValue(Expression value, Expression condition, SourceLocation location) {}
