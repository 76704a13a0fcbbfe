/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
        assertFails("--syncconfig is not supported for the dialect", "--dialect=u-boot", "--syncconfig", "Kconfig");
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
