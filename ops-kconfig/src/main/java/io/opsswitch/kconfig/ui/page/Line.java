/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.ui.screen.Role;
import org.jspecify.annotations.Nullable;

/**
 * A line of a page of text.
 *
 * @param text what it says; broken into rows where it is too long
 * @param role how it looks
 * @param symbol the symbol that it is about, or null
 * @param node the entry that it is about, or null for the best one of the symbol
 */
record Line(
        String text,
        Role role,
        @Nullable Symbol symbol,
        @Nullable MenuNode node) {

    static Line of(String text) {
        return new Line(text, Role.TEXT, null, null);
    }

    static Line about(String text, @Nullable Symbol symbol) {
        return new Line(text, Role.TEXT, symbol, null);
    }

    boolean isLink() {
        return symbol != null || node != null;
    }
}
