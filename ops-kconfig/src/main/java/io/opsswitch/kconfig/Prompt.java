/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * The text that a user sees for a menu entry.
 *
 * @param text never starts with white space
 * @param condition when it is shown; includes the dependencies of the entry and of all menus around it
 * @param location where it is written
 */
public record Prompt(String text, Expression condition, SourceLocation location) {}
