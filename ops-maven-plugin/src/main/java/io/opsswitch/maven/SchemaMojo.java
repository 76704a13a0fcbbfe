/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static final String SUFFIX = ".extschema";

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
        try {
            List<SchemaFolder.Database> databases = SchemaFolder.read(schemaDirectory.toPath());
            if (databases.isEmpty()) {
                getLog().info("no *" + SUFFIX + " in " + schemaDirectory + ": this product has no database");
                return;
            }
            for (SchemaFolder.Database database : databases) {
                build(database, configuration);
            }
        } catch (SchemaException e) {
            throw new ImageException(SchemaAdvice.message(e, configuration.platform()), e);
        }
    }

    private void build(SchemaFolder.Database database, PlatformConfiguration configuration)
            throws SchemaException, ImageException, IOException {
        // What is wrong before pruning would show again, less clearly, after it.
        database.source().check(configuration.knownSymbols()).forEach(warning -> getLog().warn(warning.toString()));
        SchemaBuild.Result result = database.source().build(configuration.features());
        result.warnings().forEach(warning -> getLog().warn(warning.toString()));
        Path out = Files.createDirectories(staging().resolve("share/openvswitch"));
        String name = database.baseName();
        String title = "schema " + database.extschema().getFileName();
        if (result.tables() == 0) {
            for (String suffix : List.of(SUFFIX, ".ovsschema", ".xml")) {
                Files.deleteIfExists(out.resolve(name + suffix)); // of a build with other features
            }
            decide(title, List.of("database: " + result.name() + " is left out, all its tables are pruned"));
            getLog().info("schema " + result.name() + ": left out, all its tables are pruned");
            return;
        }
        Output.write(out.resolve(name + SUFFIX), result.extschema());
        Output.write(out.resolve(name + ".ovsschema"), result.ovsschema());
        byte[] documentation = result.documentation();
        if (documentation != null) {
            Output.write(out.resolve(name + ".xml"), documentation);
        }
        List<String> lines = new ArrayList<>();
        lines.add("database: " + result.name() + " " + result.version() + ", cksum " + result.cksum());
        result.pruned().forEach(entity -> lines.add("pruned: " + entity));
        decide(title, lines);
        getLog().info("schema " + result.name() + " " + result.version() + ": "
                + result.pruned().size() + " entities pruned, cksum " + result.cksum());
    }
}
