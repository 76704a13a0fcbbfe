/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import java.io.IOException;
import java.util.Map;

/** The full-screen menu. */
public final class Menuconfig {

    /** How a menu was left. */
    public enum Outcome {
        /** What the user wanted is in the file. */
        SAVED,
        /** The file is as it was. */
        UNCHANGED
    }

    private Menuconfig() {}

    /**
     * Show the menu on the terminal of this process until the user leaves it.
     *
     * @param environment where MENUCONFIG_STYLE, MENUCONFIG_MODE and MENUCONFIG_COLOR are looked up
     * @throws NoTerminalException when there is no terminal
     */
    public static Outcome run(MenuJob job, Map<String, String> environment) throws IOException, NoTerminalException {
        throw new UnsupportedOperationException();
    }
}
