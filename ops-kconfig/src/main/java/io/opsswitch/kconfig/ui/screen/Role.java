/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part that a piece of text plays on the screen; a {@link Theme} says how it looks. */
public enum Role {
    /** The lines at the top that say where the user is. */
    PATH,
    /** The bars between the parts of the screen. */
    SEPARATOR,
    /** A row of a list. */
    LIST,
    /** The selected row. */
    SELECTION,
    /** A row that shows only because everything is shown. */
    INV_LIST,
    /** The selected row, when it is such a row. */
    INV_SELECTION,
    /** The key hints at the bottom. */
    HELP,
    /** The window with the help of the selected row. */
    SHOW_HELP,
    /** The frame of a dialog. */
    FRAME,
    /** The inside of a dialog. */
    BODY,
    /** A field to type into. */
    EDIT,
    /** The field of the search. */
    JUMP_EDIT,
    /** The text of a page of information. */
    TEXT;

    /** Return the name that MENUCONFIG_STYLE uses. */
    public String element() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Return the role that MENUCONFIG_STYLE calls by a name, or null. */
    public static @Nullable Role of(String element) {
        for (Role role : values()) {
            if (role.element().equals(element)) {
                return role;
            }
        }
        return null;
    }
}
