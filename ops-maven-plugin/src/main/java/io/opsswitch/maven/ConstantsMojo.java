/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.workspace.JavaConstants;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Generate a Java class with a constant for each symbol, and add it to the sources of the project: <code>boolean</code> for
 * features, <code>int</code>, <code>long</code> or <code>String</code> for the rest. A feature that is off is false, so that
 * code compiles in every configuration, and the compiler leaves out what a false constant guards.
 */
@Mojo(name = ConstantsMojo.GOAL_NAME, defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ConstantsMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "constants";

    /**
     * The name of the class with its package; without this it is <code>Config</code> in a package of the name of the
     * project's group. A project with packaging <code>ops-feature</code> has the class only where this is given.
     */
    @Parameter(property = "ops.className")
    @Nullable
    String className;

    /** The root folder of generated sources. */
    @Parameter(property = "ops.generatedSources", defaultValue = "${project.build.directory}/generated-sources/ops")
    File generatedSources;

    @Override
    void run() throws ImageException, IOException {
        if (className == null && isOfPackaging()) {
            getLog().debug("no <className>, no constants");
            return;
        }
        String name = className == null ? project.getGroupId() + ".Config" : className;
        if (!JavaConstants.isClassName(name)) {
            throw new ImageException(
                    "<className> is \"" + name
                            + "\", which is no name of a Java class; perhaps you should set it to one such as com.example.Config");
        }
        String text;
        try {
            text = JavaConstants.write(overrides().apply(workspace()).opened().configuration(), name);
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
        Path root = generatedSources.toPath();
        Path file = root.resolve(name.replace('.', '/') + ".java");
        Output.write(file, text);
        project.addCompileSourceRoot(root.toString());
        getLog().info("constants: " + name);
    }
}
