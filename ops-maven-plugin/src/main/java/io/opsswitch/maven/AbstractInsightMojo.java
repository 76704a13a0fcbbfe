/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.report.FeatureRow;
import io.opsswitch.maven.report.FeatureRows;
import io.opsswitch.maven.report.Reasons;
import io.opsswitch.maven.report.SchemaIndex;
import io.opsswitch.maven.report.TestIndex;
import io.opsswitch.maven.workspace.Workspace;
import io.opsswitch.schema.SchemaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals share that show what a product consists of. They change nothing, and need nothing to be built. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractInsightMojo extends AbstractImageMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    /** The folder with the feature-tagged schemas. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    /** Also show symbols that are off and that nobody can choose, has a package for, tags with or tests. */
    @Parameter(property = "ops.all", defaultValue = "false")
    boolean all;

    /** Return the configuration that the rows are about, with the overrides of this build, and its reasons. */
    Reasons reasons() throws ImageException, IOException {
        configuration(); // reports what is wrong with it
        Workspace workspace = workspace();
        return new Reasons(overrides().apply(workspace).opened().configuration(), workspace.directory());
    }

    /** Return what the image holds, or null where its jars cannot be had; then nothing has a size. */
    @Nullable
    ImageContents knownContents() throws IOException {
        try {
            return contents();
        } catch (ImageException e) {
            getLog().warn("sizes are not known: " + e.getMessage());
            return null;
        }
    }

    SchemaIndex schema() throws ImageException, IOException {
        try {
            return SchemaIndex.read(schemaDirectory.toPath(), configuration().features());
        } catch (SchemaException e) {
            throw new ImageException(e);
        }
    }

    /** Return the rows of all features. */
    List<FeatureRow> rows(Reasons reasons, @Nullable ImageContents contents, SchemaIndex schema)
            throws ImageException, IOException {
        return new FeatureRows(reasons, plan(), contents, schema, TestIndex.of(testModules())).rows(all);
    }

    /** The tests of all modules of the build count: features are tested where their code is. */
    private List<TestIndex.Module> testModules() {
        List<TestIndex.Module> modules = new ArrayList<>();
        // Also those that -pl leaves out.
        for (MavenProject module : session.getAllProjects()) {
            Path base = module.getBasedir().toPath();
            modules.add(new TestIndex.Module(
                    base.resolve(module.getBuild().getTestOutputDirectory()),
                    base.resolve(module.getBuild().getTestSourceDirectory())));
        }
        return modules;
    }
}
