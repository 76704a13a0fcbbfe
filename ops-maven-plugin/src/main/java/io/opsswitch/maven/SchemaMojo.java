/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Prune the database schemas to the enabled features, check that the result is sound, and write what the database
 * server loads. Each <code>NAME.extschema</code> in the schema folder, with its documentation <code>NAME.xml</code> and
 * its list of entities that may not be tagged <code>NAME.untaggable</code> where these exist, gives
 * <code>NAME.extschema</code>, <code>NAME.ovsschema</code> and <code>NAME.xml</code> below
 * <code>share/openvswitch</code> of the image.
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
        Path folder = schemaDirectory.toPath();
        List<Path> schemas = schemas(folder);
        if (schemas.isEmpty()) {
            getLog().info("no *" + SUFFIX + " in " + folder + ": this product has no database");
            return;
        }
        for (Path schema : schemas) {
            build(schema);
        }
    }

    private void build(Path schema) throws ImageException, IOException {
        PlatformConfiguration configuration = configuration();
        SchemaBuild.Result result;
        try {
            result = SchemaBuild.run(new SchemaBuild.Input(
                    schema,
                    sibling(schema, ".xml"),
                    sibling(schema, ".untaggable"),
                    configuration.features(),
                    configuration.knownSymbols()));
        } catch (SchemaException e) {
            throw new ImageException(e);
        }
        result.warnings().forEach(warning -> getLog().warn(warning.toString()));
        Path out = Files.createDirectories(staging().resolve("share/openvswitch"));
        String name = baseName(schema);
        Output.write(out.resolve(name + SUFFIX), result.extschema());
        Output.write(out.resolve(name + ".ovsschema"), result.ovsschema());
        byte[] documentation = result.documentation();
        if (documentation != null) {
            Output.write(out.resolve(name + ".xml"), documentation);
        }
        List<String> lines = new ArrayList<>();
        lines.add("database: " + result.name() + " " + result.version() + ", cksum " + result.cksum());
        result.pruned().forEach(entity -> lines.add("pruned: " + entity));
        decide("schema " + schema.getFileName(), lines);
        getLog().info("schema " + result.name() + " " + result.version() + ": "
                + result.pruned().size() + " entities pruned, cksum " + result.cksum());
    }

    private static List<Path> schemas(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static @Nullable Path sibling(Path schema, String suffix) {
        Path sibling = schema.resolveSibling(baseName(schema) + suffix);
        return Files.exists(sibling) ? sibling : null;
    }

    private static String baseName(Path schema) {
        String name = schema.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
