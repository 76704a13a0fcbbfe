/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MenuStructureTest {

    /** Return the names of symbols and texts of menus, with children in parentheses. */
    private static String shape(MenuNode node) {
        return node.children().stream()
                .map(c -> (c.symbol() != null ? c.symbol().name() : c.prompt().text())
                        + (c.children().isEmpty() ? "" : "(" + shape(c) + ")"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void makesEntriesThatDependOnASymbolItsSubmenu() {
        KconfigTree tree = load(
                "config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on A\n"
                        + "config C\n\tbool \"c\"\n\tdepends on B\nconfig D\n\tbool \"d\"\n\tdepends on A\nconfig E\n\tbool \"e\"\n");
        assertThat(shape(tree.root())).isEqualTo("A(B(C) D) E");
    }

    @Test
    void doesNotMakeSubmenusOfHiddenSymbols() {
        KconfigTree tree = load("config A\n\tbool\nconfig B\n\tbool \"b\"\n\tdepends on A\nconfig C\n\tbool \"c\"\n");
        assertThat(shape(tree.root())).isEqualTo("A B C");
    }

    @Test
    void countsAnAlternativeAsDependencyWhenTheRestIsShared() {
        KconfigTree tree = load("config R\n\tbool \"r\"\nconfig A\n\tbool \"a\"\n\tdepends on R\n"
                + "config B\n\tbool \"b\"\n\tdepends on (A || Q) && R\nconfig C\n\tbool \"c\"\n\tdepends on A || Q\n");
        assertThat(shape(tree.root())).isEqualTo("R(A(B)) C");
    }

    @Test
    void leavesNoTraceOfIfBlocksButTheirCondition() {
        KconfigTree tree = load("if A\nconfig B\n\tbool \"b\"\nif C\nconfig D\n\tbool \"d\"\nendif\nendif\n");
        assertThat(shape(tree.root())).isEqualTo("B D");
        assertThat(symbol(tree, "D").directDependency().text()).isEqualTo("A && C");
        assertThat(symbol(tree, "D").prompts().get(0).condition().text()).isEqualTo("A && C");
    }

    @Test
    void handsMenuDependenciesDown() {
        KconfigTree tree = load("menu \"m\"\n\tdepends on A\nconfig B\n\tbool \"b\" if X\n\tdefault y if Y\n"
                + "\tselect S\nendmenu\nconfig S\n\tbool\n");
        Symbol b = symbol(tree, "B");
        assertThat(b.prompts().get(0).condition().text()).isEqualTo("A && X");
        assertThat(b.defaults().get(0).condition().text()).isEqualTo("A && Y");
        assertThat(symbol(tree, "S").selectors().text()).isEqualTo("B && A");
    }

    @Test
    void saysNothingTwice() {
        KconfigTree tree = load(
                "menu \"m\"\n\tdepends on A\nconfig B\n\tbool \"b\"\n\tdepends on A && A != n && C\nendmenu\nconfig A\n"
                        + "\tbool\nconfig C\n\tbool\n");
        assertThat(symbol(tree, "B").directDependency().text()).isEqualTo("A && C");
    }

    @Test
    void mBelongsToModules() {
        KconfigTree tree =
                load("config MODULES\n\tbool \"m\"\n\tmodules\nconfig A\n\ttristate \"a\"\n\tdepends on m\n");
        assertThat(symbol(tree, "A").directDependency().text()).isEqualTo("m && MODULES");
        assertThat(tree.modules()).isSameAs(symbol(tree, "MODULES"));
    }

    @Test
    void collectsAllDefinitionsOfASymbol() {
        KconfigTree tree =
                load("config A\n\tbool \"one\"\n\tdepends on X\n\tdefault y\nmenu \"m\"\nconfig A\n\tbool \"two\"\n"
                        + "\tdepends on Y\nendmenu\n");
        Symbol a = symbol(tree, "A");
        assertThat(a.nodes()).hasSize(2);
        assertThat(a.prompts()).extracting(Prompt::text).containsExactly("one", "two");
        assertThat(a.directDependency().text()).isEqualTo("X || Y");
        assertThat(a.defaults().get(0).condition().text()).isEqualTo("X");
        assertThat(tree.symbols()).containsExactly(a);
    }

    @Test
    void knowsUndefinedSymbols() {
        KconfigTree tree = load("config A\n\tbool \"a\"\n\tdepends on NOWHERE\n");
        assertThat(symbol(tree, "NOWHERE").isDefined()).isFalse();
        assertThat(tree.symbols()).extracting(Symbol::name).containsExactly("A");
        assertThat(tree.symbol("NEVER_MENTIONED")).isNull();
    }

    @Test
    void visibleIfHidesPromptsOnly() {
        KconfigTree tree = load(
                "menu \"m\"\n\tvisible if V\nconfig A\n\tbool \"a\"\n\tdefault y\nendmenu\nconfig V\n\tbool \"v\"\n");
        assertThat(symbol(tree, "A").prompts().get(0).condition().text()).isEqualTo("V");
        Configuration configuration = new Configuration(tree);
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("y");
        assertThat(configuration.visibility(symbol(tree, "A"))).isEqualTo(Tristate.N);
        assertThat(configuration.isVisible(tree.root().children().get(0))).isFalse();
    }

    @Test
    void survivesVeryLongChainsOfDependencies() {
        StringBuilder text = new StringBuilder("config A0\n\tbool \"a\"\n\tdefault y\n");
        for (int i = 1; i < 1500; i++) {
            text.append("config A")
                    .append(i)
                    .append("\n\tdef_bool A")
                    .append(i - 1)
                    .append("\n");
        }
        KconfigTree tree = load(text.toString());
        assertThat(new Configuration(tree).value(symbol(tree, "A1499"))).isEqualTo("y");
    }
}
