/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import java.io.IOException;

/** Lists what is new, each with its help text. */
final class ListNewCommand {

    private static final int INDENT = 4;

    private ListNewCommand() {}

    static int run(Call call) throws Failure, KconfigException, IOException {
        Workspace workspace = Workspace.open(call);
        Configuration configuration = workspace.current();
        for (Symbol symbol : configuration.newSymbols()) {
            call.out().print(configuration.assignment(symbol, workspace.prefix()));
            String help = help(symbol);
            if (!help.isEmpty()) {
                call.out().println(help.stripTrailing().indent(INDENT));
            }
        }
        return 0;
    }

    private static String help(Symbol symbol) {
        for (MenuNode node : symbol.nodes()) {
            String help = node.help();
            if (help != null) {
                return help;
            }
        }
        return "";
    }
}
