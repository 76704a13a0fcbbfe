/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Look for mistakes in the Kconfig tree, and warn of them. */
@Mojo(name = LintMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class LintMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "lint";

    /** Fail when anything is found. */
    @Parameter(property = "strict", defaultValue = "false")
    boolean strict;

    @Override
    void work(Workspace workspace) throws MojoFailureException {
        String[] words = strict ? new String[] {GOAL_NAME, "--strict"} : new String[] {GOAL_NAME};
        result(command(workspace), words).forEach(getLog()::warn);
    }
}
