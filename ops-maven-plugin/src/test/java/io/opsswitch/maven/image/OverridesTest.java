/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {

    @TempDir
    Path root;

    private Path committed;

    @BeforeEach
    void writeTree() throws IOException {
        Files.writeString(root.resolve("Kconfig"), """
                config TIMER
                	bool "Timer"
                config SLOTS
                	int "Slots"
                	range 1 8
                	default 2
                config NAME
                	string "Name"
                	default "x"
                config RADIO
                	bool "Radio"
                	depends on TIMER
                """);
        Files.createDirectories(root.resolve("platforms/a"));
        Files.writeString(root.resolve("platforms/a/Kconfig"), "");
        committed = root.resolve("platforms/a/.ops-config");
        Files.writeString(committed, "OPS_CONFIG_TIMER=y\nOPS_CONFIG_SLOTS=4\n");
    }

    @Test
    void putsFragmentsAndThenValuesOnTopAndTouchesNoFile() throws Exception {
        Path fragment = fragment("OPS_CONFIG_SLOTS=5\nOPS_CONFIG_RADIO=y\n");
        PlatformConfiguration configuration =
                evaluate(new Overrides(List.of(fragment), List.of("SLOTS=6", "OPS_CONFIG_NAME=\"a,b\"")));
        assertThat(configuration.features()).containsExactly("TIMER", "RADIO");
        assertThat(configuration.keyValues()).containsEntry("SLOTS", "6").containsEntry("NAME", "a,b");
        assertThat(configuration.overrides())
                .containsExactlyInAnyOrder(" SLOTS 4 -> 6", " NAME x -> a,b", " RADIO n -> y");
        assertThat(committed).hasContent("OPS_CONFIG_TIMER=y\nOPS_CONFIG_SLOTS=4");
    }

    @Test
    void failsWithTheReasonWhenAValueDoesNotComeTrue() {
        assertThatThrownBy(() -> evaluate(new Overrides(List.of(), List.of("TIMER=n", "RADIO=y"))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("RADIO cannot be \"y\", it is \"n\"")
                .hasMessageContaining("it depends on TIMER")
                .hasMessageContaining("mvn ops:enable");
        assertThatThrownBy(() -> evaluate(new Overrides(List.of(), List.of("TIMR=n"))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("-Dops.set=: there is no symbol TIMR in this tree, perhaps you mean TIMER");
    }

    @Test
    void namesTheLineOfAFragmentThatDoesNotComeTrue() {
        assertThatThrownBy(() -> evaluate(new Overrides(List.of(fragment("\nOPS_CONFIG_SLOTS=9\n")), List.of())))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("f.config:2: OPS_CONFIG_SLOTS=9: SLOTS is an int")
                .hasMessageContaining("from 1 to 8");
        assertThatThrownBy(() -> evaluate(new Overrides(List.of(root.resolve("gone")), List.of())))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("there is no fragment")
                .hasMessageContaining("-Dops.fragment=");
    }

    @Test
    void leavesWhatTheCommittedFileAsksForInVainToItsOwnWarning() throws Exception {
        Files.writeString(committed, "OPS_CONFIG_SLOTS=77\n");
        PlatformConfiguration configuration =
                evaluate(new Overrides(List.of(fragment("OPS_CONFIG_TIMER=y\n")), List.of()));
        assertThat(configuration.features()).containsExactly("TIMER");
    }

    private Path fragment(String text) throws IOException {
        return Files.writeString(root.resolve("f.config"), text);
    }

    private PlatformConfiguration evaluate(Overrides overrides) throws ImageException, IOException {
        Product product =
                new Product(root.resolve("Kconfig"), root.resolve("platforms"), Dialect.LINUX, "ops", Map.of());
        return Configurator.evaluate(product, "a", overrides);
    }
}
