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
 * Set values, all or none. A value that is refused fails with the reason, and nothing is written; the goal enable finds
 * out what else to change.
 */
@Mojo(name = SetMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SetMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "set";

    /** What to set: <code>NAME=VALUE,NAME=VALUE</code>, in any order, strings without quotes. */
    @Parameter(property = "set", required = true)
    String set;

    @Override
    void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        List<String> words = new ArrayList<>(List.of(GOAL_NAME));
        for (String assignment : set.split(BETWEEN_ASSIGNMENTS)) {
            words.add(assignment.stripLeading());
        }
        unframed(result(command(workspace), words.toArray(String[]::new))).forEach(getLog()::info);
        written(workspace);
    }
}
