/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Whatever the text is, loading ends soon, with a tree or with a {@link KconfigException}. {@code -Dops.fuzz.factor=1000}
 * makes each try a thousand.
 */
class FuzzPropertyTest {

    private static final int FACTOR = Integer.getInteger("ops.fuzz.factor", 1);

    private static final String[] PIECES = {
        "config ",
        "menuconfig ",
        "A",
        "B",
        "\n",
        "\n",
        "\n\t",
        "\t",
        " ",
        "bool",
        "tristate",
        "int",
        "\"text\"",
        "'",
        "\"",
        "\\",
        "default ",
        "def_bool ",
        "depends on ",
        "select ",
        "imply ",
        "range 1 2",
        "if ",
        "endif\n",
        "menu ",
        "endmenu\n",
        "choice\n",
        "endchoice\n",
        "comment ",
        "help\n",
        "---help---\n",
        "source ",
        "\"Kconfig\"",
        "prompt ",
        "visible if ",
        "option ",
        "env=",
        "modules",
        "optional",
        "&&",
        "||",
        "!",
        "=",
        "!=",
        "<",
        "(",
        ")",
        ":=",
        "+=",
        "$(",
        "$(A",
        "$(info,",
        "$(error-if,y,",
        ",",
        "$",
        "#",
        "y",
        "m",
        "n",
        "\0",
        "\r\n",
        "\u00e9",
        "transitional",
        "mainmenu ",
        "0x1f",
        "-5",
        "configdefault ",
        "rsource ",
        "$A",
        "${A}",
        "A = ",
        "B := $(A)$(A)\n",
        "A += $(B)\n",
        "$(B,$(A),$(1))",
        "modules\n",
        "m",
        " if ",
        "\f",
        "\u0085",
        "\ud83d\ude00"
    };

    @Provide
    Arbitrary<Dialect> dialects() {
        return Arbitraries.of(Dialect.presets());
    }

    private static String text(long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(80); i > 0; i--) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return out.toString();
    }

    private static void loadAndUse(Dialect dialect, String text) {
        KconfigTree tree;
        try {
            tree = TestTrees.tryLoad(dialect, Map.of("Kconfig", text), Map.of());
        } catch (KconfigException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.problems()).isNotEmpty();
            return;
        }
        Configuration configuration = new Configuration(tree);
        ConfigurationWriter.write(configuration, "");
        ConfigurationWriter.minimal(configuration, "");
        configuration.unmetDependencies();
        configuration.newSymbols();
    }

    @Property(tries = 500)
    void loadingEndsWithATreeOrAKnownError(@ForAll("dialects") Dialect dialect, @ForAll long seed) {
        for (int i = 0; i < FACTOR; i++) {
            long each = seed + i;
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> loadAndUse(dialect, text(each)), "seed " + each);
        }
    }

    @Property(tries = 100)
    void damagedTreesEndWithATreeOrAKnownError(
            @ForAll("dialects") Dialect dialect, @ForAll long seed, @ForAll long damage) {
        for (int i = 0; i < FACTOR; i++) {
            loadDamaged(dialect, seed + i, damage + i);
        }
    }

    private static void loadDamaged(Dialect dialect, long seed, long damage) {
        StringBuilder text = new StringBuilder(RandomTrees.richTree(seed, dialect));
        Random random = new Random(damage);
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(12)), PIECES[random.nextInt(PIECES.length)]);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> loadAndUse(dialect, text.toString()));
    }

    /** Neither trees nor configurations need to be text at all. */
    @Property(tries = 200)
    void bytesEndWithATreeOrAKnownError(
            @ForAll("dialects") Dialect dialect, @ForAll long seed, @ForAll @Size(max = 200) List<Byte> noise)
            throws IOException {
        byte[] tree = RandomTrees.richTree(seed, dialect).getBytes(StandardCharsets.UTF_8);
        byte[] config = RandomTrees.config(seed).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < noise.size(); i++) {
            tree[(int) Math.floorMod(seed + i * 31L, (long) tree.length)] = noise.get(i);
            config[(int) Math.floorMod(seed + i * 17L, (long) config.length)] = noise.get(i);
        }
        Path folder = Files.createTempDirectory("kconfig-fuzz");
        try {
            Files.write(folder.resolve("Kconfig"), tree);
            Path file = Files.write(folder.resolve("config"), config);
            KconfigOptions options = KconfigOptions.builder()
                    .dialect(dialect)
                    .sourceRoot(folder)
                    .probesAhead(false)
                    .build();
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> loadAndRead(options, file));
        } finally {
            TestTrees.delete(folder);
        }
    }

    private static void loadAndRead(KconfigOptions options, Path file) throws IOException {
        try {
            Configuration configuration = new Configuration(Kconfig.load(Path.of("Kconfig"), options));
            configuration.read(file, "CONFIG_");
            Path written = file.resolveSibling("written");
            ConfigurationWriter.writeFile(configuration, "CONFIG_", written);
            configuration.read(written, "CONFIG_");
        } catch (KconfigException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void readingAnyConfigurationWorks(@ForAll("dialects") Dialect dialect, @ForAll String text) {
        KconfigTree tree = TestTrees.load(dialect, "config A\n\tbool \"a\"\nconfig S\n\tstring \"s\"\n");
        Configuration configuration = new Configuration(tree);
        TestTrees.readInto(configuration, text.replace("\ud800", ""));
        TestTrees.readInto(configuration, "CONFIG_S=" + text + "\n# CONFIG_A" + text);
        assertThat(ConfigurationWriter.write(configuration, "")).startsWith("#\n");
    }
}
