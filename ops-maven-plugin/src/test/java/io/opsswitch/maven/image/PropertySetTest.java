/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertySetTest {

    @Test
    void givesOnePlatformAllItsSymbols() {
        PropertySet set = PropertySet.of(List.of(platform("a", "2", "A", "TIMER")), "P_");
        assertThat(set.values())
                .isEqualTo(Map.of(
                        "ops.platform", "a",
                        "ops.platforms", "a",
                        "ops.features", "A TIMER",
                        "ops.a.features", "A TIMER",
                        "P_A", "y",
                        "P_TIMER", "y",
                        "P_SLOTS", "2"));
        assertThat(set.differing()).isEmpty();
    }

    @Test
    void givesSeveralPlatformsOnlyWhatTheyAgreeOn() {
        PropertySet set =
                PropertySet.of(List.of(platform("a", "2", "A", "TIMER"), platform("b", "4", "B", "TIMER")), "P_");
        assertThat(set.values())
                .isEqualTo(Map.of(
                        "ops.platforms", "a b",
                        "ops.a.features", "A TIMER",
                        "ops.b.features", "B TIMER",
                        "P_TIMER", "y"));
        assertThat(set.differing()).containsExactly("A", "SLOTS", "B");
    }

    @Test
    void namesNoPlatformWhereThereAreNone() {
        assertThat(PropertySet.of(List.of(platform("", "2", "TIMER")), "CONFIG_")
                        .values())
                .isEqualTo(Map.of("ops.features", "TIMER", "CONFIG_TIMER", "y", "CONFIG_SLOTS", "2"));
    }

    private static PlatformConfiguration platform(String name, String slots, String... features) {
        return new PlatformConfiguration(
                name,
                Path.of(".ops-config"),
                List.of(),
                new LinkedHashSet<>(List.of(features)),
                Set.of(),
                Map.of("SLOTS", slots),
                Set.of(),
                Map.of(),
                List.of(),
                "");
    }
}
