/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Write the Kconfig tree, or the values, as JSON. Without <code>-Doutput=</code> the file is <code>tree.json</code> or
 * <code>values.json</code> in the generated directory.
 */
@Mojo(name = ExportMojo.GOAL_NAME, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ExportMojo extends AbstractReportMojo {

    static final String GOAL_NAME = "export";

    /** What to write: tree or values. */
    @Parameter(property = "what", defaultValue = "values")
    String what;

    @Override
    void work(Workspace workspace) throws IOException, MojoFailureException {
        if (!what.equals("tree") && !what.equals("values")) {
            throw new MojoFailureException(
                    "cannot export \"" + what + "\"; perhaps you should write -Dwhat=tree or -Dwhat=values");
        }
        if (output == null || output.isBlank()) {
            output = generatedDirectory.toPath().resolve(what + ".json").toString();
        }
        report(result(command(workspace), GOAL_NAME, what));
    }
}
