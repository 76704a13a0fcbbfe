/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that tells something of symbols: the command of its name. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractSymbolMojo extends AbstractReportMojo {

    /** The symbol, or several separated by commas; with or without the prefix. */
    @Parameter(property = "symbol", required = true)
    String symbol;

    @Override
    final void work(Workspace workspace) throws IOException, MojoFailureException {
        List<String> words = new ArrayList<>(List.of(execution.getGoal()));
        for (String name : symbol.split(",")) {
            words.add(name.strip());
        }
        report(result(command(workspace), words.toArray(String[]::new)));
    }
}
