/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds products again that the Invoker has built: elsewhere, with other releases of Maven, and with nothing to do. */
class ProductAgainIT {

    private static final List<String> ARTIFACTS = List.of(
            "ops-alpha-1.0.tar.gz",
            "ops-alpha-1.0.zip",
            "ops-alpha-1.0.deb",
            "ops-alpha-1.0-oci.tar",
            "ops-alpha-1.0-cyclonedx.json",
            "ops-alpha-1.0-schemas.zip",
            "toaster-1.0.json");

    @TempDir
    Path folder;

    /** All at once: each of these alone would show where the difference comes from, at four times the price. */
    @ParameterizedTest
    @ValueSource(strings = {"3.9.16", "4.0.0-rc-6"})
    void givesTheSameBytesInAnotherFolderTimeZoneAndMavenWithTwoThreads(String version) throws Exception {
        Path maven = maven(version);
        BuiltProduct product = new BuiltProduct("product-line", folder.resolve("some where/else"), false);
        String log = product.build(
                maven,
                Map.of("MAVEN_OPTS", "-Duser.timezone=Pacific/Auckland -Duser.language=tr -XX:TieredStopAtLevel=1"),
                "-T2",
                "package");
        assertThat(log).contains("BUILD SUCCESS");
        for (String name : ARTIFACTS) {
            assertThat(product.file("image/target/" + name))
                    .as(name)
                    .hasSameBinaryContentAs(product.original("image/target/" + name));
        }
    }

    @Test
    void rewritesNothingWhereNothingChanged() throws Exception {
        BuiltProduct product = new BuiltProduct("several-platforms", folder.resolve("again"), true);
        Path maven = Path.of(BuiltProduct.property("ops.it.maven"));
        // The first build in the new folder may write what names the folder.
        product.build(maven, Map.of(), "-o", "package");
        Map<Path, FileTime> before = product.times();
        String log = product.build(maven, Map.of(), "-o", "package");
        assertThat(product.times()).isEqualTo(before);
        assertThat(before).containsKey(Path.of("target/ops-beta-1.0.tar.gz"));
        assertThat(log).contains("(up to date");
    }

    @Test
    void writesAgainWhatAChangedFileIsIn() throws Exception {
        BuiltProduct product = new BuiltProduct("several-platforms", folder.resolve("changed"), true);
        Path maven = Path.of(BuiltProduct.property("ops.it.maven"));
        product.build(maven, Map.of(), "-o", "package");
        Map<Path, FileTime> before = product.times();
        Files.writeString(product.file("src/main/image/bin/toast"), "#!/bin/sh\necho burnt\n");
        product.build(maven, Map.of(), "-o", "package");
        Map<Path, FileTime> after = product.times();
        assertThat(product.file("target/ops-beta/bin/toast")).content().contains("burnt");
        assertThat(after.get(Path.of("target/ops-beta-1.0.tar.gz")))
                .isNotEqualTo(before.get(Path.of("target/ops-beta-1.0.tar.gz")));
        assertThat(after.get(Path.of("target/ops-beta/share/ops/manifest.json")))
                .isEqualTo(before.get(Path.of("target/ops-beta/share/ops/manifest.json")));
    }

    /** Return the folder of a release of Maven, unpacked once; without it, and offline, there is no test. */
    private static Path maven(String version) {
        Path releases = Path.of(BuiltProduct.property("ops.it.products")).resolveSibling("maven");
        Path home = releases.resolve("apache-maven-" + version);
        if (!Files.isExecutable(home.resolve("bin/mvn"))) {
            Shell.Result result = Shell.run(
                    Map.of(),
                    300,
                    Path.of(BuiltProduct.property("ops.it.maven"), "bin/mvn").toString(),
                    "-B",
                    "-ntp",
                    BuiltProduct.property("ops.it.offline").equals("true") ? "-o" : "-U",
                    "-Dmaven.repo.local=" + BuiltProduct.property("ops.it.repository"),
                    "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack",
                    "-Dartifact=org.apache.maven:apache-maven:" + version + ":zip:bin",
                    "-DoutputDirectory=" + releases);
            if (result.exitCode() != 0) {
                Peers.missing("Maven " + version + " cannot be had here"
                        + (BuiltProduct.property("ops.it.offline").equals("true") ? ", offline: " : ": ")
                        + result.out()
                                .lines()
                                .filter(line -> line.contains("ERROR"))
                                .findFirst()
                                .orElse(""));
            }
            assertThat(home.resolve("bin/mvn").toFile().setExecutable(true)).isTrue();
        }
        return home;
    }
}
