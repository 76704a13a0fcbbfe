/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripPropertyTest {

    @Provide
    Arbitrary<Dialect> dialects() {
        return Arbitraries.of(Dialect.presets());
    }

    private static KconfigTree tree(long seed, Dialect dialect, boolean rich) {
        return TestTrees.load(dialect, rich ? RandomTrees.richTree(seed, dialect) : RandomTrees.tree(seed, dialect));
    }

    /** With texts that need escapes, or more than one byte for a character. */
    private static String config(long seed) {
        String text = seed % 2 == 0 ? "\\\\\u00fc\u4e2d \\\"" : "a\\\\\\\\ b  ";
        long symbol = Math.floorMod(seed, 9L);
        return RandomTrees.config(seed) + "CONFIG_S" + symbol + "=\"" + text + "\"\nCONFIG_S" + (symbol + 4) + "=\""
                + text + "\"\n";
    }

    private static String olddefconfig(KconfigTree tree, String config) {
        return ConfigurationWriter.write(TestTrees.read(tree, config), "CONFIG_");
    }

    /**
     * A default may go beyond what a visible prompt allows; as the user's value, which a file makes it, it may not. So a
     * second reading lowers such a value, in the C tools as well: RoundTripPeerTest shows it.
     */
    private static void assumeNoDefaultBeyondItsPrompt(Configuration configuration) {
        for (Symbol symbol : configuration.tree().symbols()) {
            Assume.that(symbol.type() != SymbolType.TRISTATE
                    || configuration.visibility(symbol) != Tristate.M
                    || configuration.tristate(symbol) != Tristate.Y
                    || configuration.values().selection(symbol) == Tristate.Y);
        }
    }

    /** Minimal files leave out what is selected, even numbers, which a select does not change. */
    private static void assumeNoSelectedNumber(Configuration configuration) {
        for (Symbol symbol : configuration.tree().symbols()) {
            Assume.that(symbol.type().isLogical() || symbol.selectors() == null);
        }
    }

    /** What older tools keep of a tristate choice depends on the order of its members in the file. */
    private static void assumeNoTristateChoice(KconfigTree tree) {
        for (Choice choice : tree.choices()) {
            Assume.that(choice.symbol().type() != SymbolType.TRISTATE);
        }
    }

    @Property(tries = 200)
    void readingWhatWasWrittenGivesTheSame(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll boolean rich, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, dialect, rich);
        Configuration first = TestTrees.read(tree, config(configSeed));
        assumeNoDefaultBeyondItsPrompt(first);
        assumeNoTristateChoice(tree);
        Configuration second = TestTrees.read(tree, ConfigurationWriter.write(first, "CONFIG_"));
        for (Symbol symbol : tree.symbols()) {
            if (first.isWritten(symbol)) {
                assertThat(second.value(symbol)).as(symbol.name()).isEqualTo(first.value(symbol));
            }
        }
    }

    @Property(tries = 200)
    void olddefconfigIsIdempotent(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll boolean rich, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, dialect, rich);
        Configuration first = TestTrees.read(tree, config(configSeed));
        assumeNoDefaultBeyondItsPrompt(first);
        assumeNoTristateChoice(tree);
        String once = ConfigurationWriter.write(first, "CONFIG_");
        assertThat(olddefconfig(tree, once)).isEqualTo(once);
    }

    @Property(tries = 200)
    void aMinimalFileRestoresTheValues(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll boolean rich, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, dialect, rich);
        Configuration first = TestTrees.read(tree, config(configSeed));
        assumeNoDefaultBeyondItsPrompt(first);
        assumeNoTristateChoice(tree);
        assumeNoSelectedNumber(first);
        String full = ConfigurationWriter.write(first, "CONFIG_");
        String minimal = ConfigurationWriter.minimal(TestTrees.read(tree, full), "CONFIG_");
        assertThat(olddefconfig(tree, minimal)).isEqualTo(full);
    }

    @Provide
    Arbitrary<Dialect> dialectsOfAllAges() {
        return Arbitraries.of(Dialect.LINUX_6_12, Dialect.LINUX, Dialect.U_BOOT);
    }

    /** One configuration is never told to forget anything, the other forgets all after each change. */
    @Property(tries = 200)
    void changingOneValueAfterTheOtherEqualsComputingAllAnew(
            @ForAll("dialectsOfAllAges") Dialect dialect, @ForAll long treeSeed, @ForAll List<Byte> steps) {
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(treeSeed, dialect));
        Configuration settled = new Configuration(tree);
        Configuration anew = new Configuration(tree);
        String[] values = {"y", "m", "n", "7", "0x11", "text"};
        for (int i = 0; i < Math.min(20, steps.size()); i++) {
            int step = steps.get(i) & 0xff;
            Symbol symbol = tree.symbols().get(step % tree.symbols().size());
            String value = values[step / 16 % values.length];
            assertThat(settled.assign(symbol, value)).isEqualTo(anew.assign(symbol, value));
            anew.values().forgetAll();
            if (step % 3 > 0) { // else the next change comes before any question
                assertSame(settled, anew);
            }
        }
        assertSame(settled, anew);
    }

    private static void assertSame(Configuration settled, Configuration anew) {
        for (Symbol symbol : settled.tree().symbols()) {
            String name = symbol.name();
            assertThat(settled.value(symbol)).as(name).isEqualTo(anew.value(symbol));
            assertThat(settled.visibility(symbol)).as(name).isEqualTo(anew.visibility(symbol));
            assertThat(settled.isWritten(symbol)).as(name).isEqualTo(anew.isWritten(symbol));
            assertThat(settled.isChangeable(symbol)).as(name).isEqualTo(anew.isChangeable(symbol));
        }
        assertThat(ConfigurationWriter.write(settled, "")).isEqualTo(ConfigurationWriter.write(anew, ""));
    }
}
