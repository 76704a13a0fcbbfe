/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what an image says about itself into its {@code share/ops} folder: {@code .ops-config}, {@code
 * image_features} and {@code manifest.json}.
 */
public final class Manifest {

    /** Where the three files lie in an image. */
    public static final String FOLDER = "share/ops";

    /** The names of the enabled features, separated by spaces, on one line. */
    public static final String FEATURES = "image_features";

    /** Platform, version, features with their artifacts, key-values, schemas. */
    public static final String MANIFEST = "manifest.json";

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
        ObjectNode manifest = mapper.createObjectNode();
        manifest.put("platform", configuration.platform());
        manifest.put("version", version);
        ObjectNode features = manifest.putObject("features");
        configuration.features().forEach(symbol -> features.put(symbol, plan.artifactOf(symbol)));
        ObjectNode keyValues = manifest.putObject("keyValues");
        configuration.keyValues().forEach(keyValues::put);
        ObjectNode databases = manifest.putObject("schemas");
        for (Path file : schemaFiles(schemas)) {
            JsonNode schema = mapper.readTree(file.toFile());
            ObjectNode entry = databases.putObject(schema.path("name").asText());
            entry.put("file", schemas.getFileName() + "/" + file.getFileName());
            entry.put("version", schema.path("version").asText());
            entry.put("cksum", schema.path("cksum").asText());
        }
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        write(folder.resolve(MANIFEST), mapper.writer(printer).writeValueAsString(manifest) + "\n");
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
