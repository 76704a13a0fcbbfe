/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows the menu for a tree and a file in the current folder, so that tests can drive it in a real terminal. */
final class MenuMain {

    private MenuMain() {}

    /** The arguments are the Kconfig file, the configuration file, and perhaps the name of the dialect. */
    public static void main(String[] arguments) throws Exception {
        Dialect dialect = arguments.length > 2 ? Dialect.byName(arguments[2]) : Dialect.LINUX_6_12;
        KconfigOptions options =
                KconfigOptions.builder().dialect(dialect).fromProcess().build();
        KconfigTree tree = Kconfig.load(Path.of(arguments[0]), options);
        Configuration configuration = new Configuration(tree);
        Path file = Path.of(arguments[1]);
        List<Diagnostic> problems =
                Files.exists(file) ? configuration.read(file, arguments[1], "CONFIG_", true) : List.of();
        Baseline other = new Baseline("the other platform", () -> {
            Configuration loaded = new Configuration(tree);
            loaded.read(Path.of("other.config"), "CONFIG_");
            return loaded;
        });
        MenuJob job = new MenuJob(configuration, "CONFIG_", file, problems, List.of(other));
        try {
            System.out.println("outcome " + Menuconfig.run(job, System.getenv()));
        } catch (NoTerminalException e) {
            System.out.println("no terminal: " + e.getMessage());
        }
    }
}
