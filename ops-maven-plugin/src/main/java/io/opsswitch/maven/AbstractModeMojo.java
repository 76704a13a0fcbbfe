/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.workspace.KconfigCommand;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;

/** A goal that rewrites the configuration file without asking anything: one mode of the command line. */
abstract class AbstractModeMojo extends AbstractKconfigMojo {

    @Override
    final void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        KconfigCommand command = command(workspace);
        prepare(command);
        unframed(result(command, option(), workspace.shown(workspace.kconfig())))
                .forEach(getLog()::info);
        written(workspace);
    }

    /** Return the option that chooses the mode: that of the goal's name, unless it needs a file. */
    String option() {
        return "--" + execution.getGoal();
    }

    /** Set what the mode reads from the environment. */
    void prepare(KconfigCommand command) {
        // Most modes read nothing of their own.
    }
}
