/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaDocuments;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Make documents of the databases as they are on a platform: browsable HTML in <code>schema-doc/PLATFORM</code> of the build
 * folder, and a manual page for each database in <code>man</code> there.
 */
@Mojo(name = SchemaDocMojo.GOAL_NAME, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SchemaDocMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "schema-doc";

    /** The folder with the feature-tagged schemas. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    /** The folder in which each platform has one for its documents. */
    @Parameter(property = "ops.schemaDocDirectory", defaultValue = "${project.build.directory}/schema-doc")
    File schemaDocDirectory;

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        String platformName = configuration().platform();
        SchemaDocuments documents = new SchemaDocuments(
                "Databases of " + (project.getName() == null ? project.getArtifactId() : project.getName()),
                "for platform " + platformName);
        try {
            List<SchemaFolder.Database> databases = SchemaFolder.read(schemaDirectory.toPath());
            if (databases.isEmpty()) {
                getLog().info("no *.extschema in " + schemaDirectory + ": this product has no database");
                return;
            }
            for (SchemaFolder.Database database : databases) {
                database.source().check(configuration().knownSymbols());
                documents.add(
                        database.baseName(), database.source(), configuration().features());
            }
        } catch (SchemaException e) {
            throw new ImageException(SchemaAdvice.message(e, platformName), e);
        }
        Path folder = schemaDocDirectory.toPath().resolve(platformName);
        documents.write(folder);
        getLog().info("documents: " + folder.resolve("index.html"));
    }
}
