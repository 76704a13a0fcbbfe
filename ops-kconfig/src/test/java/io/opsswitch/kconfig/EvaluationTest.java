/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static io.opsswitch.kconfig.TestTrees.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

    private static final String MODULES = "config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n";

    private static String value(Configuration configuration, String name) {
        return configuration.value(symbol(configuration.tree(), name));
    }

    @Test
    void userValueCountsOnlyWhileVisible() {
        KconfigTree tree = load("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on A\n");
        assertThat(value(read(tree, "CONFIG_B=y\n"), "B")).isEqualTo("n");
        assertThat(value(read(tree, "CONFIG_A=y\nCONFIG_B=y\n"), "B")).isEqualTo("y");
    }

    @Test
    void firstDefaultThatAppliesCounts() {
        KconfigTree tree =
                load("config A\n\tbool \"a\"\nconfig N\n\tint\n\tdefault 1 if A\n\tdefault 2\n\tdefault 3\n");
        assertThat(value(read(tree, ""), "N")).isEqualTo("2");
        assertThat(value(read(tree, "CONFIG_A=y\n"), "N")).isEqualTo("1");
    }

    @Test
    void selectForcesEvenAgainstDependenciesAndIsReported() {
        KconfigTree tree = load(
                "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool \"b\"\n\tdepends on C\nconfig C\n\tbool \"c\"\n");
        Configuration configuration = read(tree, "CONFIG_A=y\n# CONFIG_B is not set\n");
        assertThat(value(configuration, "B")).isEqualTo("y");
        assertThat(configuration.unmetDependencies())
                .extracting(Diagnostic::text)
                .containsExactly("\nWARNING: unmet direct dependencies detected for B\n  Depends on [n]: C [=n]\n"
                        + "  Selected by [y]:\n  - A [=y]");
        assertThat(read(tree, "CONFIG_A=y\nCONFIG_C=y\n").unmetDependencies()).isEmpty();
    }

    @Test
    void implyProposesWithinDependenciesAndTheUserMayRefuse() {
        KconfigTree tree = load(
                "config A\n\tbool \"a\"\n\timply B\nconfig B\n\tbool \"b\"\n\tdepends on C\nconfig C\n\tbool \"c\"\n");
        assertThat(value(read(tree, "CONFIG_A=y\nCONFIG_C=y\n"), "B")).isEqualTo("y");
        assertThat(value(read(tree, "CONFIG_A=y\n"), "B")).isEqualTo("n");
        assertThat(value(read(tree, "CONFIG_A=y\nCONFIG_C=y\n# CONFIG_B is not set\n"), "B"))
                .isEqualTo("n");
    }

    @Test
    void tristatesAreCappedByWhatTheyDependOn() {
        KconfigTree tree = load(MODULES + "config A\n\ttristate \"a\"\nconfig B\n\ttristate \"b\"\n\tdepends on A\n"
                + "config C\n\tbool \"c\"\n\tdepends on A\n");
        Configuration configuration = read(tree, "CONFIG_A=m\nCONFIG_B=y\nCONFIG_C=y\n");
        assertThat(written(configuration)).containsEntry("B", "m").containsEntry("C", "y");
    }

    @Test
    void withoutModulesMBecomesYesForTheUserAndNothingInConditions() {
        KconfigTree tree = load(MODULES + "config A\n\ttristate \"a\"\nconfig B\n\tdef_bool y if A = m\n"
                + "config C\n\tbool \"c\"\n\tdepends on m\n");
        Configuration with = read(tree, "CONFIG_A=m\n");
        assertThat(value(with, "A")).isEqualTo("m");
        assertThat(value(with, "B")).isEqualTo("y");
        Configuration without = read(tree, "# CONFIG_MODULES is not set\nCONFIG_A=m\nCONFIG_C=y\n");
        assertThat(value(without, "A")).isEqualTo("y");
        assertThat(value(without, "B")).isEqualTo("n");
        assertThat(value(without, "C")).isEqualTo("n");
    }

    @Test
    void numbersOutOfRangeBecomeTheBoundAsWritten() {
        KconfigTree tree = load("config H\n\thex \"h\"\n\trange 0x0A 0x1F\nconfig N\n\tint \"n\"\n\trange 5 LIMIT\n"
                + "config LIMIT\n\tint\n\tdefault 9\n");
        Configuration configuration = read(tree, "CONFIG_H=0xff\nCONFIG_N=12\n");
        assertThat(value(configuration, "H")).isEqualTo("0x1F");
        assertThat(value(configuration, "N")).isEqualTo("9");
        assertThat(value(read(tree, "CONFIG_H=0x1\nCONFIG_N=-3\n"), "N")).isEqualTo("5");
    }

    @Test
    void olderToolsForgetNumbersOutOfRangeAndFormatBoundsAnew() {
        KconfigTree tree = load(
                Dialect.KCONFIG_FRONTENDS,
                "config H\n\thex \"h\"\n\trange 0x0A 0x1F\n\tdefault 0x0C\nconfig G\n\thex \"g\"\n"
                        + "\trange 0x0A 0x1F\n\tdefault 0xFF\n");
        Configuration configuration = read(tree, "CONFIG_H=0xff\n");
        assertThat(value(configuration, "H")).isEqualTo("0x0C");
        assertThat(value(configuration, "G")).isEqualTo("0x1f");
    }

    @Test
    void numbersWithoutAnyValueAreZeroOrNothing() {
        String text = "config N\n\tint \"n\"\nconfig H\n\thex \"h\"\nconfig S\n\tstring \"s\"\n";
        assertThat(written(new Configuration(load(text))))
                .containsEntry("N", "0")
                .containsEntry("H", "0x0")
                .containsEntry("S", "\"\"");
        assertThat(written(new Configuration(load(Dialect.BUILDROOT, text))))
                .containsEntry("N", "")
                .containsEntry("H", "");
    }

    @ParameterizedTest
    @CsvSource({
        "int, 9, <, 10, y",
        "string, 9, <, 10, y",
        "int, 010, =, 10, y",
        "hex, 0x10, =, 16, y",
        "hex, 0xffffffffffffffff, >, 1, y",
        "string, abc, <, abd, y",
        "string, 0x10, =, 16, y",
        "int, -1, <, 0, y",
        "string, 99999999999999999999, <, 5, n",
        "string, 08, =, 8, n"
    })
    void comparesByTheTypesOfBothSides(String type, String value, String relation, String other, String result) {
        KconfigTree tree = load("config X\n\t" + type + "\n\tdefault \"" + value + "\"\nconfig R\n\tdef_bool X "
                + relation + " \"" + other + "\"\n");
        assertThat(value(new Configuration(tree), "R")).isEqualTo(result);
    }

    @Test
    void comparesTristatesInOrderOnlyInNewerTrees() {
        String text = "config A\n\tdef_bool y\nconfig R\n\tdef_bool A >= m\nconfig S\n\tdef_bool A <= n\n";
        assertThat(value(new Configuration(load(text)), "R")).isEqualTo("y");
        assertThat(value(new Configuration(load(text)), "S")).isEqualTo("n");
        // As text "n" is greater than "m": only the newer rule knows that n is the least.
        KconfigTree old =
                load(Dialect.KCONFIG_FRONTENDS, "config A\n\tbool\n\tdefault n\nconfig R\n\tbool\n\tdefault A >= m\n");
        assertThat(value(new Configuration(old), "R")).isEqualTo("y");
    }

    @Test
    void undefinedSymbolsAreTheirNameAndNo() {
        KconfigTree tree = load("config A\n\tdef_bool NOWHERE\nconfig B\n\tdef_bool NOWHERE = \"NOWHERE\"\n"
                + "config C\n\tdef_bool !NOWHERE\n");
        Configuration configuration = new Configuration(tree);
        assertThat(value(configuration, "A")).isEqualTo("n");
        assertThat(value(configuration, "B")).isEqualTo("y");
        assertThat(value(configuration, "C")).isEqualTo("y");
    }

    @Test
    void conditionalDependenciesHoldWhenTheirConditionIsNo() {
        KconfigTree tree = load(
                Dialect.LINUX,
                "config A\n\tbool \"a\"\n\tdepends on X if Y\nconfig X\n\tbool \"x\"\nconfig Y\n\tbool \"y\"\n");
        assertThat(value(read(tree, "CONFIG_A=y\n"), "A")).isEqualTo("y");
        assertThat(value(read(tree, "CONFIG_A=y\nCONFIG_Y=y\n"), "A")).isEqualTo("n");
        assertThat(value(read(tree, "CONFIG_A=y\nCONFIG_Y=y\nCONFIG_X=y\n"), "A"))
                .isEqualTo("y");
    }

    @Test
    void transitionalSymbolsHandOldValuesOnAndVanish() {
        KconfigTree tree = load(
                Dialect.LINUX,
                "config NEW\n\tbool \"new\"\n\tdefault OLD\nconfig OLD\n\tbool\n\ttransitional\n"
                        + "config N\n\tint \"n\"\n\tdefault O\nconfig O\n\tint\n\ttransitional\n");
        assertThat(written(read(tree, "CONFIG_OLD=y\nCONFIG_O=42\n")))
                .containsOnlyKeys("NEW", "N")
                .containsEntry("NEW", "y")
                .containsEntry("N", "42");
        assertThat(written(read(tree, "CONFIG_OLD=y\n# CONFIG_NEW is not set\n")))
                .containsEntry("NEW", "n");
    }

    @Test
    void assignRefusesWhatIsNotAllowed() {
        KconfigTree tree =
                load("config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool \"b\"\nconfig N\n\tint \"n\"\n\trange 1 5\n"
                        + "config H\n\tbool\nconfig X\n\thex \"x\"\n");
        Configuration configuration = new Configuration(tree);
        assertThat(configuration.assign(symbol(tree, "A"), "m")).isFalse();
        assertThat(configuration.assign(symbol(tree, "A"), "yes")).isFalse();
        assertThat(configuration.assign(symbol(tree, "A"), "y")).isTrue();
        assertThat(configuration.assign(symbol(tree, "B"), "n")).isFalse();
        assertThat(configuration.assign(symbol(tree, "H"), "y")).isFalse();
        assertThat(configuration.assign(symbol(tree, "N"), "6")).isFalse();
        assertThat(configuration.assign(symbol(tree, "N"), "05")).isFalse();
        assertThat(configuration.assign(symbol(tree, "N"), "5")).isTrue();
        assertThat(configuration.assign(symbol(tree, "X"), "ff")).isTrue();
        assertThat(value(configuration, "X")).isEqualTo("0xff");
        assertThat(written(configuration))
                .containsEntry("A", "y")
                .containsEntry("B", "y")
                .containsEntry("N", "5");
    }

    @Test
    void aChangeReachesEverythingThatDependsOnIt() {
        KconfigTree tree =
                load(MODULES + "config A\n\tbool \"a\"\nconfig B\n\tdef_bool A\nconfig C\n\tint\n\tdefault 1 if B\n"
                        + "\tdefault 2\nconfig T\n\ttristate \"t\"\n\tdefault m\n");
        Configuration configuration = new Configuration(tree);
        assertThat(value(configuration, "C")).isEqualTo("2");
        assertThat(value(configuration, "T")).isEqualTo("m");
        configuration.assign(symbol(tree, "A"), "y");
        assertThat(value(configuration, "C")).isEqualTo("1");
        configuration.assign(symbol(tree, "MODULES"), "n");
        assertThat(value(configuration, "T")).isEqualTo("y");
    }

    @Test
    void newSymbolsAreThoseTheUserCouldAnswerButDidNot() {
        KconfigTree tree =
                load("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on A\nconfig C\n\tbool\n\tdefault y\n"
                        + "config N\n\tint \"n\"\nconfig D\n\tbool \"d\"\n\tselect E\nconfig E\n\tbool \"e\"\n");
        assertThat(read(tree, "CONFIG_D=y\n").newSymbols())
                .extracting(Symbol::name)
                .containsExactly("A", "N");
        assertThat(read(tree, "CONFIG_D=y\nCONFIG_A=y\nCONFIG_N=1\n").newSymbols())
                .extracting(Symbol::name)
                .containsExactly("B");
    }
}
