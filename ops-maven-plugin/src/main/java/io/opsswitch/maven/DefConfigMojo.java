/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Write the configuration that a minimal file, as savedefconfig writes it, stands for. */
@Mojo(name = DefConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class DefConfigMojo extends AbstractModeMojo {

    static final String GOAL_NAME = "defconfig";

    /** The minimal file to start from. */
    @Parameter(property = "input", defaultValue = "${project.basedir}/defconfig")
    File input;

    @Override
    String option() {
        return "--defconfig=" + input;
    }
}
