/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.workspace.FeaturesHeader;
import io.opsswitch.maven.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Write the configuration as a header for C and C++: <code>#define NAME 1</code> for each feature that is on, numbers as
 * they are, texts in quotes. For several platforms each has its own, in a folder of the platform's name.
 */
@Mojo(name = HeaderMojo.GOAL_NAME, defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class HeaderMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "header";

    /** The folder that a compiler is to look for the header in. */
    @Parameter(property = "ops.headerDirectory", defaultValue = "${project.build.directory}/include")
    File headerDirectory;

    /** The name of the header. */
    @Parameter(property = "ops.headerName", defaultValue = "ops-features.h")
    String headerName;

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        Workspace workspace = workspace();
        String text = FeaturesHeader.write(overrides().apply(workspace).opened().configuration(), headerName);
        Path folder = headerDirectory.toPath();
        if (isOneOfSeveral()) {
            folder = folder.resolve(workspace.platform());
        }
        Output.write(folder.resolve(headerName), text);
        getLog().info("header: " + folder.resolve(headerName));
    }
}
