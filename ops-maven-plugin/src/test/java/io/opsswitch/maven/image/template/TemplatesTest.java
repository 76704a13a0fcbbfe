/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.maven.image.Configurator;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.image.ProductFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {

    @TempDir
    Path root;

    private Path folder;
    private PlatformConfiguration configuration;

    @BeforeEach
    void evaluate() throws Exception {
        Files.writeString(root.resolve("Kconfig"), """
                config TIMER
                	bool "Timer"
                config RADIO
                	bool "Radio"
                	default y
                config SLOTS
                	int "Slots"
                	default 12345
                config MASK
                	hex "Mask"
                	default 0xff
                config NAME
                	string "Name"
                	default "Jo"
                config SECONDS
                	int "Seconds"
                	depends on TIMER
                """);
        Files.createDirectories(root.resolve("platforms/a"));
        Files.writeString(root.resolve("platforms/a/Kconfig"), "");
        Product product =
                new Product(root.resolve("Kconfig"), root.resolve("platforms"), Dialect.LINUX, "ops", Map.of());
        configuration = Configurator.evaluate(product, "a");
        folder = Files.createDirectories(root.resolve("image"));
    }

    @Test
    void seesFeaturesAsBooleansAndKeyValuesWithTheirTypes() throws Exception {
        assertThat(render("etc/x.ftl", """
                        ${platform} ${version}
                        <#if RADIO>radio</#if><#if TIMER>timer</#if>
                        ${SLOTS} ${SLOTS + 1} ${MASK} ${NAME}
                        <#if SECONDS??>${SECONDS}<#else>no timer</#if> ${SECONDS!7}
                        """))
                .isEqualTo(Map.of("etc/x", "a 1.0\nradio\n12345 12346 0xff Jo\nno timer 7\n"));
    }

    @Test
    void makesNoFileOfWhatRendersToNothing() throws Exception {
        assertThat(render("etc/x.ftl", "<#if TIMER>\nseconds=1\n</#if>\n")).isEmpty();
        assertThat(render("etc/x.ftl", "<#if RADIO>\nfm=1\n</#if>\n")).isEqualTo(Map.of("etc/x", "fm=1\n"));
    }

    @Test
    void leavesOtherFilesAsTheyAre() throws Exception {
        assertThat(render("bin/x", "${NOT_LOOKED_AT}")).isEqualTo(Map.of("bin/x", "${NOT_LOOKED_AT}"));
    }

    @Test
    void namesPlaceAndNearestSymbolOfAnUnknownOne() {
        assertThatThrownBy(() -> render("etc/x.ftl", "one\n  ${TIMR?c}\n"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(Path.of("etc", "x.ftl") + ":2:")
                .hasMessageEndingWith("there is no symbol TIMR in the Kconfig tree, perhaps you mean TIMER");
    }

    @Test
    void saysWhatToDoAboutAKeyValueThatIsNotThere() {
        assertThatThrownBy(() -> render("etc/x.ftl", "${SECONDS}"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("x.ftl:1:3: SECONDS has no value in this configuration")
                .hasMessageContaining("<#if SECONDS??>");
    }

    @Test
    void namesThePlaceOfASyntaxError() {
        assertThatThrownBy(() -> render("etc/x.ftl", "a\n<#if RADIO>\n"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("x.ftl:")
                .hasMessageContaining("#if");
    }

    private Map<String, String> render(String name, String text) throws IOException, ImageException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Map<String, String> files = new TreeMap<>();
        for (ProductFile each : new Templates(folder, configuration, "1.0").render()) {
            files.put(each.name(), new String(each.content(), StandardCharsets.UTF_8));
        }
        return files;
    }
}
