/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.explain.SymbolReport;
import io.opsswitch.kconfig.explain.Why;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Explains symbols. */
final class ExplainCommands {

    private ExplainCommands() {}

    static int why(Call call) throws Failure, KconfigException, IOException {
        List<String> names = call.arguments().words(1, Integer.MAX_VALUE);
        Workspace workspace = Workspace.open(call);
        Configuration configuration = workspace.current();
        for (Symbol symbol : symbols(names, workspace)) {
            call.out().print(configuration.assignment(symbol, workspace.prefix()));
            Why.explain(configuration, symbol, workspace.prefix())
                    .lines()
                    .forEach(line -> call.out().println("  " + line));
        }
        return 0;
    }

    static int info(Call call) throws Failure, KconfigException, IOException {
        List<String> names = call.arguments().words(1, Integer.MAX_VALUE);
        Workspace workspace = Workspace.open(call);
        Configuration configuration = workspace.current();
        String gap = "";
        for (Symbol symbol : symbols(names, workspace)) {
            call.out().print(gap);
            gap = System.lineSeparator();
            SymbolReport.of(configuration, symbol).lines().forEach(call.out()::println);
        }
        return 0;
    }

    private static List<Symbol> symbols(List<String> names, Workspace workspace) throws Failure {
        List<Symbol> symbols = new ArrayList<>();
        for (String name : names) {
            symbols.add(workspace.symbol(name));
        }
        return symbols;
    }
}
