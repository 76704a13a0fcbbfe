/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.assemble;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.maven.image.JsonText;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.image.format.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lists the images that one build made, and the artifacts of each: what downstream builds look up to know which there are.
 * Used by one thread.
 */
public final class ImageIndex {

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ArrayNode> platforms = new LinkedHashMap<>();

    /** Add an artifact of a platform's image. */
    public void add(String platform, String type, String classifier, Path file) throws IOException {
        ObjectNode entry = platforms
                .computeIfAbsent(platform, any -> json.createArrayNode())
                .addObject();
        entry.put("type", type);
        entry.put("classifier", classifier);
        entry.put("bytes", Files.size(file));
        entry.put("sha256", Digests.sha256(file));
    }

    /** Write the index. */
    public void write(Path file, String product, String version) throws IOException {
        ObjectNode root = json.createObjectNode();
        root.put("product", product);
        root.put("version", version);
        ObjectNode images = root.putObject("images");
        platforms.forEach(images::set);
        Output.write(file, JsonText.of(root));
    }
}
