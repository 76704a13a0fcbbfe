/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.database.SchemaAdvice;
import io.opsswitch.maven.database.SchemaCheck;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Check the database schemas without building anything: everything that does not depend on a configuration, and for each
 * platform, or for those that <code>-Dplatform=</code> names, what its features leave of them. Tells all it finds at once,
 * and fails if there is an error.
 */
@Mojo(name = SchemaCheckMojo.GOAL_NAME, defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SchemaCheckMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "schema-check";

    /** The folder with the feature-tagged schemas. */
    @Parameter(property = "ops.schemaDirectory", defaultValue = "${project.basedir}/src/main/schema")
    File schemaDirectory;

    /**
     * Check also what every change of a single symbol leaves of the schemas, for each platform: a symbol that tags name is
     * switched off where it is on, and on where it is off, with all that Kconfig makes of that.
     */
    @Parameter(property = "ops.eachSymbol", defaultValue = "false")
    boolean eachSymbol;

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    /** All platforms are one check. */
    @Override
    void run() {
        // see finish
    }

    @Override
    void finish(List<String> platforms) throws ImageException, IOException {
        List<SchemaFolder.Database> databases;
        try {
            databases = SchemaFolder.read(schemaDirectory.toPath());
        } catch (SchemaException e) {
            throw new ImageException(SchemaAdvice.message(e, ""), e);
        }
        if (databases.isEmpty()) {
            getLog().info("no *.extschema in " + schemaDirectory + ": this product has no database");
            return;
        }
        List<String> names = platform == null || platform.isBlank() ? product().platformNames() : platforms;
        SchemaCheck check = new SchemaCheck(databases);
        int changes = 0;
        for (String name : names) {
            PlatformConfiguration configuration = configuration(name);
            // Each platform may have symbols of its own, which tags of one schema for all platforms cannot name.
            check.withoutConfiguration(configuration.knownSymbols());
            check.platform(name, configuration.features());
            if (eachSymbol) {
                changes += changes(check, name);
            }
        }
        check.warnings().forEach(getLog()::warn);
        report(check, databases.size(), names, changes);
    }

    private int changes(SchemaCheck check, String name) throws ImageException, IOException {
        try {
            return check.eachChange(name, product().workspace(name).open().configuration());
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
    }

    private void report(SchemaCheck check, int databases, List<String> names, int changes) throws ImageException {
        String summary = databases + (databases == 1 ? " database" : " databases") + ", "
                + (names.size() == 1 ? "platform " : "platforms ") + String.join(", ", names)
                + (eachSymbol ? ", " + changes + " changes of one symbol" : "") + ": ";
        List<String> errors = check.errors();
        if (errors.isEmpty()) {
            getLog().info(summary + "sound");
            return;
        }
        StringBuilder message = new StringBuilder(summary).append(errors.size());
        message.append(errors.size() == 1 ? " error" : " errors");
        errors.forEach(line -> message.append('\n').append(line));
        check.nextSteps().forEach(line -> message.append('\n').append(line));
        throw new ImageException(message.toString());
    }
}
