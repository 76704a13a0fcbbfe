/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import io.opsswitch.kconfig.ui.model.Reference;
import io.opsswitch.kconfig.ui.model.Session;
import io.opsswitch.kconfig.ui.page.Desk;
import io.opsswitch.kconfig.ui.screen.Schemes;
import io.opsswitch.kconfig.ui.terminal.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The full-screen menu. */
public final class Menuconfig {

    private static final String NO_TERMINAL =
            "menuconfig needs a terminal that can show pages, and there is none here; perhaps you should use oldconfig,"
                    + " which asks line by line, or set single values with SYMBOL=VALUE";

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
     * <p>The calling thread does all the work. The terminal is put back as it was, also when this throws.
     *
     * @param environment where MENUCONFIG_STYLE, MENUCONFIG_MODE, MENUCONFIG_COLOR and NO_COLOR are looked up
     * @throws IOException when the terminal goes away; nothing is saved then
     * @throws NoTerminalException when there is no terminal
     */
    public static Outcome run(MenuJob job, Map<String, String> environment) throws IOException, NoTerminalException {
        try (Console console = Console.open()) {
            if (!console.canShowPages()) {
                throw new NoTerminalException(NO_TERMINAL);
            }
            Schemes.Chosen scheme = Schemes.choose(environment, console.hasColours());
            boolean singleMenu = environment.getOrDefault("MENUCONFIG_MODE", "").equals("single_menu");
            Desk desk = new Desk(session(job), singleMenu, scheme.problems(), System::nanoTime);
            console.show(desk, scheme.theme());
            return desk.wasSaved() ? Outcome.SAVED : Outcome.UNCHANGED;
        }
    }

    private static Session session(MenuJob job) {
        List<Reference> references = job.baselines().stream()
                .map(baseline ->
                        new Reference(baseline.name(), () -> baseline.loader().load()))
                .toList();
        return new Session(job.configuration(), job.prefix(), job.file(), job.problems(), references);
    }
}
