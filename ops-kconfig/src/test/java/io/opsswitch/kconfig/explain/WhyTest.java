/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.TestTrees;
import io.opsswitch.kconfig.explain.Origin.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhyTest {

    private static final String MODULES = "config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n";

    private static Origin origin(Configuration configuration, String name) {
        return Why.origin(configuration, symbol(configuration.tree(), name));
    }

    private static List<String> why(Configuration configuration, String name) {
        return Why.explain(configuration, symbol(configuration.tree(), name), "CONFIG_").lines().stream()
                .map(line -> line.replaceAll("\\[[^ ]*\\.config:", "[.config:"))
                .toList();
    }

    private static Configuration given(String tree, String config) {
        return read(load(tree), config);
    }

    @Test
    void namesTheLineOfTheFileThatGaveTheValue() {
        Configuration configuration = given("config A\n\tbool \"a\"\n", "\n\nCONFIG_A=y\n");
        assertThat(origin(configuration, "A").kind()).isEqualTo(Kind.USER);
        assertThat(origin(configuration, "A").location()).hasFieldOrPropertyWithValue("line", 3);
        assertThat(why(configuration, "A"))
                .containsExactly(
                        "A is y because the configuration file says so  [.config:3]", "you can set it to n or y");
    }

    @Test
    void saysThatAValueWasSetByHand() {
        KconfigTree tree = load("config A\n\tbool \"a\"\n");
        Configuration configuration = read(tree, "");
        configuration.assign(symbol(tree, "A"), "y");
        assertThat(origin(configuration, "A")).isEqualTo(new Origin(Kind.USER, null, List.of()));
        assertThat(why(configuration, "A")).first().isEqualTo("A is y because it was set by hand");
    }

    @Test
    void tellsWhichDefaultCountsAndWhyEarlierOnesDoNot() {
        Configuration configuration = given(
                "config N\n\tint\n\tdefault 1 if X\n\tdefault 2 if Y\n\tdefault 3\nconfig X\n\tbool \"x\"\n"
                        + "config Y\n\tbool \"y\"\n",
                "CONFIG_Y=y\n");
        assertThat(origin(configuration, "N"))
                .isEqualTo(new Origin(
                        Kind.DEFAULT,
                        configuration.tree().symbol("N").defaults().get(1).location(),
                        List.of()));
        assertThat(why(configuration, "N"))
                .containsExactly(
                        "N is 2 by its line \"default 2 if Y\"  [Kconfig:4]",
                        "  Y is y because the configuration file says so  [.config:1]",
                        "the line \"default 1 if X\" does not apply  [Kconfig:3]",
                        "  it applies only if X, which is n  [Kconfig:3]",
                        "    X is n because nothing switches it on, though you could  [Kconfig:6]");
    }

    @Test
    void tellsWhatTheDefaultWouldBeWithoutTheUser() {
        Configuration configuration = given("config N\n\tint \"n\"\n\tdefault 2\n", "CONFIG_N=5\n");
        assertThat(why(configuration, "N"))
                .contains("left alone it would be 2, by its line \"default 2\"  [Kconfig:3]");
    }

    @Test
    void tellsTheChainOfSelects() {
        Configuration configuration = given(
                "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool\n\tselect C if X\nconfig C\n\tbool \"c\"\n"
                        + "config X\n\tdef_bool y\n",
                "CONFIG_A=y\n# CONFIG_C is not set\n");
        Origin origin = origin(configuration, "C");
        assertThat(origin.kind()).isEqualTo(Kind.SELECT);
        assertThat(origin.by()).extracting(Symbol::name).containsExactly("B");
        assertThat(origin.location()).hasFieldOrPropertyWithValue("line", 6);
        assertThat(why(configuration, "C"))
                .containsExactly(
                        "C is y because B selects it if X  [Kconfig:6]",
                        "  B is y because A selects it  [Kconfig:3]",
                        "    A is y because the configuration file says so  [.config:1]",
                        "  X is y by its line \"default y\"  [Kconfig:10]",
                        "the line \"# CONFIG_C is not set\" does not count because others select it to at least y"
                                + "  [.config:2]",
                        "it cannot be changed: it is selected as far as it can be set");
    }

    @Test
    void listsOnlyTheSelectsThatReach() {
        Configuration configuration = given(
                MODULES + "config A\n\ttristate \"a\"\n\tselect T\nconfig B\n\ttristate \"b\"\n\tselect T\n"
                        + "config C\n\ttristate \"c\"\n\tselect T\nconfig T\n\ttristate\n",
                "CONFIG_A=m\nCONFIG_B=y\nCONFIG_C=y\n");
        assertThat(origin(configuration, "T").by()).extracting(Symbol::name).containsExactly("B", "C");
        assertThat(why(configuration, "T")).first().asString().startsWith("T is y because B and C select it");
    }

    @Test
    void tellsTheUnmetDependenciesOfASelectedSymbol() {
        Configuration configuration = given(
                "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool \"b\"\n\tdepends on C && D\nconfig C\n\tbool \"c\"\n"
                        + "config D\n\tdef_bool y\n",
                "CONFIG_A=y\n");
        assertThat(why(configuration, "B"))
                .containsSubsequence(
                        "B is y because A selects it  [Kconfig:3]",
                        "its dependencies are not met, for which a select does not ask",
                        "  it depends on C, which is n  [Kconfig:4]",
                        "    C is n because nothing switches it on, though you could  [Kconfig:7]")
                .noneMatch(line -> line.contains("on D"));
    }

    @Test
    void tellsWhyWhatTheUserSaidDoesNotCount() {
        Configuration configuration = given(
                "config EXPERT\n\tbool \"expert\"\nmenu \"Net\"\n\tdepends on NET\nconfig A\n\tbool \"a\" if EXPERT\nendmenu\n"
                        + "config NET\n\tbool \"net\"\n",
                "CONFIG_A=y\n# CONFIG_NET is not set\n");
        assertThat(origin(configuration, "A").kind()).isEqualTo(Kind.NONE);
        assertThat(why(configuration, "A"))
                .containsExactly(
                        "A is n because nothing switches it on  [Kconfig:5]",
                        "the line \"CONFIG_A=y\" does not count because A is not visible  [.config:1]",
                        "  the menu \"Net\" around it depends on NET, which is n  [Kconfig:3]",
                        "    NET is n because the configuration file says so  [.config:2]",
                        "  its prompt shows only if EXPERT, which is n  [Kconfig:6]",
                        "    EXPERT is n because nothing switches it on, though you could  [Kconfig:1]");
    }

    @Test
    void namesTheMenuThatIsVisibleOnlyIf() {
        Configuration configuration = given(
                "config X\n\tbool \"x\"\nmenu \"Hidden\"\n\tvisible if X\nconfig A\n\tbool \"a\"\nendmenu\n",
                "CONFIG_A=y\n");
        assertThat(why(configuration, "A"))
                .contains("  the menu \"Hidden\" around it is visible only if X, which is n  [Kconfig:3]");
    }

    @Test
    void tellsWhatLowersAValueToM() {
        Configuration configuration = given(
                MODULES + "config D\n\ttristate \"d\"\nconfig A\n\ttristate \"a\"\n\tdepends on D\n",
                "CONFIG_D=m\nCONFIG_A=y\n");
        assertThat(origin(configuration, "A").kind()).isEqualTo(Kind.USER);
        assertThat(why(configuration, "A"))
                .startsWith(
                        "A is m: the configuration file says y, but no more than m is possible  [.config:2]",
                        "  it depends on D, which is m  [Kconfig:7]",
                        "    D is m because the configuration file says so  [.config:1]");
    }

    @Test
    void tellsThatMMeansYWithoutModules() {
        Configuration configuration =
                given(MODULES + "config A\n\ttristate \"a\"\n", "# CONFIG_MODULES is not set\nCONFIG_A=m\n");
        assertThat(why(configuration, "A"))
                .startsWith(
                        "A is y: the configuration file says m, which means y without modules  [.config:2]",
                        "  MODULES is n because the configuration file says so  [.config:1]");
    }

    @Test
    void tellsWhichRangeClampsWhat() {
        String tree = "config N\n\tint \"n\"\n\trange 3 40\n\tdefault 99\n";
        Configuration configuration = given(tree, "CONFIG_N=41\n");
        assertThat(origin(configuration, "N").kind()).isEqualTo(Kind.RANGE);
        assertThat(origin(configuration, "N").location()).hasToString("Kconfig:3");
        assertThat(why(configuration, "N"))
                .startsWith(
                        "N is 40: the configuration file says 41, but the range goes from 3 to 40  [Kconfig:3]",
                        "  the configuration file says 41  [.config:1]");
        assertThat(why(given(tree, ""), "N"))
                .startsWith(
                        "N is 40: its default says 99, but the range goes from 3 to 40  [Kconfig:3]",
                        "  the line \"default 99\"  [Kconfig:4]");
        assertThat(why(given(tree.replace("\tdefault 99\n", ""), ""), "N"))
                .first()
                .isEqualTo("N is 3: nothing gives it a value, but the range goes from 3 to 40  [Kconfig:3]");
    }

    @Test
    void remembersWhatTheReaderDropped() {
        String text = "config N\n\tint \"n\"\n\trange 3 40\n\tdefault 5\nconfig B\n\tbool \"b\"\n";
        Configuration old = read(load(Dialect.LINUX_6_1, text), "CONFIG_N=41\n");
        assertThat(origin(old, "N").kind()).isEqualTo(Kind.DEFAULT);
        assertThat(why(old, "N"))
                .contains(
                        "the line \"CONFIG_N=41\" does not count because its value is out of range  [.config:1]",
                        "  the range goes from 3 to 40  [Kconfig:3]");
        assertThat(why(given(text, "CONFIG_B=perhaps\n"), "B"))
                .contains(
                        "the line \"CONFIG_B=perhaps\" does not count because its value is none for bool  [.config:1]");
    }

    private static final String CHOICE = "choice\n\tprompt \"Pick\"\n\tdefault B\nconfig A\n\tbool \"a\"\nconfig B\n"
            + "\tbool \"b\"\nconfig C\n\tbool \"c\"\nendchoice\n";

    @Test
    void tellsWhichMemberOfAChoiceWasPicked() {
        for (Dialect dialect : List.of(Dialect.LINUX_6_12, Dialect.LINUX_6_1)) {
            Configuration configuration = read(load(dialect, CHOICE), "CONFIG_A=y\n");
            assertThat(origin(configuration, "A").kind()).isEqualTo(Kind.USER);
            assertThat(origin(configuration, "B").kind()).isEqualTo(Kind.CHOICE);
            assertThat(origin(configuration, "B").by()).extracting(Symbol::name).containsExactly("A");
            assertThat(why(configuration, "B"))
                    .startsWith(
                            "B is n because the choice \"Pick\" picks A  [.config:1]",
                            "  A is y because the configuration file says so  [.config:1]");
        }
    }

    @Test
    void tellsWhyAChoicePickedUntold() {
        for (Dialect dialect : List.of(Dialect.LINUX_6_12, Dialect.LINUX_6_1)) {
            assertThat(why(read(load(dialect, CHOICE), ""), "B"))
                    .startsWith("B is y because it is the default of the choice \"Pick\"  [Kconfig:3]");
            assertThat(why(read(load(dialect, CHOICE.replace("\tdefault B\n", "")), ""), "A"))
                    .startsWith(
                            "A is y because the choice \"Pick\" needs one, and it is the first that is visible  [Kconfig:1]");
        }
        assertThat(why(given(CHOICE, "# CONFIG_B is not set\n"), "A"))
                .startsWith(
                        "A is y because the choice \"Pick\" needs one, and it is the first of which nothing was said"
                                + "  [Kconfig:1]");
        assertThat(origin(given(CHOICE, "# CONFIG_B is not set\n"), "B").kind()).isEqualTo(Kind.USER);
        assertThat(why(given(CHOICE, "CONFIG_A=y\nCONFIG_C=y\n"), "A"))
                .contains("the line \"CONFIG_A=y\" does not count because C was picked instead  [.config:1]");
    }

    @Test
    void explainsAWholeChoice() {
        KconfigTree tree = load(CHOICE);
        Symbol choice = tree.choices().get(0).symbol();
        assertThat(Why.explain(read(tree, ""), choice, "").lines())
                .containsExactly(
                        "the choice \"Pick\" picks B because it is the default of the choice \"Pick\"  [Kconfig:3]");
        assertThat(Why.origin(read(tree, "CONFIG_C=y\n"), choice).kind()).isEqualTo(Kind.USER);
    }

    @Test
    void tellsWhoImpliesAndWhyAnImplyMayNotCount() {
        String text =
                "config A\n\tbool \"a\"\n\timply B\nconfig B\n\tbool \"b\"\n\tdepends on C\nconfig C\n\tbool \"c\"\n";
        Configuration met = given(text, "CONFIG_A=y\nCONFIG_C=y\n");
        assertThat(origin(met, "B").kind()).isEqualTo(Kind.IMPLY);
        assertThat(why(met, "B"))
                .startsWith(
                        "B is y because A implies it  [Kconfig:3]",
                        "  A is y because the configuration file says so  [.config:1]");
        Configuration unmet = given(text, "CONFIG_A=y\n");
        assertThat(origin(unmet, "B").kind()).isEqualTo(Kind.NONE);
        assertThat(why(unmet, "B"))
                .contains("A would imply it, but that counts only where its dependencies are met  [Kconfig:3]");
    }

    @Test
    void blamesTheImplyOfOlderTreesThatForbidsM() {
        KconfigTree tree = load(
                Dialect.U_BOOT,
                MODULES.replace("\tmodules\n", "\toption modules\n")
                        + "config A\n\tbool \"a\"\n\timply T\nconfig T\n\ttristate \"t\"\n");
        Configuration configuration = read(tree, "CONFIG_A=y\nCONFIG_T=m\n");
        assertThat(configuration.value(symbol(tree, "T"))).isEqualTo("y");
        assertThat(origin(configuration, "T").kind()).isEqualTo(Kind.IMPLY);
        assertThat(why(configuration, "T"))
                .contains("the line \"CONFIG_T=m\" does not count because what others imply to y cannot be m"
                        + "  [.config:2]");
    }

    @Test
    void namesTheEnvironmentVariable() {
        KconfigTree tree = TestTrees.load(
                Dialect.U_BOOT,
                Map.of("Kconfig", "config ARCH\n\tstring\n\toption env=\"ARCH\"\n"),
                Map.of("ARCH", "arm"));
        Configuration configuration = new Configuration(tree);
        assertThat(origin(configuration, "ARCH").kind()).isEqualTo(Kind.ENVIRONMENT);
        assertThat(why(configuration, "ARCH"))
                .first()
                .asString()
                .startsWith("ARCH is \"arm\" because the environment variable ARCH says so");
    }

    @Test
    void readsTransitionalSymbolsAlthoughTheyHaveNoPrompt() {
        KconfigTree tree =
                load(Dialect.LINUX, "config OLD\n\tbool\n\ttransitional\nconfig NEW\n\tbool \"new\"\n\tdefault OLD\n");
        Configuration configuration = read(tree, "CONFIG_OLD=y\n");
        assertThat(origin(configuration, "OLD").kind()).isEqualTo(Kind.USER);
        assertThat(why(configuration, "NEW"))
                .startsWith(
                        "NEW is y by its line \"default OLD\"  [Kconfig:6]",
                        "  OLD is y because the configuration file says so  [.config:1]");
    }

    @Test
    void saysThatASymbolIsDefinedNowhere() {
        Configuration configuration = given("config A\n\tbool \"a\"\n\tdepends on GONE\n", "CONFIG_A=y\n");
        assertThat(why(configuration, "GONE"))
                .containsExactly("GONE is defined nowhere in this tree; in conditions it counts as n");
        assertThat(why(configuration, "A"))
                .contains("  it depends on GONE, which is defined nowhere in this tree  [Kconfig:1]");
    }

    @Test
    void showsComparisonsAndNegationsWithTheValuesThatFail() {
        Configuration configuration = given(
                "config V\n\tint \"v\"\n\tdefault 3\nconfig X\n\tdef_bool y\n"
                        + "config A\n\tbool \"a\"\n\tdepends on V > 5 && !X && (P || Q)\nconfig P\n\tbool \"p\"\nconfig Q\n"
                        + "\tbool \"q\"\n",
                "");
        assertThat(why(configuration, "A"))
                .contains(
                        "  it depends on V>5, but V is 3  [Kconfig:6]",
                        "  it depends on !X, but X is y  [Kconfig:6]",
                        "  it depends on P [=n] || Q [=n], which is n  [Kconfig:6]");
    }

    @Test
    void namesWhatCouldSelectASymbolWithoutPrompt() {
        Configuration configuration = given(
                "config A\n\tbool \"a\"\n\tselect S\nconfig S\n\tbool\nconfig B\n\tbool \"b\"\n\tdepends on S\n", "");
        assertThat(why(configuration, "B"))
                .containsExactly(
                        "B is n because nothing switches it on  [Kconfig:6]",
                        "  it depends on S, which is n  [Kconfig:6]",
                        "    S is n because nothing switches it on  [Kconfig:4]",
                        "      it has no prompt: it needs one of those that select it: A");
        assertThat(why(configuration, "S"))
                .containsExactly(
                        "S is n because nothing switches it on  [Kconfig:4]",
                        "  it has no prompt: it needs one of those that select it: A");
    }

    @Test
    void takesBackWhichMemberOfAnOlderChoiceWasPicked() {
        KconfigTree tree = load(Dialect.LINUX_6_1, CHOICE);
        Configuration configuration = read(tree, "CONFIG_A=y\n");
        assertThat(configuration.unset(symbol(tree, "A"))).isTrue();
        assertThat(configuration.value(symbol(tree, "B"))).isEqualTo("y");
        assertThat(origin(configuration, "B").kind()).isEqualTo(Kind.CHOICE);
    }

    @Test
    void endsWhereSymbolsGoInCircles() {
        KconfigTree tree = load("config A\n\tint \"a\"\n\trange B 100\nconfig B\n\tint \"b\"\n\trange A 100\n");
        assertThat(why(read(tree, "CONFIG_A=5\nCONFIG_B=7\n"), "A")).hasSizeBetween(1, 10);
    }
}
