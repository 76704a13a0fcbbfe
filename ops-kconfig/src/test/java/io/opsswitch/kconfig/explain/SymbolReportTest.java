/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.TestTrees;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymbolReportTest {

    private static final String ROOT = "config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n"
            + "menu \"Networking\"\n\tdepends on NET\nsource \"sub/Kconfig\"\nendmenu\n"
            + "config NET\n\tbool \"net\"\nconfig A\n\ttristate \"a\"\n\tselect S\nconfig B\n\ttristate \"b\"\n\tselect S if NET\n"
            + "config C\n\ttristate \"c\"\n\tselect S\n";
    private static final String SUB = "config S\n\ttristate \"the S\" if A\n\tdepends on A || B\n\tdefault m if !A\n"
            + "\timply N\n\thelp\n\t  What S does.\n\nconfig N\n\tint \"n\"\n\trange 1 9 if A\n\tdefault 4\n";

    private static SymbolReport report(String name) {
        KconfigTree tree = TestTrees.load(Dialect.LINUX_6_12, Map.of("Kconfig", ROOT, "sub/Kconfig", SUB), Map.of());
        Configuration configuration = read(tree, "CONFIG_NET=y\nCONFIG_A=m\nCONFIG_B=y\n");
        return SymbolReport.of(configuration, symbol(tree, name));
    }

    @Test
    void tellsEverythingThatTheTreeSays() {
        assertThat(report("S").lines())
                .containsExactly(
                        "S = y  (tristate, by select at Kconfig:16)",
                        "Prompt: the S if A [=m]  [sub/Kconfig:2], visible: m",
                        "Depends on all of",
                        "  y  NET [=y]",
                        "  y  A [=m] || B [=y]",
                        "Defaults, of which the first that applies counts",
                        "  m  m if !A [=m]  [sub/Kconfig:4]",
                        "Implies",
                        "  y  N [=4]  [sub/Kconfig:5]",
                        "Selected by [y]",
                        "  B [=y] if NET [=y]  [Kconfig:16]",
                        "Selected by [m]",
                        "  A [=m]  [Kconfig:13]",
                        "Selected by [n]",
                        "  C [=n]  [Kconfig:19]",
                        "Defined at sub/Kconfig:1",
                        "  included from Kconfig:7",
                        "  in the menu Networking",
                        "  What S does.");
    }

    @Test
    void givesTheSameAsData() {
        SymbolReport report = report("S");
        assertThat(report.selectedBy())
                .extracting(line -> line.other() == null ? "" : line.other().name())
                .containsExactly("B", "A", "C");
        assertThat(report.definitions().get(0).includedFrom()).hasToString("[Kconfig:7]");
        assertThat(report("N").ranges().get(0).text()).isEqualTo("1 to 9");
    }
}
