/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ImagePlan.Coordinates PRODUCT = new ImagePlan.Coordinates("g", "toaster", "1.0");

    @TempDir
    Path folder;

    @Test
    void billOfMaterialsKeepsToTheSchemaOfCycloneDx() throws Exception {
        String bom = CycloneDx.write(PRODUCT, "p", jars());
        assertThat(new JsonParser().validate(bom.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
        JsonNode root = JSON.readTree(bom);
        assertThat(root.at("/metadata/component/purl").asText()).isEqualTo("pkg:maven/g/toaster@1.0?classifier=p");
        JsonNode timer = root.at("/components/0");
        assertThat(timer.path("purl").asText()).isEqualTo("pkg:maven/g/timer@1?type=jar");
        assertThat(timer.at("/hashes/0/content").asText()).hasSize(64);
        assertThat(timer.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
        assertThat(timer.path("properties").toString()).contains("{\"name\":\"ops:feature\",\"value\":\"TIMER\"}");
        assertThat(root.at("/components/1/licenses/0/license/name").asText()).isEqualTo("My own");
        assertThat(root.path("dependencies").get(1).toString())
                .isEqualTo("{\"ref\":\"pkg:maven/g/timer@1?type=jar\",\"dependsOn\":"
                        + "[\"pkg:maven/g/base@1?type=jar\"]}");
    }

    @Test
    void filesOfOthersThatAJarCarriesAreListedWithWhatTheyAreFrom() throws Exception {
        List<ImageJar> jars = List.of(carrying("bin/x.exe"));
        String bom = CycloneDx.write(PRODUCT, "p", jars);
        assertThat(new JsonParser().validate(bom.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
        JsonNode carried = JSON.readTree(bom).at("/components/1");
        assertThat(carried.path("type").asText()).isEqualTo("application");
        assertThat(carried.path("purl").asText()).isEqualTo("pkg:maven/h/tool@3?classifier=win&type=zip");
        assertThat(carried.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
        // That of no bytes at all.
        assertThat(carried.at("/hashes/0/content").asText()).startsWith("e3b0c44298fc1c14");
        assertThat(carried.path("properties").toString())
                .contains("{\"name\":\"ops:file\",\"value\":\"bin/x.exe\"}", "\"value\":\"HOST\"");
        assertThat(LicenceList.text(jars).lines()).containsExactly("host-1.jar  MIT", "bin/x.exe   Apache-2.0");
    }

    @Test
    void aFileThatIsListedButNotCarriedIsAnError() throws Exception {
        List<ImageJar> jars = List.of(carrying("bin/y.exe"));
        assertThatThrownBy(() -> CycloneDx.write(PRODUCT, "p", jars))
                .isInstanceOf(ImageException.class)
                .hasMessage("host-1.jar: META-INF/ops/components.json names bin/y.exe, but the jar has no"
                        + " META-INF/ops/image/bin/y.exe");
    }

    /** Return a jar that carries bin/x.exe and says that it carries a file. */
    private ImageJar carrying(String listed) throws IOException {
        Path file = folder.resolve("host.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new JarEntry("META-INF/ops/image/bin/x.exe"));
            out.putNextEntry(new JarEntry("META-INF/ops/components.json"));
            out.write(("[{\"file\":\"" + listed + "\",\"group\":\"h\",\"name\":\"tool\",\"version\":\"3\","
                            + "\"classifier\":\"win\",\"type\":\"zip\",\"licence\":\"Apache License 2.0\"}]")
                    .getBytes(StandardCharsets.UTF_8));
        }
        ImagePlan.Coordinates host = new ImagePlan.Coordinates("g", "host", "1");
        return new ImageJar(file, host, "", Set.of("HOST"), List.of("MIT"), List.of());
    }

    @Test
    void billOfMaterialsHasNoTimeAndNoLot() throws Exception {
        assertThat(CycloneDx.write(PRODUCT, "p", jars()))
                .isEqualTo(CycloneDx.write(PRODUCT, "p", jars()))
                .doesNotContain("serialNumber", "timestamp");
    }

    @Test
    void licencesAreListedByJar() throws Exception {
        assertThat(LicenceList.text(jars()).lines())
                .containsExactly(
                        "timer-1.jar              Apache-2.0",
                        "base-1.jar               My own or MIT",
                        "base-1-linux-x86_64.jar  unknown: the POM names none");
    }

    @Test
    void licenceFilesOfJarsComeAlongUnderTheNameOfTheJar() throws Exception {
        assertThat(LicenceList.files(jars()))
                .containsOnlyKeys(
                        "share/ops/licences/timer-1/LICENSE.txt",
                        "share/ops/licences/timer-1/root-license.txt",
                        "share/ops/licences/timer-1/NOTICE");
        assertThat(LicenceList.unknown(jars())).containsExactly("base-1-linux-x86_64.jar");
    }

    @ParameterizedTest
    @CsvSource({
        "'The Apache Software License, Version 2.0', Apache-2.0",
        "Apache-2.0, Apache-2.0",
        "The MIT License, MIT",
        "EDL 1.0, BSD-3-Clause",
        "'Eclipse Public License, v. 2.0', EPL-2.0",
        "'GNU Lesser General Public License v2.1', LGPL-2.1-only",
        "'GPL 2 with classpath exception', GPL-2.0-with-classpath-exception",
        "'MIT-like with apologies', ''",
        "Bouncy Castle Licence, ''"
    })
    void licencesHaveTheirSpdxIdWhereTheNameTells(String name, String id) {
        assertThat(Licence.spdx(name)).isEqualTo(id);
    }

    @Test
    void sizesAreWhatAFeatureAloneCostsAndWhatItSharesWithOthers() throws Exception {
        SizeReport report = new SizeReport(new ImageContents(List.of(
                part("lib/a.jar", 2048, "A"),
                part("lib/b.jar", 1024, "B"),
                part("lib/ab.jar", 512, "A", "B"),
                part("lib/all.jar", 100))));
        assertThat(report.table())
                .containsExactly(
                        "feature                    own     shared",
                        "A                        2 KiB      1 KiB",
                        "B                        1 KiB      1 KiB",
                        "part of every image      1 KiB",
                        "all                      4 KiB");
        JsonNode json = JSON.readTree(report.json());
        assertThat(json.at("/features/A/own").asInt()).isEqualTo(2048);
        assertThat(json.at("/features/B/shared").asInt()).isEqualTo(512);
        assertThat(json.at("/bytes").asInt()).isEqualTo(3684);
        assertThat(json.path("parts")).hasSize(4);
    }

    private static ImageContents.Part part(String file, long bytes, String... symbols) {
        return new ImageContents.Part(file, null, bytes, new LinkedHashSet<>(List.of(symbols)), List.of());
    }

    private List<ImageJar> jars() throws IOException {
        ImagePlan.Coordinates base = new ImagePlan.Coordinates("g", "base", "1");
        return List.of(
                new ImageJar(
                        jar("timer", "META-INF/LICENSE.txt", "META-INF/NOTICE", "license.txt", "x/LICENSE"),
                        new ImagePlan.Coordinates("g", "timer", "1"),
                        "",
                        Set.of("TIMER"),
                        List.of("Apache License, Version 2.0"),
                        List.of(base)),
                new ImageJar(jar("base"), base, "", Set.of(), List.of("My own", "MIT"), List.of()),
                new ImageJar(jar("native"), base, "linux-x86_64", Set.of(), List.of(), List.of()));
    }

    private Path jar(String name, String... entries) throws IOException {
        Path file = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                JarEntry header = new JarEntry(entry);
                header.setTime(0);
                out.putNextEntry(header);
                out.closeEntry();
            }
            if (entries.length == 0) {
                out.putNextEntry(new JarEntry("x/"));
            }
        }
        return file;
    }
}
