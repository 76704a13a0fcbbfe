/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.RowClasses;
import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Generate Java classes for the rows of a database, one for each table, and add them to the sources of the project:
 * immutable rows with a getter for each column, and editors with which a transaction is put together. They stand on
 * <code>ops-ovsdb</code>, which the project has to have as a dependency, and are the same for every platform: what
 * features leave out of a database reads as empty. The project needs no Kconfig tree. Files whose text stays the same
 * are left alone.
 */
@Mojo(name = IdlMojo.GOAL_NAME, defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class IdlMojo extends AbstractMojo {

    static final String GOAL_NAME = "idl";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /**
     * The schema, an <code>extschema</code> or an <code>ovsschema</code>; without this the only one in {@link
     * #schemaDirectory}.
     */
    @Parameter(property = "ops.schema")
    @Nullable
    File schema;

    /** The folder with the schemas of the project. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    /**
     * The documentation of the database, whose first sentences become Javadoc; without this the <code>xml</code> file
     * beside the schema, if there is one.
     */
    @Parameter(property = "ops.documentation")
    @Nullable
    File documentation;

    /** The package of the classes; each database needs one of its own. */
    @Parameter(property = "ops.packageName", defaultValue = "${project.groupId}.db")
    String packageName;

    /** Mark what may be null with the annotations of JSpecify, which the project then has to have as a dependency. */
    @Parameter(property = "ops.jspecify", defaultValue = "false")
    boolean jspecify;

    /** The root folder of generated sources. */
    @Parameter(property = "ops.generatedSources", defaultValue = "${project.build.directory}/generated-sources/ops")
    File generatedSources;

    /** Skip the goals of this plugin. */
    @Parameter(property = "ops.skip", defaultValue = "false")
    boolean skip;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped: ops.skip is set");
            return;
        }
        try {
            RowClasses classes = new RowClasses(
                    schemaDirectory.toPath(), schema == null ? null : schema.toPath(), packageName, jspecify);
            List<String> report =
                    classes.write(documentation == null ? null : documentation.toPath(), generatedSources.toPath());
            project.addCompileSourceRoot(generatedSources.getPath());
            report.forEach(getLog()::info);
        } catch (ImageException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (SchemaException e) {
            throw new MojoFailureException(SchemaAdvice.message(e, ""), e);
        } catch (IOException e) {
            throw new MojoExecutionException(AbstractOpsMojo.describe(e), e);
        }
    }
}
