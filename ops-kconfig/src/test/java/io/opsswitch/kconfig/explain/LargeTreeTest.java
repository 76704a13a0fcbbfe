/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.TestTrees;
import io.opsswitch.kconfig.lint.Finding;
import io.opsswitch.kconfig.lint.Lint;
import io.opsswitch.kconfig.lint.Rule;
import org.junit.jupiter.api.Test;

/** Explanations and checks stay of the same size however large the tree is. */
class LargeTreeTest {

    private static final int SYMBOLS = 1200;

    /** Each symbol depends on several before it and has many defaults; all select the last. */
    private static String tree() {
        StringBuilder out = new StringBuilder("config S0\n\tbool \"s0\"\n");
        for (int i = 1; i < SYMBOLS; i++) {
            out.append("config S")
                    .append(i)
                    .append("\n\tbool \"s")
                    .append(i)
                    .append("\"\n\tselect LAST\n\tdepends on S");
            out.append(i / 2)
                    .append(" && (S")
                    .append(i * 2 / 3)
                    .append(" || S")
                    .append(i / 3)
                    .append(")\n");
            for (int j = 0; j < 6; j++) {
                out.append("\tdefault y if S")
                        .append(i * j / 6)
                        .append(" && !S")
                        .append(i / 2)
                        .append('\n');
            }
        }
        return out.append("config LAST\n\tbool \"last\"\n\tdepends on S")
                .append(SYMBOLS - 1)
                .append('\n')
                .toString();
    }

    @Test
    void explanationsStayShort() {
        KconfigTree tree = TestTrees.load(tree());
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < SYMBOLS; i++) {
            config.append("CONFIG_S").append(i).append("=y\n");
        }
        config.append("# CONFIG_LAST is not set\n");
        Configuration configuration = TestTrees.read(tree, config.toString());
        for (Symbol symbol : tree.symbols()) {
            assertThat(Why.explain(configuration, symbol, "CONFIG_").lines())
                    .as("%s", symbol)
                    .hasSizeBetween(1, 48)
                    .allMatch(line -> line.length() < 300);
        }
        assertThat(Why.explain(configuration, TestTrees.symbol(tree, "LAST"), "CONFIG_")
                        .lines()
                        .get(0))
                .startsWith("LAST is y because S1, S2, S3 and ");
        assertThat(Lint.check(tree)).isNotEmpty();
        assertThat(Lint.check(configuration)).extracting(Finding::rule).containsExactly(Rule.VALUE_WITHOUT_EFFECT);
    }
}
