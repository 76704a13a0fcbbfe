/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text is, loading ends soon, with a tree or with a {@link KconfigException}. */
class FuzzPropertyTest {

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
        "rsource "
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
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> loadAndUse(dialect, text(seed)));
    }

    @Property(tries = 100)
    void damagedTreesEndWithATreeOrAKnownError(
            @ForAll("dialects") Dialect dialect, @ForAll long seed, @ForAll long damage) {
        StringBuilder text = new StringBuilder(RandomTrees.richTree(seed, dialect));
        Random random = new Random(damage);
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(12)), PIECES[random.nextInt(PIECES.length)]);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> loadAndUse(dialect, text.toString()));
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
