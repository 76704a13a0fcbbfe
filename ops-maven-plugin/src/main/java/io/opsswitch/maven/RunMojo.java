/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Start the assembled switch in the foreground: databases and daemons run, and their logs are shown, until the goal is
 * interrupted (Ctrl-C). Assemble the image first: <code>mvn package ops:run -Dplatform=...</code>.
 */
@Mojo(name = RunMojo.GOAL_NAME, requiresDirectInvocation = true)
@SuppressWarnings("NullAway.Init")
public final class RunMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "run";

    /** The program of the image to run, relative to the image's folder. */
    @Parameter(property = "ops.program", defaultValue = "bin/ops")
    String program;

    /** Its arguments, separated by spaces. */
    @Parameter(property = "ops.arguments", defaultValue = "run")
    String arguments;

    @Override
    void run() throws ImageException, IOException, MojoExecutionException, MojoFailureException {
        if (!Files.exists(kconfig.toPath())) {
            getLog().info("skipped: this project is no product, it has no " + kconfig);
            return;
        }
        Path command = image().resolve(program);
        if (!Files.isExecutable(command)) {
            throw new MojoFailureException(command + " does not exist; perhaps you should assemble the image first: mvn"
                    + " package -Dplatform=" + configuration().platform());
        }
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(command.toString());
        for (String argument : arguments.split(" ")) {
            builder.command().add(argument);
        }
        Process process = builder.inheritIO().start();
        Thread stop = new Thread(process::destroy, "ops-run-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new MojoFailureException(command + " ended with exit code " + status);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }
}
