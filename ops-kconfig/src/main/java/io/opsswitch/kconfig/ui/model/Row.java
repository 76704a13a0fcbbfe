/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.MenuNode;

/**
 * A row of a menu.
 *
 * @param node the entry
 * @param depth how many entries of the same menu it lies inside of
 */
public record Row(MenuNode node, int depth) {}
