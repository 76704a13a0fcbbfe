/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.errors;
import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static io.opsswitch.kconfig.TestTrees.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntaxTest {

    private static final Dialect NEW = Dialect.LINUX_6_12;
    private static final Dialect OLD = Dialect.KCONFIG_FRONTENDS;

    @Test
    void readsPromptsInEitherQuotesAndTakesBackslashesOut() {
        KconfigTree tree = load("config A\n\tbool \"it's \\\"a\\\" \\\\ b\"\nconfig B\n\tbool 'say \"b\"'\n");
        assertThat(symbol(tree, "A").prompts().get(0).text()).isEqualTo("it's \"a\" \\ b");
        assertThat(symbol(tree, "B").prompts().get(0).text()).isEqualTo("say \"b\"");
    }

    @Test
    void ignoresCommentsAndJoinsContinuedLines() {
        KconfigTree tree = load("# first\nconfig A # why\n\tbool \\\n\t  \"a\" # not here\n\n\n");
        assertThat(symbol(tree, "A").prompts().get(0).text()).isEqualTo("a");
    }

    @Test
    void removesIndentationOfHelpButKeepsItsShape() {
        KconfigTree tree = load("config A\n\tbool\n\thelp\n\t  One.\n\n\t    Two,  \n\t  three.\n\nconfig B\n\tbool\n");
        assertThat(symbol(tree, "A").nodes().get(0).help()).isEqualTo("One.\n\n  Two,\nthree.");
        assertThat(tree.symbols()).hasSize(2);
    }

    @Test
    void endsHelpAtALineIndentedLess() {
        KconfigTree tree = load("config A\n\thelp\n\t    Deep.\n  bool \"a\"\n");
        assertThat(symbol(tree, "A").type()).isEqualTo(SymbolType.BOOL);
        assertThat(symbol(tree, "A").nodes().get(0).help()).isEqualTo("Deep.");
    }

    @Test
    void readsHelpAtTheEndOfAFileWithoutLineEnd() {
        KconfigTree tree = load("config A\n\tbool\n\thelp\n\t  Last words");
        assertThat(symbol(tree, "A").nodes().get(0).help()).isEqualTo("Last words");
    }

    @Test
    void warnsAboutCharactersItDoesNotKnow() {
        assertThat(warnings(NEW, "config A\n\tbool @\n"))
                .containsExactly("Kconfig:2:warning: ignoring unsupported character '@'");
    }

    @Test
    void warnsAboutStringsThatDoNotEndOnTheirLine() {
        assertThat(warnings(NEW, "config A\n\tbool \"a\n"))
                .containsExactly("Kconfig:2:warning: multi-line strings not supported");
    }

    @Test
    void warnsAboutAMissingLastLineEndOnlyInNewTrees() {
        Map<String, String> files = Map.of("Kconfig", "source \"a\"\n", "a", "config A\n\tbool \"a\"");
        assertThat(load(NEW, files, Map.of()).diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly("a:2:warning: no new line at end of file");
        assertThat(load(OLD, files, Map.of()).diagnostics()).isEmpty();
    }

    @Test
    void onlyNewLinuxTreesNeedAnEndOfTheVeryLastLine() {
        assertThat(errors(NEW, "config A\n\tbool \"a\"")).containsExactly("Kconfig:2: syntax error");
        for (Dialect dialect : new Dialect[] {OLD, Dialect.KCONFIGLIB, Dialect.ZEPHYR}) {
            assertThat(warnings(dialect, "config A\n\tbool \"a\"")).isEmpty();
        }
    }

    @Test
    void readsLinesThatEndWithCarriageReturnsInOldTrees() {
        KconfigTree tree = load(OLD, "config A\r\n\tbool \"a\"\r\n\tdefault y\r\n");
        assertThat(symbol(tree, "A").prompts().get(0).text()).isEqualTo("a");
        assertThat(tree.diagnostics()).isEmpty();
    }

    @Test
    void takesKeywordsAsNamesBehindTheCommandInOldTrees() {
        KconfigTree tree = load(OLD, "config menu\n\tbool help\nconfig B\n\tbool b\n\tdepends on menu\n");
        assertThat(symbol(tree, "menu").prompts().get(0).text()).isEqualTo("help");
        assertThat(symbol(tree, "B").directDependency().text()).isEqualTo("menu");
    }

    @Test
    void readsTheOldWords() {
        KconfigTree tree = load(OLD, "config A\n\tboolean \"a\"\n\t---help---\n\t  Old.\n");
        assertThat(symbol(tree, "A").type()).isEqualTo(SymbolType.BOOL);
        assertThat(symbol(tree, "A").nodes().get(0).help()).isEqualTo("Old.");
    }

    @Test
    void bindsOperatorsInTheirOrder() {
        KconfigTree tree = load("config A\n\tbool\n\tdepends on B || !C && D = \"x y\" || (E || F) && !(G != y)\n");
        assertThat(symbol(tree, "A").nodes().get(0).dependency().text())
                .isEqualTo("B || !C && D=x y || (E || F) && G=y");
    }

    @Test
    void keepsConstantsApartFromSymbols() {
        KconfigTree tree = load("config A\n\tstring\n\tdefault \"B\"\nconfig B\n\tstring\n\tdefault \"b\"\nconfig C\n"
                + "\tstring\n\tdefault B\n");
        Configuration configuration = new Configuration(tree);
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("B");
        assertThat(configuration.value(symbol(tree, "C"))).isEqualTo("b");
    }

    @Test
    void findsSourcedFilesBelowTheSourceRoot() {
        KconfigTree tree = load(
                NEW,
                Map.of("Kconfig", "source \"sub/Kconfig\"\nconfig B\n\tbool\n", "sub/Kconfig", "config A\n\tbool\n"),
                Map.of());
        assertThat(tree.files()).containsExactly("Kconfig", "sub/Kconfig");
        assertThat(tree.symbols()).extracting(Symbol::name).containsExactly("A", "B");
        assertThat(symbol(tree, "A").nodes().get(0).location()).hasToString("sub/Kconfig:1");
        assertThat(symbol(tree, "B").nodes().get(0).location()).hasToString("Kconfig:2");
    }

    @Test
    void expandsDollarVariablesInOldPathsAndTitles() {
        KconfigTree tree = load(
                OLD,
                Map.of(
                        "Kconfig",
                        "mainmenu \"For $P\"\nconfig P\n\tstring\n\toption env=\"PLATFORM\"\nsource \"platforms/$P/K\"\nsource plain/K.in\n",
                        "platforms/as5712/K",
                        "config A\n\tbool\n",
                        "plain/K.in",
                        ""),
                Map.of("PLATFORM", "as5712"));
        assertThat(tree.files()).containsExactly("Kconfig", "platforms/as5712/K", "plain/K.in");
        assertThat(tree.title()).isEqualTo("For as5712");
        assertThat(new Configuration(tree).value(symbol(tree, "P"))).isEqualTo("as5712");
    }

    @Test
    void warnsAboutAnUndefinedEnvironmentVariable() {
        assertThat(warnings(OLD, "config P\n\tstring\n\toption env=\"NOPE\"\n"))
                .containsExactly("Kconfig:1:warning: environment variable NOPE undefined");
    }

    @Test
    void sourcesRelativeOptionalAndGlobbedFilesInKconfiglibTrees() {
        KconfigTree tree = load(
                Dialect.KCONFIGLIB,
                Map.of(
                        "Kconfig", "source \"d/*/K\"\nosource \"nope\"\nsource \"d/x/R\"\n",
                        "d/x/K", "config X\n\tbool\n",
                        "d/y/K", "config Y\n\tbool\n",
                        "d/x/R", "rsource \"S\"\norsource \"T\"\n",
                        "d/x/S", "config S\n\tdef_int 3\n"),
                Map.of());
        assertThat(tree.files()).containsExactly("Kconfig", "d/x/K", "d/y/K", "d/x/R", "d/x/S");
        assertThat(new Configuration(tree).value(symbol(tree, "S"))).isEqualTo("3");
    }

    @Test
    void addsDefaultsToSymbolsDefinedElsewhereInZephyrTrees() {
        KconfigTree tree = load(
                Dialect.ZEPHYR,
                "config E\n\tbool \"e\"\nconfigdefault A\n\tdefault 7 if E\n\tdefault 8\nconfig A\n\tint \"a\"\n\tdefault 1\n");
        Configuration configuration = new Configuration(tree);
        assertThat(symbol(tree, "A").nodes()).hasSize(1);
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("8");
        configuration.assign(symbol(tree, "E"), "y");
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("7");
    }

    @Test
    void keepsBytesThatAreNotUtf8() {
        assertThat(load("config A\n\tbool \"Größe\"\n")
                        .symbols()
                        .get(0)
                        .prompts()
                        .get(0)
                        .text())
                .isEqualTo("Größe");
    }
}
