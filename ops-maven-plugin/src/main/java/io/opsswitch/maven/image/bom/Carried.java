/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsswitch.maven.image.ImageAssembler;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.format.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A file of others that a jar carries into the image, such as a program: its JSON file {@value #LIST} names it, and what it is
 * from. Immutable.
 *
 * @param jar the jar
 * @param file the file's name in the image
 * @param artifact the coordinates of what it is from
 * @param classifier the classifier of that; empty for none
 * @param type the type of that, such as {@code zip}
 * @param licence the licence's name or SPDX id
 * @param sha256 the digest of the file
 */
record Carried(
        ImageJar jar,
        String file,
        ImagePlan.Coordinates artifact,
        String classifier,
        String type,
        String licence,
        String sha256) {

    /** Where a jar lists such files. */
    static final String LIST = "META-INF/ops/components.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Return what the jars carry.
     *
     * @throws ImageException if a list is wrong, or names a file that the jar does not have
     */
    static List<Carried> in(List<ImageJar> jars) throws IOException, ImageException {
        List<Carried> all = new ArrayList<>();
        for (ImageJar jar : jars) {
            if (!Files.isRegularFile(jar.file())) {
                continue;
            }
            try (JarFile file = new JarFile(jar.file().toFile(), false)) {
                Optional<byte[]> list = read(file, LIST);
                if (list.isPresent()) {
                    addAll(jar, file, list.get(), all);
                }
            }
        }
        return all;
    }

    private static void addAll(ImageJar jar, JarFile file, byte[] list, List<Carried> all)
            throws IOException, ImageException {
        JsonNode rows;
        try {
            rows = JSON.readTree(list);
        } catch (JsonProcessingException e) {
            throw new ImageException(jar.name() + ": " + LIST + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!rows.isArray()) {
            throw new ImageException(jar.name() + ": " + LIST + " has to be a list of components");
        }
        for (JsonNode row : rows) {
            String name = text(jar, row, "file");
            Optional<byte[]> content = read(file, ImageAssembler.JAR_FOLDER + name);
            if (content.isEmpty()) {
                throw new ImageException(jar.name() + ": " + LIST + " names " + name + ", but the jar has no "
                        + ImageAssembler.JAR_FOLDER + name);
            }
            all.add(new Carried(
                    jar,
                    name,
                    new ImagePlan.Coordinates(
                            text(jar, row, "group"), text(jar, row, "name"), text(jar, row, "version")),
                    row.path("classifier").asText(),
                    text(jar, row, "type"),
                    text(jar, row, "licence"),
                    Digests.sha256(content.get())));
        }
    }

    private static String text(ImageJar jar, JsonNode row, String member) throws ImageException {
        String text = row.path(member).textValue();
        if (text == null || text.isBlank()) {
            throw new ImageException(jar.name() + ": " + LIST + " has a component without the text \"" + member
                    + "\"; each has file, group, name, version, type, licence, and perhaps classifier");
        }
        return text;
    }

    private static Optional<byte[]> read(JarFile file, String name) throws IOException {
        JarEntry entry = file.getJarEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = file.getInputStream(entry)) {
            return Optional.of(in.readAllBytes());
        }
    }
}
