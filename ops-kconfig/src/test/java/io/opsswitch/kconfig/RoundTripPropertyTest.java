/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripPropertyTest {

    @Provide
    Arbitrary<Dialect> dialects() {
        return Arbitraries.of(Dialect.LINUX_6_12, Dialect.LINUX);
    }

    private static KconfigTree tree(long seed, Dialect dialect) {
        return TestTrees.load(dialect, RandomTrees.tree(seed, dialect));
    }

    private static String olddefconfig(KconfigTree tree, String config) {
        return ConfigurationWriter.write(TestTrees.read(tree, config), "CONFIG_");
    }

    @Property(tries = 100)
    void readingWhatWasWrittenGivesTheSame(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, dialect);
        Configuration first = TestTrees.read(tree, RandomTrees.config(configSeed));
        Configuration second = TestTrees.read(tree, ConfigurationWriter.write(first, "CONFIG_"));
        for (Symbol symbol : tree.symbols()) {
            if (first.isWritten(symbol)) {
                assertThat(second.value(symbol)).as(symbol.name()).isEqualTo(first.value(symbol));
            }
        }
    }

    @Property(tries = 100)
    void olddefconfigIsIdempotent(@ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, dialect);
        String once = olddefconfig(tree, RandomTrees.config(configSeed));
        assertThat(olddefconfig(tree, once)).isEqualTo(once);
    }

    @Property(tries = 100)
    void aMinimalFileRestoresTheValues(@ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = tree(treeSeed, Dialect.LINUX_6_12);
        String full = olddefconfig(tree, RandomTrees.config(configSeed));
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
