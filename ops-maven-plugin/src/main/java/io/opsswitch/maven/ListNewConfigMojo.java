/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** List the symbols that the configuration file does not mention, with the defaults they would take. */
@Mojo(name = ListNewConfigMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class ListNewConfigMojo extends AbstractReportMojo {

    static final String GOAL_NAME = "listnewconfig";

    @Override
    void work(Workspace workspace) throws IOException, MojoFailureException {
        report(result(command(workspace), "--" + GOAL_NAME, workspace.shown(workspace.kconfig())));
    }
}
