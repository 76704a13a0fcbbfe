/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Kconfiglib writes the same configurations, but for what the tests name. */
class KconfiglibPeerTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /** Reads trees from one folder each, and writes what it makes of them: one interpreter for all. */
    private static final String SCRIPT = """
            import os, sys, kconfiglib
            for folder in sys.argv[1:]:
                os.chdir(folder)
                try:
                    tree = kconfiglib.Kconfig("Kconfig", warn=False)
                    tree.load_config("input", replace=True)
                    tree.write_config("theirs", save_old=False, header="")
                    tree.write_min_config("theirs.min", header="")
                except kconfiglib.KconfigError as e:
                    open("theirs.error", "w").write(str(e))
            """;

    @TempDir
    Path folder;

    private int trees;

    @BeforeAll
    static void isThere() throws Exception {
        boolean present = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import kconfiglib")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        String missing = "Kconfiglib is missing, perhaps you should install python3-kconfiglib";
        if (!present) {
            assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
            System.out.println("skipped: " + missing);
            assumeTrue(false, missing);
        }
    }

    private Path tree(Map<String, String> files) throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree" + trees++));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return tree;
    }

    private static void run(List<Path> trees) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-c", SCRIPT));
        trees.forEach(tree -> command.add(tree.toString()));
        Path log = Files.createTempFile("kconfiglib", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        Files.delete(log);
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8", "HERE", "sub", "TITLE", "From outside");
    }

    private static Configuration ours(Path tree, Dialect dialect) throws Exception {
        KconfigTree loaded = Kconfig.load(
                Path.of("Kconfig"),
                KconfigOptions.builder()
                        .dialect(dialect)
                        .environment(environment())
                        .sourceRoot(tree)
                        .build());
        Configuration configuration = new Configuration(loaded);
        configuration.read(tree.resolve("input"), "CONFIG_");
        return configuration;
    }

    /** Kconfiglib's text has no heading of its own; ours is that of the C tools. */
    private static String withoutHeading(String text) {
        return text.substring(text.indexOf("\n#\n", 2) + 3);
    }

    private void bothWriteTheSame(Map<String, String> files) throws Exception {
        Path tree = tree(files);
        run(List.of(tree));
        compare(tree, Dialect.KCONFIGLIB);
    }

    private static void compare(Path tree, Dialect dialect) throws Exception {
        String text = Files.readString(tree.resolve("Kconfig"));
        Path error = tree.resolve("theirs.error");
        assertThat(error).as(Files.exists(error) ? Files.readString(error) : "").doesNotExist();
        Configuration configuration = ours(tree, dialect);
        assertThat(withoutHeading(ConfigurationWriter.write(configuration, "CONFIG_")))
                .as(text)
                .isEqualTo(Files.readString(tree.resolve("theirs"), StandardCharsets.UTF_8));
        assertThat(ConfigurationWriter.minimal(configuration, "CONFIG_"))
                .as(text)
                .isEqualTo(Files.readString(tree.resolve("theirs.min"), StandardCharsets.UTF_8));
    }

    @Test
    void readsItsWaysToSource() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Kconfig", """
                mainmenu "$(TITLE)"
                source "$(HERE)/Kconfig"
                source "$HERE/Kconfig.more"
                osource "nowhere"
                gsource "nowhere*"
                source "glob/*/Kconfig"
                osource "glob/no*/Kconfig"
                source "one?"
                source "one[b-z]"
                """);
        files.put("sub/Kconfig", "config SUB\n\tdef_bool y\nrsource \"deeper/Kconfig\"\norsource \"nowhere\"\n");
        files.put("sub/Kconfig.more", "config MORE\n\tbool \"more\"\ngrsource \"deep*/K*.g\"\n");
        files.put("sub/deeper/Kconfig", "config DEEPER\n\tdef_int 7\n");
        files.put("sub/deeper/K1.g", "config G1\n\tdef_hex 0x1f\n");
        files.put("sub/deeper/K0.g", "config G0\n\tdef_string \"g \\\"0\\\"\"\n");
        files.put("glob/b/Kconfig", "config GLOB_B\n\tdef_bool y\n");
        files.put("glob/a/Kconfig", "config GLOB_A\n\tdef_bool y\n");
        files.put("onea", "config ONE_A\n\tdef_bool y\n");
        files.put("oneb", "config ONE_B\n\tbool \"b\"\n");
        files.put("input", "CONFIG_MORE=y\n");
        bothWriteTheSame(files);
    }

    @Test
    void readsOldAndNewFormsSideBySide() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Kconfig", """
                config TITLE
                	string
                	option env="TITLE"
                mainmenu "$TITLE and $(TITLE)"
                config MODULES
                	bool "modules"
                	option modules
                	default y
                config FROM_OLD
                	string
                	default "$TITLE"
                config FROM_NEW
                	string "new"
                	default "$(TITLE)"
                PLUS := +
                JOIN = $(1)$(PLUS)$(2)
                config JOINED
                	string
                	default "$(JOIN,a,b) $(shell,echo hello)"
                config A
                	boolean "a"
                	---help---
                	  Old help.
                config T
                	tristate "t"
                	default m
                	imply A
                choice CH
                	prompt "named"
                	optional
                config C1
                	bool "c1"
                config C2
                	bool "c2"
                endchoice
                choice
                	tristate "t choice"
                config C3
                	tristate "c3"
                config C4
                	tristate "c4"
                endchoice
                config I
                	int "i"
                	range 3 7
                config H
                	hex "h"
                	range 0x10 0x20
                	default 0x5
                menu "m"
                	depends on A
                config IN
                	bool "in"
                endmenu
                menuconfig MC
                	bool "mc"
                if MC
                config BELOW
                	string "below"
                	default "x\\\\y"
                endif
                comment "end"
                """);
        files.put(
                "input",
                "CONFIG_A=y\nCONFIG_C2=y\nCONFIG_C3=m\nCONFIG_MC=y\nCONFIG_BELOW=\"a \\\"b\\\" \\\\c \u00e9\"\n");
        bothWriteTheSame(files);
    }

    @Test
    void randomTreesAreWrittenTheSame() throws Exception {
        List<Path> all = new ArrayList<>();
        for (long seed = 1; seed <= 60; seed++) {
            String text = seed % 2 == 0
                    ? RandomTrees.tree(seed, Dialect.KCONFIGLIB)
                    : RandomTrees.richTree(seed, Dialect.KCONFIGLIB);
            all.add(tree(Map.of(
                    "Kconfig", text.replace("\tmodules\n", "\toption modules\n"), "input", RandomTrees.config(seed))));
        }
        run(all);
        SoftAssertions softly = new SoftAssertions();
        for (Path tree : all) {
            softly.assertThatCode(() -> compare(tree, Dialect.KCONFIGLIB)).doesNotThrowAnyException();
        }
        softly.assertAll();
    }
}
