/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.Workspace;
import java.io.File;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Write a minimal file: only the values that differ from their defaults. The goal defconfig restores the rest. */
@Mojo(name = SaveDefConfigMojo.GOAL_NAME, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SaveDefConfigMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "savedefconfig";

    /** The file to write. */
    @Parameter(property = "output", defaultValue = "${project.basedir}/defconfig")
    File output;

    @Override
    void work(Workspace workspace) throws MojoFailureException {
        result(command(workspace), "--savedefconfig=" + output, workspace.shown(workspace.kconfig()));
        getLog().info("written: " + output);
    }
}
