/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

/** What the user wants to see. Owned by the menu; changed by its thread only. */
public final class Modes {

    private final boolean singleMenu;
    private boolean all;
    private boolean names;
    private boolean help;

    /**
     * Create the modes of a start.
     *
     * @param singleMenu whether menus open in place instead of on a page of their own
     */
    public Modes(boolean singleMenu) {
        this.singleMenu = singleMenu;
    }

    /** Tell whether menus open in place instead of on a page of their own. */
    public boolean singleMenu() {
        return singleMenu;
    }

    /** Tell whether entries show that the configuration hides. */
    public boolean all() {
        return all;
    }

    /** Tell whether the names of symbols show. */
    public boolean names() {
        return names;
    }

    /** Tell whether the help of the selected entry shows. */
    public boolean help() {
        return help;
    }

    /** Set whether entries show that the configuration hides. */
    public void all(boolean on) {
        all = on;
    }

    /** Set whether the names of symbols show. */
    public void names(boolean on) {
        names = on;
    }

    /** Set whether the help of the selected entry shows. */
    public void help(boolean on) {
        help = on;
    }
}
