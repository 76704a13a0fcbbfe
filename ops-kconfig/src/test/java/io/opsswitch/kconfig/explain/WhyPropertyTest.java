/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.RandomTrees;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.TestTrees;
import io.opsswitch.kconfig.Tristate;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What an origin claims, checked by other means than those it was found by. */
class WhyPropertyTest {

    private static final int MOST_LINES = 48;

    @Provide
    Arbitrary<Dialect> dialects() {
        return Arbitraries.of(
                Dialect.LINUX, Dialect.LINUX_6_12, Dialect.LINUX_6_1, Dialect.U_BOOT, Dialect.KCONFIG_FRONTENDS);
    }

    @Property(tries = 150)
    void originsAreTrue(@ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(treeSeed, dialect));
        Configuration configuration = TestTrees.read(tree, RandomTrees.config(configSeed));
        for (Symbol symbol : tree.symbols()) {
            Origin origin = Why.origin(configuration, symbol);
            String value = configuration.value(symbol);
            switch (origin.kind()) {
                case USER -> {
                    assertThat(configuration.isUserSet(symbol)).as("%s", symbol).isTrue();
                    assertThat(origin.location()).as("%s", symbol).isNotNull();
                    assertThat(canDiffer(configuration, symbol))
                            .as("%s could have another value", symbol)
                            .isTrue();
                }
                case SELECT -> {
                    assertThat(configuration.selection(symbol))
                            .as("%s", symbol)
                            .isEqualTo(configuration.tristate(symbol));
                    assertThat(origin.by()).as("%s", symbol).isNotEmpty();
                    for (Symbol by : origin.by()) {
                        assertThat(configuration.tristate(by)).as("%s", by).isNotEqualTo(Tristate.N);
                    }
                }
                case IMPLY -> {
                    assertThat(configuration.implication(symbol))
                            .as("%s", symbol)
                            .isNotEqualTo(Tristate.N);
                    assertThat(origin.by()).as("%s", symbol).isNotEmpty();
                }
                case DEFAULT -> {
                    assertThat(symbol.defaults())
                            .as("%s", symbol)
                            .anyMatch(d -> d.location().equals(origin.location())
                                    && configuration.evaluate(d.condition()) != Tristate.N);
                    assertUnaffectedByForgetting(configuration, symbol);
                }
                case RANGE ->
                    assertThat(symbol.ranges())
                            .as("%s", symbol)
                            .anyMatch(r -> List.of(number(configuration, r.low()), number(configuration, r.high()))
                                    .contains(Long.decode(value)));
                case CHOICE -> assertMember(configuration, symbol, origin);
                case NONE -> {
                    assertThat(value).as("%s", symbol).isIn("n", "", "0", "0x0");
                    assertUnaffectedByForgetting(configuration, symbol);
                }
                case ENVIRONMENT -> assertThat(symbol.environmentVariable()).isNotNull();
            }
        }
    }

    private static long number(Configuration configuration, Symbol bound) {
        return Long.decode(configuration.value(bound));
    }

    private static void assertMember(Configuration configuration, Symbol symbol, Origin origin) {
        Choice choice = symbol.choice();
        assertThat(choice).as("%s", symbol).isNotNull();
        assertThat(origin.by()).hasSize(1);
        assertThat(configuration.value(origin.by().get(0))).isEqualTo("y");
        assertThat(choice.members()).contains(origin.by().get(0));
    }

    /** What is not the user's doing stays when the user says nothing of it. */
    private static void assertUnaffectedByForgetting(Configuration configuration, Symbol symbol) {
        if (symbol.choice() == null) {
            Configuration without = configuration.copy();
            without.unset(symbol);
            assertThat(without.value(symbol)).as("%s", symbol).isEqualTo(configuration.value(symbol));
        }
    }

    private static boolean canDiffer(Configuration configuration, Symbol symbol) {
        if (!symbol.type().isLogical()
                || symbol.choice() != null && configuration.value(symbol).equals("y")) {
            return true; // text is free, and another member can be picked
        }
        Configuration without = configuration.copy();
        without.unset(symbol);
        if (!without.value(symbol).equals(configuration.value(symbol))) {
            return true; // it has this value only because the user says so
        }
        return List.of("n", "m", "y").stream()
                .filter(value -> !value.equals(configuration.value(symbol)))
                .anyMatch(value -> configuration.copy().assign(symbol, value));
    }

    @Property(tries = 150)
    void everyExplanationIsShortAndNamesTheValueFirst(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(treeSeed, dialect));
        Configuration configuration = TestTrees.read(tree, RandomTrees.config(configSeed));
        for (Symbol symbol : tree.symbols()) {
            Explanation explanation = Why.explain(configuration, symbol, "CONFIG_");
            assertThat(explanation.origin()).isEqualTo(Why.origin(configuration, symbol));
            String value = configuration.value(symbol);
            String shown = symbol.type() == io.opsswitch.kconfig.SymbolType.STRING
                    ? "\"" + value + "\""
                    : value.isEmpty() ? "empty" : value;
            assertThat(explanation.facts().get(0).text()).startsWith(symbol.name() + " is " + shown);
            List<String> lines = explanation.lines();
            assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
            assertThat(new HashSet<>(explanation.facts())).hasSameSizeAs(explanation.facts());
            assertThat(SymbolReport.of(configuration, symbol).lines()).isNotEmpty();
        }
    }
}
