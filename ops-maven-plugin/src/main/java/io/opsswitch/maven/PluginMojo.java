/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share, with a Kconfig tree or without: that they can be skipped, and how errors are reported. */
@SuppressWarnings("NullAway.Init")
abstract class PluginMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** Skip the goals of this plugin. */
    @Parameter(property = "ops.skip", defaultValue = "false")
    boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped: ops.skip is set");
            return;
        }
        try {
            perform();
        } catch (ImageException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (SchemaException e) {
            throw new MojoFailureException(SchemaAdvice.message(e, ""), e);
        } catch (IOException e) {
            String kind = e.getClass().getSimpleName();
            String message = e.getMessage() == null ? kind : e.getMessage() + " (" + kind + ")";
            throw new MojoExecutionException(message, e);
        }
    }

    /** Do what the goal is for. */
    abstract void perform()
            throws ImageException, SchemaException, IOException, MojoExecutionException, MojoFailureException;

    /** Return the parts of a text that are not blank. */
    static List<String> words(@Nullable String text, String separator) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(separator))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
