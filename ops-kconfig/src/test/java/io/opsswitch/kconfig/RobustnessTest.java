/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trees made to exhaust time, memory or stack end with a tree or with a clear error. {@link SmallHeapTest} runs them too. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RobustnessTest {

    private static final Dialect NEW = Dialect.LINUX_6_12;

    @TempDir
    Path folder;

    private static String repeat(int count, IntFunction<String> text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(text.apply(i));
        }
        return out.toString();
    }

    /** Load and compute everything. */
    private static Configuration use(String text) {
        Configuration configuration = new Configuration(TestTrees.load(NEW, text));
        assertThat(ConfigurationWriter.write(configuration, "CONFIG_")).startsWith("#");
        ConfigurationWriter.minimal(configuration, "CONFIG_");
        configuration.unmetDependencies();
        return configuration;
    }

    private KconfigException refused(String text) {
        return refused(text, KconfigOptions.builder().dialect(NEW).sourceRoot(folder));
    }

    private KconfigException refused(String text, KconfigOptions.Builder options) {
        try {
            Files.writeString(folder.resolve("Kconfig"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        KconfigException e = catchThrowableOfType(
                KconfigException.class, () -> Kconfig.load(folder.resolve("Kconfig"), options.build()));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void takesConditionsOfAHundredThousandTerms() {
        for (String operator : new String[] {" || ", " && "}) {
            use("config X\n\tbool \"x\"\n\tdepends on A" + repeat(100_000, i -> operator + "A" + i) + "\n");
        }
        use("config X\n\tbool \"x\"\n\tdefault A" + repeat(100_000, i -> " || A" + i) + "\n");
        use("config X\n\tbool \"x\"\n\tdepends on A" + " || A".repeat(100_000) + "\n");
        use("config X\n\tbool \"x\"\n\tdepends on A" + repeat(20_000, i -> " && B" + i + " || A" + i) + "\n");
    }

    @Test
    void takesLongChainsOfSymbols() {
        int many = 20_000;
        String first = "config S0\n\tbool \"s\"\n\tdefault y\n";
        Configuration depends =
                use(first + repeat(many, i -> "config S" + (i + 1) + "\n\tdef_bool y\n\tdepends on S" + i + "\n"));
        assertThat(depends.value(TestTrees.symbol(depends.tree(), "S" + many))).isEqualTo("y");
        Configuration defaults = use(first + repeat(many, i -> "config S" + (i + 1) + "\n\tdef_bool S" + i + "\n"));
        assertThat(defaults.value(TestTrees.symbol(defaults.tree(), "S" + many)))
                .isEqualTo("y");
        Configuration selects = use(first + "\tselect S1\n"
                + repeat(many, i -> "config S" + (i + 1) + "\n\tbool\n\tselect S" + (i + 2) + "\n"));
        assertThat(selects.value(TestTrees.symbol(selects.tree(), "S" + many))).isEqualTo("y");
        use(repeat(many, i -> "config S" + i + "\n\tbool \"s\"\n\tselect T\n") + "config T\n\tbool\n");
        use(repeat(many, i -> "config S" + (many - i) + "\n\tbool \"s\"\n\tdepends on S" + (many - i - 1) + "\n"));
    }

    @Test
    void takesBoundsInCircles() {
        use(repeat(
                2_000,
                i -> "config R" + i + "\n\tint \"r\"\n\trange R" + (i + 1) % 2_000 + " R" + (i + 2) % 2_000 + "\n"));
    }

    @Test
    void tellsALongCircleInFull() {
        int many = 10_000;
        KconfigException e =
                refused(repeat(many, i -> "config S" + i + "\n\tbool \"s\"\n\tdepends on S" + (i + 1) % many + "\n"));
        assertThat(e).hasMessageContaining("symbol S9999 depends on S0");
        assertThat(String.valueOf(e.location())).endsWith("Kconfig:1");
    }

    @Test
    void takesManySymbolsWhoseNamesFallTogether() {
        // All of these have the same String.hashCode().
        String text = repeat(1 << 13, i -> {
            StringBuilder name = new StringBuilder("config ");
            for (int bit = 0; bit < 13; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            return name.append("\n\tbool \"x\"\n").toString();
        });
        assertThat(use(text).tree().symbols()).hasSize(1 << 13);
    }

    @Test
    void takesLinesOfTenMillionCharacters() {
        int many = 10_000_000;
        use("config A\n\tbool \"" + "x".repeat(many) + "\"\n");
        use("config A\n\tbool \"" + "$".repeat(many) + "\"\n");
        use("config A\n\tbool \"a" + "$(a)".repeat(many / 10) + "\"\n");
        use("config A\n\tbool \"a\"\n\tdepends on B" + " && $(x)B".repeat(many / 1000) + "\n");
        use("#" + "x".repeat(many) + "\n");
        use("config " + "A".repeat(many) + "\n\tbool \"a\"\n");
        use("config A\n\tbool \"a\"\n\thelp\n\t  " + "x".repeat(many) + "\n");
        use("config A\n\tbool \"a\" " + "\\\n".repeat(many / 10) + "\n");
    }

    @Test
    void readsConfigurationsOfTenMillionCharacters() {
        KconfigTree tree = TestTrees.load(NEW, "config S\n\tstring \"s\"\nconfig I\n\tint \"i\"\n");
        String text = "\\\"".repeat(4_000_000);
        Configuration configuration = TestTrees.read(tree, "CONFIG_S=\"" + text + "\"\nCONFIG_I=" + text + "\n");
        assertThat(configuration.value(TestTrees.symbol(tree, "S"))).hasSize(4_000_000);
        assertThat(TestTrees.readInto(configuration, "rubbish\n".repeat(200_000)))
                .hasSize(200_000);
    }

    @Test
    void limitsExpansionsThatDouble() {
        String text = repeat(60, i -> "A" + i + " = $(A" + (i + 1) + ")$(A" + (i + 1) + ")\n") + "$(info,$(A0))\n";
        assertThat(refused(text)).hasMessageContaining("the expansions of this tree take more than");
        String simple = "A0 := xxxxxxxx\n" + repeat(60, i -> "A" + (i + 1) + " := $(A" + i + ")$(A" + i + ")\n");
        assertThat(refused(simple)).hasMessageContaining("perhaps you should look for a variable that doubles itself");
        String many = "B := " + "x".repeat(1_000_000) + "\n" + repeat(200, i -> "A" + i + " := $(B)\n");
        assertThat(refused(many)).hasMessageContaining("all variables together exceed");
    }

    @Test
    void limitsFunctionsThatCallOneAnother() {
        assertThat(refused("f = $(g,$(1)x)$(g,$(1))\ng = $(f,$(1)y)$(f,)\n$(info,$(f,a))\n"))
                .hasMessageContaining("Too deep recursive expansion");
        assertThat(refused("config A\n\tbool \"" + "$(a,".repeat(100_000) + ")".repeat(100_000) + "\"\n")
                        .problems())
                .hasSize(1);
        assertThat(refused("config A\n\tbool \"a\"\n\tdepends on " + "$(".repeat(1_000_000) + "\n"))
                .hasMessageContaining("missing ')'");
    }

    @Test
    void limitsDepth() {
        for (String open : List.of("menu \"m\"\n", "if A\n", "config A\n\tdef_bool (", "config A\n\tdef_bool !")) {
            String last = open.substring(open.length() - 1);
            String text = last.equals("\n") ? open.repeat(100_000) : open + last.repeat(100_000) + "A\n";
            assertThat(refused(text)).hasMessageContaining("nested more than 500 deep");
        }
    }

    @Test
    void givesUpOnWhatIsNoKconfigFile() {
        assertThat(refused("@%;~\0".repeat(1_000_000))).hasMessageContaining("perhaps this is no Kconfig file");
        assertThat(refused("foo\n".repeat(1_000_000))).hasMessageContaining("perhaps this is no Kconfig file");
        assertThat(refused("config A\n\tbool \" a\"\n".repeat(1_000_000)))
                .hasMessageContaining("perhaps this is no Kconfig file");
    }

    @Test
    void limitsInclusion() throws IOException {
        for (int i = 0; i < 60; i++) {
            Files.writeString(folder.resolve("f" + i), ("source \"f" + (i + 1) + "\"\n").repeat(2));
        }
        Files.writeString(folder.resolve("f60"), "");
        assertThat(refused("source \"f0\"\n")).hasMessageContaining("more than 100000 files are sourced");
        for (int i = 0; i < 300; i++) {
            Files.writeString(folder.resolve("g" + i), "source \"g" + (i + 1) + "\"\n");
        }
        assertThat(refused("source \"g0\"\n")).hasMessageContaining("files are sourced more than 200 deep");
    }

    @Test
    void refusesFilesWithoutEndAndFolders() {
        assertThat(refused("\nsource \"/dev/zero\"\n"))
                .hasMessageContaining("Kconfig:2: can't read file \"/dev/zero\": it has more than");
        assertThat(refused("source \"/dev\"\n")).hasMessageContaining("can't open file \"/dev\"");
        assertThat(TestTrees.load(NEW, "source \"/dev/null\"\n").symbols()).isEmpty();
    }

    @Test
    void endsCommandsWithoutEnd() {
        long start = System.nanoTime();
        Map<String, String> path = Map.of("PATH", "/usr/bin:/bin");
        KconfigOptions.Builder options = KconfigOptions.builder()
                .dialect(NEW)
                .environment(path)
                .sourceRoot(folder)
                .commandTimeout(Duration.ofSeconds(1));
        assertThat(refused("A := $(shell,sleep 50; echo x)\n", options))
                .hasMessageContaining(
                        "the command \"sleep 50; echo x\" was ended, because it still ran after 1 seconds");
        assertThat(refused("A := $(shell,yes >&2)\n", options)).hasMessageContaining("bytes on standard error");
        assertThat(refused("A := $(shell,yes)\n$(error-if,y,$(A))\n", options))
                .satisfies(e -> assertThat(e.problems().get(0).text()).hasSize(4095));
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(30);
    }
}
