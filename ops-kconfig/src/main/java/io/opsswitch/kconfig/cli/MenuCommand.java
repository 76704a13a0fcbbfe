/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ui.Baseline;
import io.opsswitch.kconfig.ui.MenuJob;
import io.opsswitch.kconfig.ui.Menuconfig;
import io.opsswitch.kconfig.ui.NoTerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the menu. */
final class MenuCommand {

    private MenuCommand() {}

    static int run(Call call) throws Failure, KconfigException, IOException {
        List<String> baselines = call.arguments().values("--baseline");
        List<String> kconfig = call.arguments().words(0, 1);
        if (!call.interactive()) {
            throw new Failure("menuconfig needs a terminal and a person, perhaps you should use \"" + Help.PROGRAM
                    + " set\", or olddefconfig, which takes the default of all that is new");
        }
        Workspace workspace = Workspace.open(kconfig.isEmpty() ? call : call.on(kconfig.get(0)));
        Configuration configuration = workspace.current();
        String name = workspace.settings().configName();
        MenuJob job = new MenuJob(
                configuration,
                workspace.prefix(),
                workspace.settings().resolve(name),
                workspace.problems(),
                baselines(baselines, workspace, call));
        try {
            Menuconfig.Outcome outcome =
                    Menuconfig.run(job, workspace.settings().environment());
            boolean saved = outcome == Menuconfig.Outcome.SAVED;
            call.messages().say(saved ? "configuration written to " + name : "No change to " + name);
            return 0;
        } catch (NoTerminalException e) {
            throw new Failure(e.getMessage());
        }
    }

    private static List<Baseline> baselines(List<String> given, Workspace workspace, Call call) throws Failure {
        List<Baseline> result = new ArrayList<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw call.arguments().usage("--baseline needs NAME=FILE, not \"" + text + "\"");
            }
            String name = text.substring(equals + 1);
            Path file = workspace.find(name);
            result.add(new Baseline(text.substring(0, equals), () -> workspace.read(file, name)));
        }
        return result;
    }
}
