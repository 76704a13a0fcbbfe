/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an image says about itself into its {@code share/ops} folder: {@code .ops-config}, {@code
 * image_features} and {@code manifest.json}.
 */
public final class Manifest {

    /** Where the three files lie in an image. */
    public static final String FOLDER = "share/ops";

    /** The names of the enabled features, separated by spaces, on one line. */
    public static final String FEATURES = "image_features";

    /** Platform, version, features with their artifacts, key-values, what is off, schemas. */
    public static final String MANIFEST = "manifest.json";

    /** The Maven property that names the early manifest, and the system property by which tests are given one. */
    public static final String PROPERTY = "ops.manifest";

    private Manifest() {}

    /**
     * Write the three files.
     *
     * @param image the folder of the image, or its staging folder
     * @param schemas the folder in which the pruned {@code *.ovsschema} files lie; it need not exist
     */
    public static void write(
            Path image, PlatformConfiguration configuration, ImagePlan plan, String version, Path schemas)
            throws IOException {
        Path folder = Files.createDirectories(image.resolve(FOLDER));
        write(folder.resolve(Product.CONFIGURATION), configuration.text());
        write(folder.resolve(FEATURES), String.join(" ", configuration.features()) + "\n");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode manifest = describe(mapper, configuration, version, plan::artifactOf);
        ObjectNode databases = manifest.putObject("schemas");
        for (Path file : schemaFiles(schemas)) {
            JsonNode schema = mapper.readTree(file.toFile());
            ObjectNode entry = databases.putObject(schema.path("name").asText());
            entry.put("file", schemas.getFileName() + "/" + file.getFileName());
            entry.put("version", schema.path("version").asText());
            entry.put("cksum", schema.path("cksum").asText());
        }
        write(folder.resolve(MANIFEST), print(mapper, manifest));
    }

    /**
     * Write a manifest before anything is built, for tests: without artifacts (each feature's is null) and schemas. A
     * module that is {@code m}, in projects without platforms, counts as on. The file is touched only when it changes.
     *
     * @param several whether the build is for several platforms: then each has a file of its own
     * @return the file, {@code ops-manifest.json} or {@code ops-manifest-PLATFORM.json} in the build folder
     */
    public static Path writeEarly(
            Path buildDirectory, PlatformConfiguration configuration, String version, boolean several)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String suffix = several ? "-" + configuration.platform() : "";
        Path file = Files.createDirectories(buildDirectory).resolve("ops-manifest" + suffix + ".json");
        String text = print(mapper, describe(mapper, configuration, version, symbol -> null));
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            write(file, text);
        }
        return file;
    }

    private static ObjectNode describe(
            ObjectMapper mapper,
            PlatformConfiguration configuration,
            String version,
            Function<String, @Nullable String> artifact) {
        ObjectNode manifest = mapper.createObjectNode();
        manifest.put("platform", configuration.platform());
        manifest.put("version", version);
        Set<String> on = new LinkedHashSet<>(configuration.features());
        on.addAll(configuration.modules());
        ObjectNode features = manifest.putObject("features");
        on.forEach(symbol -> features.put(symbol, artifact.apply(symbol)));
        ObjectNode keyValues = manifest.putObject("keyValues");
        configuration.keyValues().forEach(keyValues::put);
        // All that the tree knows beside: a test that names one of these is skipped, any other name is a mistake.
        ArrayNode disabled = manifest.putArray("disabled");
        configuration.knownSymbols().stream()
                .filter(symbol ->
                        !on.contains(symbol) && !configuration.keyValues().containsKey(symbol))
                .forEach(disabled::add);
        return manifest;
    }

    private static String print(ObjectMapper mapper, ObjectNode manifest) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return mapper.writer(printer).writeValueAsString(manifest) + "\n";
    }

    private static List<Path> schemaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".ovsschema"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Output.write(file, text);
    }
}
