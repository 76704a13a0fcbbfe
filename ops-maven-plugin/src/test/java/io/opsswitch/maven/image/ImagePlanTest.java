/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImagePlanTest {

    private static final ImagePlan.Coordinates TOOLS = new ImagePlan.Coordinates("g", "ops-tools", "1");
    private static final ImagePlan.Coordinates MIRROR = new ImagePlan.Coordinates("g", "ops-mirror", "1");
    private static final ImagePlan.Coordinates STATS = new ImagePlan.Coordinates("g", "ops-system-stats", "1");

    @Test
    void includesPackagesOfEnabledSymbolsAndThoseThatNoSymbolOwns() throws ImageException {
        ImagePlan plan =
                ImagePlan.of(configuration(Set.of("OPS_SYSTEM_STATS")), List.of(TOOLS, MIRROR, STATS), List.of());
        assertThat(plan.included()).containsExactly(TOOLS, STATS);
        assertThat(plan.excluded()).containsExactly(MIRROR);
    }

    @Test
    void callsAnEnabledSymbolWithoutPackageAFlag() throws ImageException {
        ImagePlan plan =
                ImagePlan.of(configuration(Set.of("AS5712", "OPS_MIRROR")), List.of(MIRROR), List.of("OPS_DATAPATH_*"));
        assertThat(plan.artifactOf("AS5712")).isEqualTo("flag");
        assertThat(plan.artifactOf("OPS_MIRROR")).isEqualTo("g:ops-mirror:1");
    }

    @Test
    void refusesAnImageWhoseCodeIsMissingAndNamesAllOfIt() {
        PlatformConfiguration configuration =
                configuration(new LinkedHashSet<>(List.of("OPS_DATAPATH_NETLINK", "OPS_DATAPATH_ASIC", "AS5712")));
        assertThatThrownBy(() -> ImagePlan.of(configuration, List.of(TOOLS), List.of("OPS_DATAPATH_*")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("platform p cannot be assembled")
                .hasMessageContaining("OPS_DATAPATH_NETLINK needs the package ops-datapath-netlink")
                .hasMessageContaining("OPS_DATAPATH_ASIC needs the package ops-datapath-asic")
                .hasMessageNotContaining("AS5712 needs");
    }

    @Test
    void explainsEachDecision() throws ImageException {
        PlatformConfiguration configuration = configuration(new LinkedHashSet<>(List.of("AS5712", "OPS_MIRROR")));
        ImagePlan plan = ImagePlan.of(configuration, List.of(TOOLS, MIRROR, STATS), List.of());
        assertThat(plan.explain(configuration))
                .containsExactly(
                        "in:  g:ops-tools:1 (part of every image)",
                        "in:  g:ops-mirror:1 (OPS_MIRROR=y)",
                        "out: g:ops-system-stats:1 (OPS_SYSTEM_STATS is not set)",
                        "flag: AS5712");
    }

    static PlatformConfiguration configuration(Set<String> features) {
        return new PlatformConfiguration(
                "p",
                Path.of("platforms/p/.ops-config"),
                List.of(),
                features,
                Set.of(),
                Map.of("PORTS", "4"),
                new TreeSet<>(Set.of(
                        "AS5712", "OPS_MIRROR", "OPS_SYSTEM_STATS", "OPS_DATAPATH_NETLINK", "OPS_DATAPATH_ASIC")),
                Map.of(),
                List.of(),
                "OPS_CONFIG_X=y\n");
    }
}
