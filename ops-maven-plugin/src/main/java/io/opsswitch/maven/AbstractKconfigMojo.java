/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.workspace.KconfigCommand;
import io.opsswitch.maven.workspace.LinkLayout;
import io.opsswitch.maven.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals share that work on a Kconfig tree and its one configuration file, rather than build something. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractKconfigMojo extends AbstractOpsMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    /** The folder below which the files for C, make and Rust are written: auto.conf, autoconf.h, rustc_cfg. */
    @Parameter(property = "ops.generatedDirectory", defaultValue = "${project.build.directory}/kconfig")
    File generatedDirectory;

    @Override
    final void run() throws ImageException, IOException, MojoExecutionException, MojoFailureException {
        requireTree();
        if (!overrides().isEmpty()) {
            getLog().warn(goal()
                    + " works on the configuration file: ops.set and ops.fragment, which are for builds, do"
                    + " not count here");
        }
        try {
            work(workspace());
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
    }

    /** Do the goal's work. */
    abstract void work(Workspace workspace)
            throws ImageException, KconfigException, IOException, MojoExecutionException, MojoFailureException;

    /** Prepare a run of the command line. */
    KconfigCommand command(Workspace workspace) {
        return new KconfigCommand(workspace, System.getenv(), generatedDirectory.toPath());
    }

    /** Run a command that asks nothing; return its result, or fail with what it says. */
    List<String> result(KconfigCommand command, String... arguments) throws MojoFailureException {
        KconfigCommand.Result result = command.run(arguments);
        if (result.status() != 0) {
            result.out().stream().filter(line -> !line.isBlank()).forEach(getLog()::error);
            throw new MojoFailureException(Advice.failure(goal(), result.err()));
        }
        result.err().stream().filter(line -> !line.isBlank()).forEach(getLog()::warn);
        return result.out();
    }

    /** Return what a command printed, without the frame that the C tool puts around its log: "#", "# text", "#". */
    static List<String> unframed(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.equals("#"))
                .map(line -> line.startsWith("# ") ? line.substring(2) : line)
                .toList();
    }

    /** Bring up to date what the build folder shows of a configuration file that was written. */
    void written(Workspace workspace) throws ImageException, KconfigException, IOException {
        forgetConfiguration();
        if (isProduct()) {
            String text = ConfigurationWriter.write(workspace.open().configuration(), workspace.prefix());
            new LinkLayout(buildDirectory(), Product.CONFIGURATION)
                    .select(workspace.platform(), text, product().configurations());
        }
    }

    /** Return the name of a file that the user gave, relative to the project. */
    Path file(String name) {
        return project.getBasedir().toPath().resolve(name);
    }

    /** Tell whether somebody called this goal by its name, rather than a phase of a build. */
    boolean isCalled() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    private void requireTree() throws MojoFailureException {
        if (kconfig.isFile()) {
            return;
        }
        List<String> modules = new ArrayList<>();
        for (MavenProject module : session.getProjects()) {
            if (Files.isRegularFile(module.getBasedir().toPath().resolve("Kconfig"))) {
                modules.add("-pl :" + module.getArtifactId());
            }
        }
        throw new MojoFailureException("there is no Kconfig tree, " + kconfig + " does not exist; perhaps you should "
                + (modules.isEmpty()
                        ? "create it, or name the root file with -Dops.kconfig="
                        : "choose the module that has one: mvn " + goal() + " " + String.join(" or ", modules)));
    }
}
