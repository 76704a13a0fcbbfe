/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaComparison;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases of one build, by their names. Immutable. */
public final class SchemaVersions {

    private final Map<String, SchemaBuild.Result> built;

    private SchemaVersions(Map<String, SchemaBuild.Result> built) {
        this.built = built;
    }

    /**
     * Build the databases of a platform in memory.
     *
     * @throws ImageException if one cannot be built; the message has a line for each problem
     */
    public static SchemaVersions ofPlatform(Path folder, PlatformConfiguration configuration)
            throws ImageException, IOException {
        Map<String, SchemaBuild.Result> built = new TreeMap<>();
        try {
            for (SchemaFolder.Database database : SchemaFolder.read(folder)) {
                database.source().check(configuration.knownSymbols());
                SchemaBuild.Result result = database.source().build(configuration.features());
                if (result.tables() > 0) {
                    built.put(result.name(), result);
                }
            }
        } catch (SchemaException e) {
            throw new ImageException(SchemaAdvice.message(e, configuration.platform()), e);
        }
        return new SchemaVersions(built);
    }

    /**
     * Read what an earlier build made.
     *
     * @param place a schema file, or a folder with schema files; an extschema goes before the ovsschema of its name
     */
    public static SchemaVersions ofFiles(Path place) throws ImageException, IOException {
        Map<String, SchemaBuild.Result> built = new TreeMap<>();
        try {
            for (Path file : files(place)) {
                SchemaBuild.Result result = SchemaSource.read(file, null, null).build(null);
                built.putIfAbsent(result.name(), result);
            }
        } catch (SchemaException e) {
            throw new ImageException(SchemaAdvice.message(e, ""), e);
        }
        if (built.isEmpty()) {
            throw new ImageException(
                    "there is no schema in " + place
                            + "; perhaps you should name a *.ovsschema, a *.extschema, or a folder with such files, with -Dops.old=");
        }
        return new SchemaVersions(built);
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".extschema")
                            || file.toString().endsWith(".ovsschema"))
                    .sorted()
                    .toList();
        }
    }

    /** Return the names of the databases. */
    public Set<String> names() {
        return built.keySet();
    }

    /**
     * Compare one database.
     *
     * @param lines takes the line that says that the whole database came or went
     * @return null if only one of the builds has it
     */
    public static @Nullable SchemaComparison compare(
            String name, SchemaVersions before, SchemaVersions after, List<String> lines) throws ImageException {
        SchemaBuild.Result old = before.built.get(name);
        SchemaBuild.Result now = after.built.get(name);
        if (old == null) {
            lines.add("+ database " + name);
            return null;
        }
        if (now == null) {
            lines.add("- database " + name + " (its file is left alone, and nothing serves it)");
            return null;
        }
        try {
            return SchemaComparison.of(old, now);
        } catch (SchemaException e) {
            throw new ImageException(e);
        }
    }
}
