/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsswitch.maven.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciImageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void everyBlobHasTheDigestItIsNamedByAndIsReachedFromTheIndex() throws Exception {
        Map<String, byte[]> files = pack(Packings.small(folder), "a.tar");
        files.forEach((name, content) -> {
            if (name.matches("blobs/sha256/.+")) {
                assertThat(name).isEqualTo("blobs/sha256/" + Digests.sha256(content));
            }
        });
        JsonNode manifest = manifest(files);
        JsonNode config = JSON.readTree(blob(files, manifest.path("config")));
        byte[] layer = blob(files, manifest.path("layers").get(0));
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();
        assertThat(config.at("/rootfs/diff_ids/0").asText()).isEqualTo("sha256:" + Digests.sha256(unpacked));
        assertThat(config.at("/architecture").asText()).isEqualTo("amd64");
        assertThat(config.at("/config/Entrypoint").toString()).isEqualTo("[\"/opt/toaster/bin/run\",\"fast\"]");
        assertThat(files.get("oci-layout")).asString().isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(names(unpacked)).contains("opt/toaster/bin/run", "opt/toaster/lib/deep/x.jar");
    }

    @Test
    void loadsAsDockersOwnArchivesDo() throws Exception {
        Map<String, byte[]> files = pack(Packings.small(folder), "a.tar");
        JsonNode docker = JSON.readTree(files.get("manifest.json")).get(0);
        assertThat(files).containsKey(docker.path("Config").asText());
        assertThat(files).containsKey(docker.path("Layers").get(0).asText());
        assertThat(docker.path("RepoTags").get(0).asText()).isEqualTo("toaster:1.0-SNAPSHOT-p");
    }

    @Test
    void liesOnTopOfTheLayersOfABase() throws Exception {
        Packing small = Packings.small(folder);
        Path base = folder.resolve("base.tar");
        Format.OCI.write(small, base);
        Packing upper = new Packing(
                "ops-q",
                small.root(),
                small.files(),
                small.timestamp(),
                "q",
                "upper",
                "2",
                "x",
                "x",
                "",
                List.of("bin/run"),
                base,
                small.msi());
        Map<String, byte[]> files = pack(upper, "b.tar");
        JsonNode manifest = manifest(files);
        assertThat(manifest.path("layers")).hasSize(2);
        JsonNode config = JSON.readTree(blob(files, manifest.path("config")));
        assertThat(config.at("/rootfs/diff_ids")).hasSize(2);
        assertThat(config.at("/config/Entrypoint").toString()).isEqualTo("[\"/opt/upper/bin/run\"]");
        for (JsonNode layer : manifest.path("layers")) {
            assertThat(blob(files, layer)).hasSize(layer.path("size").asInt());
        }
    }

    @Test
    void saysWhatIsWrongWithABase() throws Exception {
        Path broken = folder.resolve("broken.tar");
        Format.TAR_GZ.write(Packings.small(folder), folder.resolve("x.tar.gz"));
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("x.tar.gz")))) {
            Files.write(broken, in.readAllBytes());
        }
        assertThatThrownBy(() -> OciBase.read(broken))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("broken.tar is no tar archive with an OCI layout: there is no index.json in it");
        assertThatThrownBy(() -> OciBase.read(folder.resolve("gone.tar")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("there is no base image")
                .hasMessageContaining("skopeo copy");
    }

    private Map<String, byte[]> pack(Packing packing, String name) throws Exception {
        Path archive = folder.resolve(name);
        Format.OCI.write(packing, archive);
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode manifest(Map<String, byte[]> files) throws IOException {
        return JSON.readTree(blob(
                files, JSON.readTree(files.get("index.json")).path("manifests").get(0)));
    }

    private static byte[] blob(Map<String, byte[]> files, JsonNode descriptor) {
        return files.get("blobs/sha256/" + descriptor.path("digest").asText().substring("sha256:".length()));
    }

    private static List<String> names(byte[] archive) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            List<String> names = new ArrayList<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
            return names;
        }
    }
}
