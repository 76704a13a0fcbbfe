/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.RowClasses;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
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
public final class IdlMojo extends PluginMojo {

    static final String GOAL_NAME = "idl";

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

    /** Generate classes for these tables only, separated by commas; references to rows of others are UUIDs. */
    @Parameter(property = "ops.tables")
    @Nullable
    String tables;

    /** Generate classes for all tables but these, separated by commas; references to their rows are UUIDs. */
    @Parameter(property = "ops.without")
    @Nullable
    String without;

    @Override
    void perform() throws ImageException, SchemaException, IOException {
        RowClasses classes = new RowClasses(
                schemaDirectory.toPath(), schema == null ? null : schema.toPath(), packageName, jspecify);
        List<String> report = classes.choose(words(tables, ","), words(without, ","))
                .write(documentation == null ? null : documentation.toPath(), generatedSources.toPath());
        project.addCompileSourceRoot(generatedSources.getPath());
        report.forEach(getLog()::info);
    }
}
