/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.maven.image.ImageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The container image that another one is put upon, read from a tar archive with an OCI layout, as {@code skopeo copy
 * docker://… oci-archive:F} or {@code docker save} write it.
 *
 * @param config its configuration
 * @param descriptors what its manifest says of each layer
 * @param layers the layers by their digests, from the lowest
 */
record OciBase(ObjectNode config, List<JsonNode> descriptors, Map<String, byte[]> layers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA = "sha256:";

    static OciBase empty() {
        return new OciBase(JSON.createObjectNode(), List.of(), Map.of());
    }

    static OciBase read(Path archive) throws IOException, ImageException {
        if (!Files.isRegularFile(archive)) {
            throw new ImageException("there is no base image " + archive + "; perhaps you should save one there, as"
                    + " skopeo copy docker://NAME oci-archive:" + archive.getFileName() + " does");
        }
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName().replaceFirst("^\\./", ""), tar.readAllBytes());
                }
            }
        }
        JsonNode index = JSON.readTree(file(files, "index.json", archive));
        JsonNode manifests = index.path("manifests");
        if (manifests.size() != 1) {
            throw new ImageException("the base image " + archive + " has " + manifests.size()
                    + " images in it, not one;" + " perhaps you should save that of one machine only");
        }
        JsonNode manifest = JSON.readTree(blob(files, manifests.get(0), archive));
        if (!(JSON.readTree(blob(files, manifest.path("config"), archive)) instanceof ObjectNode config)) {
            throw damaged(archive, "its configuration is no JSON object");
        }
        List<JsonNode> descriptors = new ArrayList<>();
        Map<String, byte[]> layers = new LinkedHashMap<>();
        for (JsonNode layer : manifest.path("layers")) {
            descriptors.add(layer);
            byte[] content = blob(files, layer, archive);
            layers.put(Digests.sha256(content), content);
        }
        return new OciBase(config, List.copyOf(descriptors), layers);
    }

    private static byte[] blob(Map<String, byte[]> files, JsonNode descriptor, Path archive) throws ImageException {
        String digest = descriptor.path("digest").asText();
        if (!digest.startsWith(SHA)) {
            throw damaged(archive, "a digest in it is \"" + digest + "\", not one of SHA-256");
        }
        byte[] content = file(files, "blobs/sha256/" + digest.substring(SHA.length()), archive);
        if (!Digests.sha256(content).equals(digest.substring(SHA.length()))) {
            throw damaged(archive, "the content of " + digest + " has another digest");
        }
        return content;
    }

    private static byte[] file(Map<String, byte[]> files, String name, Path archive) throws ImageException {
        byte[] content = files.get(name);
        if (content == null) {
            throw damaged(archive, "there is no " + name + " in it");
        }
        return content;
    }

    private static ImageException damaged(Path archive, String what) {
        return new ImageException("the base image " + archive + " is no tar archive with an OCI layout: " + what);
    }
}
