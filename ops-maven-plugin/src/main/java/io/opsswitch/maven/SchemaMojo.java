/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.PrunedSchemas;
import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.image.BuildState;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.schema.SchemaException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prune the database schemas to the enabled features, check that the result is sound, and write what the database
 * server loads. Each <code>NAME.extschema</code> in the schema folder, with its documentation <code>NAME.xml</code> and
 * its list of entities that may not be tagged <code>NAME.untaggable</code> where these exist, gives
 * <code>NAME.extschema</code>, <code>NAME.ovsschema</code> and <code>NAME.xml</code> below
 * <code>share/openvswitch</code> of the image. A database of which the features leave no table is left out of the image.
 */
@Mojo(name = SchemaMojo.GOAL_NAME, defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SchemaMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "schema";

    /** The folder with the feature-tagged schemas. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        PlatformConfiguration configuration = configuration();
        PrunedSchemas schemas = new PrunedSchemas(
                schemaDirectory.toPath(), configuration, staging().resolve("share/openvswitch"));
        BuildState state = new BuildState(buildDirectory(), configuration.platform(), GOAL_NAME);
        String digest = schemas.digest(execution.getVersion());
        List<String> report = new ArrayList<>();
        if (state.isCurrent(digest, schemas.outputs())) {
            report.addAll(state.notes());
        } else {
            try {
                schemas.write(report);
            } catch (SchemaException e) {
                tell(report);
                throw new ImageException(SchemaAdvice.message(e, configuration.platform()), e);
            }
            state.record(digest, schemas.outputs(), report);
        }
        tell(report);
        if (report.isEmpty()) {
            getLog().info("no *.extschema in " + schemaDirectory + ": this product has no database");
        }
    }

    /** Say what was done, or what was done by the build that left the files. */
    private void tell(List<String> report) throws ImageException, IOException {
        Map<String, List<String>> decisions = new LinkedHashMap<>();
        String title = "";
        for (String line : report) {
            String text = line.substring(PrunedSchemas.MARK_LENGTH);
            switch (line.substring(0, PrunedSchemas.MARK_LENGTH)) {
                case PrunedSchemas.DATABASE -> {
                    title = "schema " + text;
                    decisions.put(title, new ArrayList<>());
                }
                case PrunedSchemas.DECISION ->
                    decisions.getOrDefault(title, List.of()).add(text);
                case PrunedSchemas.WARNING -> getLog().warn(text);
                default -> getLog().info(text);
            }
        }
        for (Map.Entry<String, List<String>> database : decisions.entrySet()) {
            decide(database.getKey(), database.getValue());
        }
    }
}
