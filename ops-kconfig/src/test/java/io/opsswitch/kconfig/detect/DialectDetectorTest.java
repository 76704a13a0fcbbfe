/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectDetectorTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Detection detect(String text) throws IOException {
        return detect(text, Map.of());
    }

    private Detection detect(String text, Map<String, String> environment) throws IOException {
        write("Kconfig.test", text);
        return DialectDetector.detect(Path.of("Kconfig.test"), folder, environment);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 0, linux",
        "6, 18, linux",
        "6, 17, linux-6.12",
        "6, 12, linux-6.12",
        "6, 9, linux-6.12",
        "6, 8, linux-6.1",
        "6, 1, linux-6.1",
        "5, 14, linux-6.1",
        "5, 10, u-boot",
        "4, 18, u-boot",
        "4, 11, kconfig-frontends",
    })
    void knowsLinuxByTheReleaseInItsMakefile(int version, int patchLevel, String dialect) throws IOException {
        String makefile = "# SPDX-License-Identifier: GPL-2.0\nVERSION = %d\nPATCHLEVEL = %d\nSUBLEVEL = 3\n";
        write("Makefile", makefile.formatted(version, patchLevel));
        Detection detection = detect("#\nmainmenu \"Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration\"\n");
        assertThat(detection.dialect().name()).isEqualTo(dialect);
        assertThat(detection.reason()).isEqualTo("Makefile:2: Linux " + version + "." + patchLevel);
        assertThat(detection.sure()).isTrue();
    }

    @Test
    void knowsLinuxByTheEnvironmentWhenThereIsNoMakefile() throws IOException {
        String title = "mainmenu \"Linux/$(ARCH) $(KERNELVERSION)\"\n";
        Detection detection = detect(title, Map.of("KERNELVERSION", "6.1.192-rc1"));
        assertThat(detection.dialect()).isEqualTo(Dialect.LINUX_6_1);
        assertThat(detection.reason()).isEqualTo("KERNELVERSION: Linux 6.1");
    }

    @Test
    void takesNoOtherProjectForLinuxBecauseOfItsMakefile() throws IOException {
        write("Makefile", "VERSION = 2026\nPATCHLEVEL = 10\n");
        assertThat(detect("mainmenu \"Box $(KERNELVERSION)\"\nconfig A\n\toption modules\n")
                        .dialect())
                .isEqualTo(Dialect.U_BOOT);
    }

    @ParameterizedTest
    @CsvSource({
        "'mainmenu \"U-Boot $(UBOOTVERSION)\"', u-boot",
        "'mainmenu \"Buildroot $BR2_VERSION\"', buildroot",
        "'config BR2_TAR', buildroot",
        "'mainmenu \"Zephyr Kernel\"', zephyr",
        "'source \"Kconfig.zephyr\"', zephyr",
        "'configdefault A', zephyr",
        "'rsource \"x/Kconfig\"', kconfiglib",
        "'source \"x/*/Kconfig\"', kconfiglib",
        "'\tdef_int 3', kconfiglib",
        "'source \"platforms/$PLATFORM/Kconfig\"', kconfig-frontends",
        "'mainmenu \"Product $VERSION\"', kconfig-frontends",
        "'\toption env=\"HOME\"', kconfig-frontends",
        "'\t---help---', kconfig-frontends",
        "'source x/Kconfig', kconfig-frontends",
        "'\tboolean \"a\"', kconfig-frontends",
        "'\ttransitional', linux",
        "'\tdepends on A || B if C', linux",
        "'choice NAME', linux-6.1",
        "'\tmodules', linux",
    })
    void knowsOneTellingLine(String line, String dialect) throws IOException {
        Detection detection = detect("# a comment\n" + line + "\n");
        assertThat(detection.dialect().name()).isEqualTo(dialect);
        assertThat(detection.reason()).isEqualTo("Kconfig.test:2: " + line.strip());
    }

    @Test
    void knowsWhatFormsTellTogether() throws IOException {
        assertThat(detect("x := $(shell,echo y)\nconfig A\n\tboolean\n").dialect())
                .isEqualTo(Dialect.U_BOOT);
        assertThat(detect("config A\n\tdefault \"$(HOME)\"\n\toption env=\"A\"\n")
                        .dialect())
                .isEqualTo(Dialect.KCONFIGLIB);
        assertThat(detect("choice\n\tprompt \"one\"\n\toptional\nendchoice\nconfig M\n\tmodules\n")
                        .dialect())
                .isEqualTo(Dialect.LINUX_6_1);
    }

    @Test
    void takesNoHelpTextForStatements() throws IOException {
        Detection detection = detect("""
                config A
                	bool "depends on B if C"
                	help
                	  Write
                	    source x/Kconfig

                	  transitional
                	default y
                	# boolean
                config B
                	string "---help---"
                """);
        assertThat(detection).isEqualTo(new Detection(Dialect.LINUX, "nothing tells otherwise in 1 files", false));
    }

    @Test
    void looksIntoSourcedFiles() throws IOException {
        write("a/Kconfig", "source \"$(WHERE)/Kconfig\"\n");
        write("b/Kconfig", "\nconfigdefault X\n");
        Detection detection = detect("source \"a/Kconfig\"\nsource \"missing\"\n", Map.of("WHERE", "b"));
        assertThat(detection.dialect()).isEqualTo(Dialect.ZEPHYR);
        assertThat(detection.reason()).isEqualTo("b/Kconfig:2: configdefault X");
    }

    @Test
    void endsInTreesThatGoInCircles() throws IOException {
        assertThat(detect("source \"Kconfig.test\"\n").sure()).isFalse();
    }

    @Test
    void knowsTheReferenceProduct() throws IOException {
        Detection detection = DialectDetector.detect(
                Path.of("Kconfig"), Path.of("../ops-runtime/ops-image").toAbsolutePath(), Map.of("PLATFORM", "as5712"));
        assertThat(detection.dialect()).isEqualTo(Dialect.KCONFIG_FRONTENDS);
        assertThat(detection.reason()).startsWith("Kconfig:13: mainmenu ");
    }
}
