/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.JsonText;
import io.opsswitch.maven.image.format.Digests;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the bill of materials of an image in the form of CycloneDX 1.6 (ECMA-424), as JSON. It has neither a time nor a
 * random serial number, so that two builds write the same; every jar has its digest, its licences, what it needs, and as
 * property {@code ops:feature} the features that brought it. Files of others that jars carry, such as programs, are listed
 * after them.
 */
public final class CycloneDx {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CycloneDx() {}

    /**
     * Return the text.
     *
     * @param product the product's coordinates
     * @param platform the platform of the image
     * @param jars what is in it
     */
    public static String write(ImagePlan.Coordinates product, String platform, List<ImageJar> jars)
            throws IOException, ImageException {
        ObjectNode bom = JSON.createObjectNode();
        bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("version", 1);
        String root = purl(product, platform, "");
        ObjectNode image = bom.putObject("metadata").putObject("component");
        image.put("type", "firmware");
        image.put("bom-ref", root);
        image.put("group", product.groupId());
        image.put("name", product.artifactId());
        image.put("version", product.version());
        image.put("purl", root);
        image.putArray("properties").addObject().put("name", "ops:platform").put("value", platform);
        ArrayNode components = bom.putArray("components");
        ArrayNode dependencies = bom.putArray("dependencies");
        ArrayNode all = dependencies.addObject().put("ref", root).putArray("dependsOn");
        TreeMap<String, String> references = new TreeMap<>();
        for (ImageJar jar : jars) {
            references.putIfAbsent(jar.artifact().toString(), reference(jar));
        }
        for (ImageJar jar : jars) {
            components.add(component(jar));
            all.add(reference(jar));
            ArrayNode needs =
                    dependencies.addObject().put("ref", reference(jar)).putArray("dependsOn");
            jar.needs().stream()
                    .map(need -> references.get(need.toString()))
                    .filter(need -> need != null)
                    .distinct()
                    .sorted()
                    .forEach(needs::add);
        }
        for (Carried file : Carried.in(jars)) {
            components.add(component(file));
            all.add(reference(file));
            dependencies.addObject().put("ref", reference(file)).putArray("dependsOn");
        }
        return JsonText.of(bom);
    }

    private static ObjectNode component(ImageJar jar) throws IOException {
        return component(
                "library",
                jar.artifact(),
                reference(jar),
                Digests.sha256(jar.file()),
                jar.licences(),
                "lib/" + jar.name(),
                jar.symbols());
    }

    private static ObjectNode component(Carried file) {
        return component(
                "application",
                file.artifact(),
                reference(file),
                file.sha256(),
                List.of(file.licence()),
                file.file(),
                file.jar().symbols());
    }

    private static ObjectNode component(
            String type,
            ImagePlan.Coordinates artifact,
            String reference,
            String sha256,
            List<String> licenceNames,
            String file,
            Set<String> symbols) {
        ObjectNode component = JSON.createObjectNode();
        component.put("type", type);
        component.put("bom-ref", reference);
        component.put("group", artifact.groupId());
        component.put("name", artifact.artifactId());
        component.put("version", artifact.version());
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
        if (!licenceNames.isEmpty()) {
            ArrayNode licences = component.putArray("licenses");
            licenceNames.stream().distinct().forEach(name -> {
                ObjectNode licence = licences.addObject().putObject("license");
                String id = Licence.spdx(name);
                licence.put(id.isEmpty() ? "name" : "id", id.isEmpty() ? name : id);
            });
        }
        component.put("purl", reference);
        ArrayNode properties = component.putArray("properties");
        properties.addObject().put("name", "ops:file").put("value", file);
        symbols.forEach(
                symbol -> properties.addObject().put("name", "ops:feature").put("value", symbol));
        return component;
    }

    private static String reference(Carried file) {
        return purl(file.artifact(), file.classifier(), file.type());
    }

    private static String reference(ImageJar jar) {
        return purl(jar.artifact(), jar.classifier(), "jar");
    }

    /** Return the package URL (purl-spec, type maven) of an artifact. */
    private static String purl(ImagePlan.Coordinates artifact, String classifier, String type) {
        String qualifiers = (classifier.isEmpty() ? "" : "classifier=" + encode(classifier) + "&")
                + (type.isEmpty() ? "" : "type=" + type + "&");
        return "pkg:maven/" + encode(artifact.groupId()) + "/" + encode(artifact.artifactId()) + "@"
                + encode(artifact.version())
                + (qualifiers.isEmpty() ? "" : "?" + qualifiers.substring(0, qualifiers.length() - 1));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
