/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.SchemaVersions;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.workspace.Workspace;
import io.opsswitch.schema.SchemaComparison;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compare the databases of two builds or of two platforms: what comes, goes and changes, whether a database of the first one
 * must be converted for the second one, and whether all data survives that. The second one is the platform that
 * <code>-Dplatform=</code> names; the first one another platform (<code>-Dops.other=</code>) or what an earlier build made
 * (<code>-Dops.old=</code>).
 */
@Mojo(name = SchemaDiffMojo.GOAL_NAME, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SchemaDiffMojo extends AbstractReportMojo {

    static final String GOAL_NAME = "schema-diff";

    /** The folder with the feature-tagged schemas. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    /** The platform to compare with. */
    @Parameter(property = "ops.other")
    @Nullable
    String other;

    /**
     * The earlier build to compare with: an <code>ovsschema</code> or <code>extschema</code> file, or a folder that has such
     * files, such as <code>share/openvswitch</code> of an image.
     */
    @Parameter(property = "ops.old")
    @Nullable
    File old;

    /** Say it as JSON. */
    @Parameter(property = "ops.json", defaultValue = "false")
    boolean json;

    @Override
    void work(Workspace workspace) throws ImageException, IOException {
        SchemaVersions now = built(configuration());
        SchemaVersions before;
        if (old != null && other == null) {
            before = SchemaVersions.ofFiles(old.toPath());
        } else if (old == null && other != null) {
            product().requirePlatform(other);
            before = built(configuration(other));
        } else {
            throw new ImageException(
                    "there must be one thing to compare with; perhaps you should add -Dops.other= with another platform, or"
                            + " -Dops.old= with a schema of an earlier build");
        }
        Set<String> names = new TreeSet<>(before.names());
        names.addAll(now.names());
        List<String> lines = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        for (String name : names) {
            SchemaComparison comparison = SchemaVersions.compare(name, before, now, lines);
            if (comparison != null) {
                lines.addAll(comparison.lines());
                objects.add(comparison.json().strip());
            }
        }
        report(json ? ("[" + String.join(",\n", objects) + "]").lines().toList() : lines);
    }

    private SchemaVersions built(PlatformConfiguration configuration) throws ImageException, IOException {
        return SchemaVersions.ofPlatform(schemaDirectory.toPath(), configuration);
    }
}
