/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file that says what is in the image, by system properties, environment and the working directory. A place that
 * somebody named but that is empty is an error, not a reason to look further.
 *
 * @param property gives system properties
 * @param environment gives variables
 * @param directory the working directory
 */
public record ManifestLookup(
        Function<String, @Nullable String> property, Function<String, @Nullable String> environment, Path directory) {

    /** The system property that names the file or its folder; {@code ops:configure} sets a Maven property of this name. */
    public static final String PROPERTY = "ops.manifest";

    /** The environment variable that names the file or its folder. */
    public static final String VARIABLE = "OPS_MANIFEST";

    /** Where a build writes the file, from the folder of its project. */
    public static final String BUILT = "target/ops-manifest.json";

    private static final String HOME_PROPERTY = "ops.home";
    private static final String HOME_VARIABLE = "OPS_HOME";

    /** Return a lookup with the properties, environment and working directory of this process. */
    public static ManifestLookup ofThisProcess() {
        return new ManifestLookup(System::getProperty, System::getenv, Path.of(""));
    }

    /**
     * Find the file, or the folder that it is in.
     *
     * @throws NoSuchFileException if there is none; the message says where it was looked for and what to do
     */
    public Path find() throws IOException {
        Path named = named("system property " + PROPERTY, property.apply(PROPERTY));
        named = named != null ? named : named("system property " + HOME_PROPERTY, property.apply(HOME_PROPERTY));
        named = named != null ? named : named("environment variable " + VARIABLE, environment.apply(VARIABLE));
        if (named != null) {
            return named;
        }
        Path built = directory.resolve(BUILT);
        if (Files.isRegularFile(built)) {
            return built;
        }
        Path image = named("environment variable " + HOME_VARIABLE, environment.apply(HOME_VARIABLE));
        if (image != null) {
            return image;
        }
        throw new NoSuchFileException(
                built.toAbsolutePath().toString(),
                null,
                "nothing says which features are on: neither the system properties " + PROPERTY + " and "
                        + HOME_PROPERTY + ", nor the environment variables " + VARIABLE + " and " + HOME_VARIABLE
                        + " are set, and this file does not exist" + advice());
    }

    private @Nullable Path named(String who, @Nullable String value) throws NoSuchFileException {
        if (value == null || value.isBlank()) {
            return null;
        }
        Path path = directory.resolve(value);
        if (!Files.exists(path)) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    "the " + who + " names it, but it does not exist; perhaps you should run"
                            + " mvn initialize, which writes " + BUILT + ", or correct the name");
        }
        return path;
    }

    /** A build of several platforms at once leaves one file for each. */
    private String advice() throws IOException {
        Path folder = directory.resolve("target");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<String> each = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("ops-manifest-") && name.endsWith(".json"))
                        .sorted()
                        .toList();
                if (!each.isEmpty()) {
                    return "; perhaps you should choose a platform with -D" + PROPERTY + "=target/" + each.get(0)
                            + (each.size() > 1 ? " (there are: " + String.join(", ", each) + ")" : "");
                }
            }
        }
        return "; perhaps you should bind the goal ops:configure in the POM, or set " + VARIABLE
                + " to the manifest.json of an image";
    }
}
