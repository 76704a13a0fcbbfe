/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kconfig tools as people get them: the runnable jar, and the launcher in an image. */
class KconfigToolsIT {

    private static final Path JAR = Path.of(System.getProperty("ops.it.kconfig"));
    private static final String VERSION = "ops-kconfig (ops) " + System.getProperty("ops.it.version") + "\n";

    @TempDir
    Path folder;

    @BeforeEach
    void writeTree() throws IOException {
        Files.writeString(
                folder.resolve("Kconfig"),
                "config TOAST\n\tbool \"Toast\"\n\tdefault y\nconfig SLICES\n\tint \"Slices\"\n\tdepends on TOAST\n"
                        + "\tdefault 2\n");
    }

    private Shell.Result jar(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", JAR.toString()));
        command.addAll(tree());
        command.addAll(List.of(arguments));
        // Without these what a build is to include goes below the working directory.
        Map<String, String> outputs = Map.of(
                "KCONFIG_AUTOCONFIG", folder.resolve("auto.conf").toString(),
                "KCONFIG_AUTOHEADER", folder.resolve("autoconf.h").toString(),
                "KCONFIG_RUSTCCFG", folder.resolve("rustc_cfg").toString());
        return Shell.run(outputs, command.toArray(String[]::new));
    }

    private List<String> tree() {
        return List.of("--kconfig=" + folder.resolve("Kconfig"), "--config=" + folder.resolve(".config"));
    }

    @Test
    void theRunnableJarNeedsNothingElse() throws IOException {
        assertThat(jar("--version").quietly()).isEqualTo(VERSION);
        assertThat(jar("-s", "alldefconfig").quietly()).isEmpty();
        assertThat(folder.resolve(".config")).content().endsWith("CONFIG_TOAST=y\nCONFIG_SLICES=2\n");
        assertThat(jar("get", "SLICES").quietly()).isEqualTo("2\n");
        Shell.Result menu = jar("menuconfig");
        assertThat(menu.exitCode()).isEqualTo(1);
        assertThat(menu.err()).contains("terminal").doesNotContain("Exception");
    }

    @Test
    void theRunnableJarIsStoredUnsignedAndLicensed() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
            assertThat(jar.stream())
                    .noneMatch(entry -> entry.getName().matches("META-INF/.*\\.(SF|DSA|RSA)|.*module-info\\.class"))
                    .noneMatch(entry -> entry.getName().startsWith("META-INF/ops/"))
                    .anyMatch(entry -> entry.getName().equals("META-INF/LICENSE"))
                    .anyMatch(entry -> entry.getName().equals("META-INF/licenses/jackson-core/META-INF/NOTICE"))
                    .allMatch(entry -> entry.getSize() == entry.getCompressedSize()
                            || entry.getName().equals("META-INF/MANIFEST.MF"));
        }
    }

    @Test
    void theImageHasALauncher() {
        Path launcher = RunningImage.image("as5712").resolve("bin/ops-kconfig");
        assertThat(Shell.run(Map.of(), launcher.toString(), "--version").quietly())
                .isEqualTo(VERSION);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(tree());
        command.addAll(List.of("get", "TOAST", "SLICES"));
        assertThat(Shell.run(Map.of(), command.toArray(String[]::new)).quietly())
                .isEqualTo("y\n2\n");
    }
}
