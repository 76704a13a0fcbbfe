/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.RandomTrees;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.TestTrees;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LintPropertyTest {

    @Provide
    Arbitrary<Dialect> dialects() {
        return Arbitraries.of(Dialect.LINUX, Dialect.LINUX_6_1, Dialect.U_BOOT, Dialect.KCONFIG_FRONTENDS);
    }

    @Property(tries = 120)
    void whatIsDeclaredDeadNeverHasAValue(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(treeSeed, dialect));
        Set<Symbol> dead = Lint.check(tree).stream()
                .filter(finding -> finding.rule() == Rule.DEAD_SYMBOL)
                .map(Finding::symbol)
                .collect(Collectors.toSet());
        Configuration configuration = TestTrees.read(tree, RandomTrees.config(configSeed));
        for (Symbol symbol : dead) {
            assertThat(configuration.value(symbol)).as("%s", symbol).isIn("n", "", "0", "0x0");
        }
    }

    @Property(tries = 120)
    void aSelectThatIsUnmetWasAnnounced(
            @ForAll("dialects") Dialect dialect, @ForAll long treeSeed, @ForAll long configSeed) {
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(treeSeed, dialect));
        boolean announced = Lint.check(tree).stream().anyMatch(finding -> finding.rule() == Rule.SELECT_UNMET);
        Configuration configuration = TestTrees.read(tree, RandomTrees.config(configSeed));
        long never = configuration.unmetDependencies().stream()
                .filter(warning -> warning.text().contains("Depends on [n]"))
                .count();
        if (!announced) {
            assertThat(never).isZero();
        }
    }
}
