/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    @TempDir
    Path folder;

    @Test
    void listsFeaturesWithTheirArtifactsKeyValuesAndSchemas() throws Exception {
        Path schemas = Files.createDirectories(folder.resolve("openvswitch"));
        Files.writeString(
                schemas.resolve("x.ovsschema"),
                "{\"name\":\"X\",\"version\":\"1.2.3\",\"cksum\":\"7 8\",\"tables\":{}}");
        PlatformConfiguration configuration =
                ImagePlanTest.configuration(new LinkedHashSet<>(List.of("AS5712", "OPS_MIRROR")));
        ImagePlan plan =
                ImagePlan.of(configuration, List.of(new ImagePlan.Coordinates("g", "ops-mirror", "1")), List.of());
        Manifest.write(folder, configuration, plan, "9.9", schemas);
        assertThat(folder.resolve("share/ops/image_features")).hasContent("AS5712 OPS_MIRROR");
        assertThat(folder.resolve("share/ops/.ops-config")).hasContent("OPS_CONFIG_X=y");
        assertThat(folder.resolve("share/ops/manifest.json")).hasContent("""
                        {
                          "platform" : "p",
                          "version" : "9.9",
                          "features" : {
                            "AS5712" : "flag",
                            "OPS_MIRROR" : "g:ops-mirror:1"
                          },
                          "keyValues" : {
                            "PORTS" : "4"
                          },
                          "disabled" : [
                            "OPS_DATAPATH_ASIC",
                            "OPS_DATAPATH_NETLINK",
                            "OPS_SYSTEM_STATS"
                          ],
                          "schemas" : {
                            "X" : {
                              "file" : "openvswitch/x.ovsschema",
                              "version" : "1.2.3",
                              "cksum" : "7 8"
                            }
                          }
                        }
                        """);
    }

    @Test
    void tellsTestsEarlyWhatIsOnAndOff() throws Exception {
        PlatformConfiguration configuration =
                ImagePlanTest.configuration(new LinkedHashSet<>(List.of("AS5712", "OPS_MIRROR")));
        Path file = Manifest.writeEarly(folder.resolve("target"), configuration, "9.9", false);
        assertThat(file).isEqualTo(folder.resolve("target/ops-manifest.json"));
        assertThat(file).hasContent("""
                        {
                          "platform" : "p",
                          "version" : "9.9",
                          "features" : {
                            "AS5712" : null,
                            "OPS_MIRROR" : null
                          },
                          "keyValues" : {
                            "PORTS" : "4"
                          },
                          "disabled" : [
                            "OPS_DATAPATH_ASIC",
                            "OPS_DATAPATH_NETLINK",
                            "OPS_SYSTEM_STATS"
                          ]
                        }
                        """);
        FileTime old = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, old);
        Manifest.writeEarly(folder.resolve("target"), configuration, "9.9", false);
        assertThat(Files.getLastModifiedTime(file))
                .as("an unchanged file keeps its time")
                .isEqualTo(old);
        assertThat(Manifest.writeEarly(folder.resolve("target"), configuration, "9.9", true))
                .as("one for each platform")
                .isEqualTo(folder.resolve("target/ops-manifest-p.json"));
    }
}
