/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.random.GlibcRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KconfigMainTest {

    private static final String HEADING = "#\n# Automatically generated file; DO NOT EDIT.\n# T\n#\n";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeTree() throws IOException {
        Files.writeString(
                folder.resolve("Kconfig"),
                "mainmenu \"T\"\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdefault y\n");
        environment.put("CONFIG_", "P_");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new KconfigMain(
                        new Settings(folder, environment),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private Path config() {
        return folder.resolve(".config");
    }

    @Test
    void writesAllConfigurations() {
        assertThat(run("--alldefconfig", "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "# P_A is not set\nP_B=y\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("#\n# configuration written to .config\n#\n");
        assertThat(run("-s", "--allyesconfig", "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "P_A=y\nP_B=y\n");
        assertThat(out.size()).isZero();
        assertThat(run("--allnoconfig", "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "# P_A is not set\n# P_B is not set\n");
        assertThat(run("--allmodconfig", "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "P_A=y\nP_B=y\n");
    }

    @Test
    void updatesAndSavesMinimally() throws IOException {
        Files.writeString(config(), "P_A=y\n");
        assertThat(run("--olddefconfig", "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "P_A=y\nP_B=y\n");
        Path minimal = folder.resolve("min");
        assertThat(run("--savedefconfig=" + minimal, "Kconfig")).isZero();
        assertThat(minimal).hasContent("P_A=y\n");
        Files.delete(config());
        assertThat(run("--defconfig", minimal.toString(), "Kconfig")).isZero();
        assertThat(config()).hasContent(HEADING + "P_A=y\nP_B=y\n");
        assertThat(run("--olddefconfig", "Kconfig")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("No change to");
    }

    @Test
    void startsFromTheFirstDefaultFileThatExists() throws IOException {
        Path defaults = Files.writeString(folder.resolve("def"), "P_A=y\n");
        environment.put("KCONFIG_DEFCONFIG_LIST", "/nope " + defaults);
        assertThat(run("--olddefconfig", "Kconfig")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("using defaults found in " + defaults);
        assertThat(config()).hasContent(HEADING + "P_A=y\nP_B=y\n");
    }

    @Test
    void failsWithOneClearMessage() throws IOException {
        assertFails("Kconfig file missing", "--olddefconfig");
        assertFails("--newconfig is not supported", "--newconfig", "Kconfig");
        assertFails("--oldconfig takes no value", "--oldconfig=x", "Kconfig");
        assertFails("--syncconfig is not supported for the dialect", "--dialect=zephyr", "--syncconfig", "Kconfig");
        assertFails("--defconfig needs a file", "--defconfig");
        assertFails("Can't find default configuration \"nope\"!", "--defconfig=nope", "Kconfig");
        assertFails("can't find file nope", "--olddefconfig", "nope");
        assertFails("unknown Kconfig dialect \"minix\"", "--dialect=minix", "--olddefconfig", "Kconfig");
        environment.put("KCONFIG_ALLCONFIG", "1");
        assertFails(
                "KCONFIG_ALLCONFIG set, but no \"allyes.config\" or \"all.config\" file found",
                "--allyesconfig",
                "Kconfig");
        Files.writeString(folder.resolve("Bad"), "config A\n\tbool \"a\"\n\tdefualt y\n");
        assertFails("Bad:3: unknown statement \"defualt\"", "--olddefconfig", "Bad");
        assertThat(config()).doesNotExist();
    }

    @Test
    void asksForWhatIsNew() throws IOException {
        Files.writeString(config(), "P_A=y\n");
        input = "maybe\nn\n";
        assertThat(run("--oldconfig", "Kconfig")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("*\n* Restart config...\n*\n*\n* T\n*\na (A) [Y/n/?] y\nb (B) [Y/n/?] (NEW) maybe\n"
                        + "b (B) [Y/n/?] (NEW) n\n#\n# configuration written to .config\n#\n");
        assertThat(config()).hasContent(HEADING + "P_A=y\n# P_B is not set\n");
    }

    @Test
    void takesDefaultsWhenInputEnds() throws IOException {
        assertThat(run("--oldaskconfig", "Kconfig")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\nError in reading or end of file.\n".repeat(2));
        assertThat(config()).hasContent(HEADING + "# P_A is not set\nP_B=y\n");
    }

    @Test
    void asksInOldDialects() throws IOException {
        Files.writeString(config(), "P_A=y\n");
        assertThat(run("--dialect=u-boot", "--oldconfig", "Kconfig")).isZero();
        Files.writeString(config(), "P_A=y\nP_B=y\n");
        assertThat(run("--dialect=u-boot", "--oldconfig", "Kconfig")).isZero();
    }

    @Test
    void saysWhichDialectItFoundAndWhy() throws IOException {
        Files.writeString(folder.resolve("Kconfig"), "config A\n\tboolean \"a\"\n");
        assertThat(run("--alldefconfig", "Kconfig")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("# Kconfig dialect kconfig-frontends, by Kconfig:2: boolean \"a\"\n");
    }

    @Test
    void reportsChangedInputOnRequest() throws IOException {
        Files.writeString(folder.resolve("Kconfig"), "config N\n\tint \"n\"\n\trange 1 20\n");
        Files.writeString(config(), "P_N=30\n");
        environment.put("KCONFIG_WARN_CHANGED_INPUT", "1");
        assertThat(run("-s", "--olddefconfig", "Kconfig")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("warning: user-provided values changed by Kconfig:\n  P_N: 30 -> 20\n");
    }

    @Test
    void drawsTheNumbersOfGlibc() {
        GlibcRandom random = new GlibcRandom(1);
        assertThat(List.of(random.next(), random.next(), random.next()))
                .containsExactly(1804289383, 846930886, 1681692777);
    }

    @Test
    void writesWhatABuildReads() throws IOException {
        environment.put("KCONFIG_AUTOCONFIG", "out/auto.conf");
        assertThat(run("--alldefconfig", "Kconfig")).isZero();
        assertThat(folder.resolve("out/auto.conf")).hasContent(HEADING + "P_B=y\n");
        assertThat(folder.resolve("out/B")).isEmptyFile();
        assertThat(folder.resolve("out/A")).doesNotExist();
        assertThat(folder.resolve("out/auto.conf.cmd"))
                .hasContent("autoconfig := out/auto.conf\n\ndeps_config := \\\n\tKconfig \\\n\n"
                        + "$(autoconfig): $(deps_config)\n$(deps_config): ;\n");
        assertThat(folder.resolve("include/generated/autoconf.h"))
                .hasContent("/*\n * Automatically generated file; DO NOT EDIT.\n * T\n */\n#define P_B 1\n");
        assertThat(folder.resolve("include/generated/rustc_cfg")).hasContent("--cfg=P_B\n--cfg=P_B=\"y\"\n");
    }

    @Test
    void warningsFailOnRequest() throws IOException {
        Files.writeString(config(), "P_A=y\nrubbish\n");
        assertThat(run("--olddefconfig", "Kconfig")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(".config:2:warning: unexpected data: rubbish\n");
        Files.writeString(config(), "rubbish\n");
        environment.put("KCONFIG_WERROR", "1");
        assertFails(".config:1:warning: unexpected data: rubbish", "--olddefconfig", "Kconfig");
    }

    private void assertFails(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
    }
}
