/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Find the fewest changes after which a symbol has a value, also one that the menu refuses, and say what else changes;
 * make them when <code>-Dapply</code> is given. Fails when there is no way, or none was found in time.
 */
@Mojo(name = EnableMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class EnableMojo extends AbstractReportMojo {

    static final String GOAL_NAME = "enable";

    /** The symbol, with or without the prefix. */
    @Parameter(property = "symbol", required = true)
    String symbol;

    /** The value that the symbol is to have. */
    @Parameter(property = "value", defaultValue = "y")
    String value;

    /** Make the changes, and write the configuration. */
    @Parameter(property = "apply", defaultValue = "false")
    boolean apply;

    /** Symbols that must stay as they are, separated by commas, to find another way than the one proposed. */
    @Parameter(property = "keep")
    List<String> keep = List.of();

    /** How many seconds to search at most. */
    @Parameter(property = "limit", defaultValue = "2")
    String limit;

    @Override
    void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        List<String> words = new ArrayList<>(List.of(GOAL_NAME, symbol + "=" + value, "--limit=" + limit));
        keep.forEach(name -> words.add("--keep=" + name));
        if (apply) {
            words.add("--apply");
        }
        report(unframed(result(command(workspace), words.toArray(String[]::new))).stream()
                .map(Advice::translate)
                .toList());
        if (apply) {
            written(workspace);
        }
    }
}
