/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguratorTest {

    @TempDir
    Path root;

    @BeforeEach
    void createProduct() throws IOException {
        write("platforms/a/Kconfig", "config A\n\tbool\n\tdefault y\n");
        write("platforms/b/Kconfig", "config B\n\tbool\n\tdefault y\n");
        write("Kconfig", """
                mainmenu "Configuration for $(CONFIGURED_PLATFORM)"
                source "platforms/$(CONFIGURED_PLATFORM)/Kconfig"
                config NTPD
                	bool "ntp"
                config PORTS
                	int "ports"
                	default 4
                config NAME
                	string "name"
                	default "a \\"b\\""
                """);
    }

    @Test
    void takesValuesFromTheCommittedFileAndDefaultsForTheRest() throws Exception {
        write("platforms/a/.ops-config", "OPS_CONFIG_NTPD=y\n");
        PlatformConfiguration configuration = Configurator.evaluate(product(), "a");
        assertThat(configuration.features()).containsExactly("A", "NTPD");
        assertThat(configuration.keyValues()).containsEntry("PORTS", "4").containsEntry("NAME", "a \"b\"");
        assertThat(configuration.newSymbols()).containsOnlyKeys("PORTS", "NAME");
        assertThat(configuration.knownSymbols())
                .contains("A", "NTPD", "PORTS", "NAME")
                .doesNotContain("B");
        assertThat(configuration.text())
                .contains("# Configuration for a\n")
                .contains("OPS_CONFIG_NTPD=y\n")
                .contains("OPS_CONFIG_NAME=\"a \\\"b\\\"\"\n");
    }

    @Test
    void evaluatesAPlatformWithoutCommittedFileFromItsDefaults() throws Exception {
        assertThat(Configurator.evaluate(product(), "b").features()).containsExactly("B");
    }

    @Test
    void listsTheKnownPlatformsWhenAskedForAnotherOne() {
        assertThatThrownBy(() -> Configurator.evaluate(product(), "c"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("unknown platform \"c\"")
                .hasMessageContaining("a, b");
    }

    @Test
    void namesFileAndLineOfASyntaxError() throws IOException {
        write("platforms/a/Kconfig", "config A\n\tbool\n\tdefualt y\n");
        assertThatThrownBy(() -> Configurator.evaluate(product(), "a"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("platforms/a/Kconfig:3:")
                .hasMessageContaining("defualt");
    }

    private Product product() {
        return new Product(root.resolve("Kconfig"), root.resolve("platforms"), Dialect.LINUX, "ops", Map.of());
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
