/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Packs an image as a container image: a tar archive with an OCI image layout (image-spec 1.1: {@code oci-layout}, {@code
 * index.json}, {@code blobs/}) and beside it the {@code manifest.json} by which older Dockers load it.
 *
 * <p>The files are one layer, below {@code /opt/PRODUCT}, on top of the layers of a base if there is one. Without a base
 * there is no JVM in it; it is then for those who put it upon something themselves. No daemon and no network is needed:
 * the format is three small JSON files and an archive, so it is written with the libraries for these.
 */
final class OciImage {

    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private final ObjectMapper json = new ObjectMapper();
    private final Packing packing;
    private final OciBase base;

    private OciImage(Packing packing, OciBase base) {
        this.packing = packing;
        this.base = base;
    }

    static void write(Packing packing, Path file) throws IOException, ImageException {
        Path layer = file.resolveSibling(file.getFileName() + ".layer");
        OciBase base = packing.base() == null ? OciBase.empty() : OciBase.read(packing.base());
        try {
            new OciImage(packing, base).write(file, layer);
        } finally {
            Files.deleteIfExists(layer);
        }
    }

    private void write(Path file, Path layer) throws IOException {
        MessageDigest unpacked = Digests.create("SHA-256");
        Whole.write(layer, out -> {
            OutputStream through = new DigestOutputStream(Tar.gzip(out), unpacked);
            try (Tar tar = new Tar(through, packing.timestamp())) {
                tar.addAll(packing.entries(false), home().substring(1) + "/");
            }
        });
        String diff = "sha256:" + HexFormat.of().formatHex(unpacked.digest());
        String layerDigest = Digests.sha256(layer);
        byte[] config = json.writeValueAsBytes(config(diff));
        byte[] manifest = json.writeValueAsBytes(manifest(config, layerDigest, Files.size(layer)));
        byte[] index = json.writeValueAsBytes(index(manifest));
        byte[] docker = json.writeValueAsBytes(docker(Digests.sha256(config), layerDigest));
        Whole.write(file, out -> {
            try (Tar tar = new Tar(out, packing.timestamp())) {
                tar.addFolder("blobs/");
                tar.addFolder("blobs/sha256/");
                for (Map.Entry<String, byte[]> blob : base.layers().entrySet()) {
                    tar.add(blob(blob.getKey()), blob.getValue());
                }
                tar.add(blob(layerDigest), layer);
                tar.add(blob(Digests.sha256(config)), config);
                tar.add(blob(Digests.sha256(manifest)), manifest);
                tar.add("index.json", index);
                tar.add("manifest.json", docker);
                tar.add("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static String blob(String digest) {
        return "blobs/sha256/" + digest;
    }

    private String home() {
        return "/opt/" + packing.product();
    }

    private ObjectNode config(String diff) {
        ObjectNode config = base.config().deepCopy();
        config.put("created", packing.timestamp().toString());
        config.putIfAbsent("architecture", config.textNode(Machine.oci(packing.machine())));
        config.putIfAbsent("os", config.textNode(Machine.system(packing.machine())));
        ObjectNode run = config.withObjectProperty("config");
        if (!packing.start().isEmpty()) {
            ArrayNode entry = run.putArray("Entrypoint");
            entry.add(home() + "/" + packing.start().get(0));
            packing.start().stream().skip(1).forEach(entry::add);
            run.remove("Cmd"); // the base's, which would become arguments of our program
        }
        run.put("WorkingDir", home());
        ObjectNode labels = run.withObjectProperty("Labels");
        labels.put("org.opencontainers.image.title", packing.product());
        labels.put("org.opencontainers.image.version", packing.version());
        labels.put("org.opencontainers.image.description", packing.about());
        labels.put("io.opsswitch.platform", packing.platform());
        ObjectNode files = config.withObjectProperty("rootfs");
        files.put("type", "layers");
        files.withArrayProperty("diff_ids").add(diff);
        if (config.has("history")) {
            config.withArrayProperty("history").addObject().put("created_by", packing.top());
        }
        return config;
    }

    private ObjectNode manifest(byte[] config, String layer, long size) {
        ObjectNode manifest = json.createObjectNode();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST);
        manifest.set("config", descriptor(CONFIG, Digests.sha256(config), config.length));
        ArrayNode layers = manifest.putArray("layers");
        base.descriptors().forEach(layers::add);
        layers.add(descriptor(LAYER, layer, size));
        return manifest;
    }

    private ObjectNode index(byte[] manifest) {
        ObjectNode index = json.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX);
        ObjectNode entry = descriptor(MANIFEST, Digests.sha256(manifest), manifest.length);
        ObjectNode names = entry.putObject("annotations");
        names.put("io.containerd.image.name", "docker.io/library/" + name());
        names.put("org.opencontainers.image.ref.name", tag());
        index.putArray("manifests").add(entry);
        return index;
    }

    private ArrayNode docker(String config, String layer) {
        ArrayNode images = json.createArrayNode();
        ObjectNode image = images.addObject();
        image.put("Config", blob(config));
        image.putArray("RepoTags").add(name());
        ArrayNode layers = image.putArray("Layers");
        base.layers().keySet().forEach(digest -> layers.add(blob(digest)));
        layers.add(blob(layer));
        return images;
    }

    private ObjectNode descriptor(String type, String digest, long size) {
        ObjectNode descriptor = json.createObjectNode();
        descriptor.put("mediaType", type);
        descriptor.put("digest", "sha256:" + digest);
        descriptor.put("size", size);
        return descriptor;
    }

    private String name() {
        return packing.product().toLowerCase(Locale.ROOT) + ":" + tag();
    }

    /** A tag has letters, digits, and some marks; and at most 128 of them. */
    private String tag() {
        String tag = (packing.version() + "-" + packing.platform()).replaceAll("[^A-Za-z0-9_.-]", "_");
        return tag.length() <= 128 ? tag : tag.substring(0, 128);
    }
}
