/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Look for mistakes in the Kconfig tree, and warn of them. */
@Mojo(name = LintMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class LintMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "lint";

    /** Show notes on style, too. */
    @Parameter(property = "all", defaultValue = "false")
    boolean all;

    /** Fail when anything is found that is more than a note. */
    @Parameter(property = "strict", defaultValue = "false")
    boolean strict;

    @Override
    void work(Workspace workspace) throws MojoFailureException {
        List<String> words = new ArrayList<>(List.of(GOAL_NAME));
        if (strict) {
            words.add("--strict");
        }
        if (all) {
            words.add("--all");
        }
        result(command(workspace), words.toArray(String[]::new)).forEach(getLog()::warn);
    }
}
