/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the images of the reference product. */
class ImageContentsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void twoBuildsOfOneCommitGiveIdenticalImages() throws IOException {
        RunningImage.image("as5712");
        Path first = archive("as5712", "as5712");
        Path second = archive("as5712-again", "as5712");
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void platformsDifferWhereTheirConfigurationsDo() throws IOException {
        Set<String> as5712 = jars("as5712");
        Set<String> generic = jars("genericx86-64");
        assertThat(as5712).contains("ops-mirror", "ops-system-stats", "ops-datapath-userspace", "ops-tools");
        assertThat(generic)
                .contains("ops-system-stats", "ops-datapath-userspace")
                .doesNotContain("ops-mirror");
        assertThat(features("as5712")).contains("AS5712", "OPS_MIRROR").doesNotContain("OPS_SIM_DUMMY_PORTS");
        assertThat(features("genericx86-64")).contains("GENERICX86_64", "OPS_SIM_DUMMY_PORTS");
        assertThat(tables("as5712")).contains("Mirror", "Bridge");
        assertThat(tables("genericx86-64")).contains("Bridge").doesNotContain("Mirror");
        assertThat(documentation("as5712")).contains("name=\"Mirror\"");
        assertThat(documentation("genericx86-64")).doesNotContain("name=\"Mirror\"");
    }

    @Test
    void theManifestTellsWhatIsInTheImage() throws IOException {
        JsonNode manifest =
                JSON.readTree(file("as5712", "share/ops/manifest.json").toFile());
        assertThat(manifest.at("/platform").asText()).isEqualTo("as5712");
        assertThat(manifest.at("/features/AS5712").asText()).isEqualTo("flag");
        assertThat(manifest.at("/features/OPS_MIRROR").asText()).startsWith("io.opsswitch:ops-mirror:");
        assertThat(manifest.at("/keyValues/OPS_PORT_COUNT").asText()).isEqualTo("54");
        JsonNode schema = JSON.readTree(
                file("as5712", "share/openvswitch/vswitch.ovsschema").toFile());
        assertThat(schema.path("version").asText()).isEqualTo("8.8.0");
        assertThat(manifest.at("/schemas/Open_vSwitch/cksum").asText())
                .isEqualTo(schema.path("cksum").asText())
                .isNotEmpty();
    }

    @Test
    void theImageHasNoJarOfTheBuildAndNoTestLibrary() throws IOException {
        assertThat(jars("as5712"))
                .doesNotContain("ops-schema", "ops-maven-plugin", "jspecify", "assertj-core", "jqwik")
                .noneMatch(jar -> jar.startsWith("junit"));
    }

    private static Path archive(String build, String platform) throws IOException {
        try (Stream<Path> files = Files.list(RunningImage.images().resolve(build))) {
            return files.filter(file -> file.getFileName().toString().matches("ops-" + platform + "-.*\\.tar\\.gz"))
                    .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                        assertThat(found).hasSize(1);
                        return found.get(0);
                    }));
        }
    }

    private static Path file(String platform, String name) {
        return RunningImage.image(platform).resolve(name);
    }

    /** The artifacts of the jars in an image, without their versions. */
    private static Set<String> jars(String platform) throws IOException {
        try (Stream<Path> files = Files.list(file(platform, "lib"))) {
            return files.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> features(String platform) throws IOException {
        return Set.of(Files.readString(file(platform, "share/ops/image_features"))
                .strip()
                .split(" "));
    }

    private static Set<String> tables(String platform) throws IOException {
        Set<String> tables = new TreeSet<>();
        JSON.readTree(file(platform, "share/openvswitch/vswitch.ovsschema").toFile())
                .path("tables")
                .fieldNames()
                .forEachRemaining(tables::add);
        return tables;
    }

    private static String documentation(String platform) throws IOException {
        return Files.readString(file(platform, "share/openvswitch/vswitch.xml"));
    }
}
