/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintTest {

    private static final String HELP = "\thelp\n\t  Help.\n";

    private static List<String> found(Rule rule, String tree) {
        return Lint.check(load(tree)).stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::toString)
                .toList();
    }

    @Test
    void findsNothingInATreeThatIsFine() {
        String tree = "config A\n\tbool \"a\"\n" + HELP + "config B\n\tbool \"b\"\n\tdepends on A\n\tselect C\n" + HELP
                + "config C\n\tbool\nconfig N\n\tint \"n\"\n\trange 1 9\n\tdefault 3 if C\n\tdefault 4\n" + HELP
                + "choice\n\tprompt \"c\"\n\tdefault E\nconfig D\n\tbool \"d\"\nconfig E\n\tbool \"e\"\nendchoice\n";
        assertThat(Lint.check(load(tree))).isEmpty();
    }

    @Test
    void namesWhatAnUndefinedSymbolProbablyMeans() {
        String tree =
                "config NETWORK\n\tbool \"n\"\nconfig A\n\tbool \"a\"\n\tdepends on NETWROK || ZZZZZ\n\tselect GONE\n";
        assertThat(found(Rule.UNDEFINED_SYMBOL, tree))
                .containsExactly(
                        "Kconfig:3: warning: NETWROK is used but defined nowhere, so it counts as n; perhaps you should"
                                + " write NETWORK, which is defined [undefined-symbol]",
                        "Kconfig:3: warning: ZZZZZ is used but defined nowhere, so it counts as n; define it, or take it"
                                + " out [undefined-symbol]",
                        "Kconfig:6: warning: GONE is selected but defined nowhere; define it, or take it out"
                                + " [undefined-symbol]");
        assertThat(found(
                        Rule.UNDEFINED_SYMBOL,
                        "config A\n\tint \"a\"\n\trange 1 10\nconfig B\n\tdef_bool y if A > 10\n"))
                .isEmpty();
    }

    @Test
    void findsSelectsWhoseTargetNeedsMore() {
        String tree = "config A\n\tbool \"a\"\n\tselect T\nconfig B\n\tbool \"b\"\n\tdepends on X && Y\n\tselect T\n"
                + "config C\n\tbool \"c\"\n\tselect T if X\n\tselect Y\nconfig D\n\tbool \"d\"\n\tdepends on B\n\tselect T\n"
                + "config T\n\tbool\n\tdepends on X && (Y || Z)\n"
                + "config X\n\tbool \"x\"\nconfig Y\n\tbool \"y\"\nconfig Z\n\tbool \"z\"\n";
        assertThat(found(Rule.SELECT_UNMET, tree))
                .containsExactly("Kconfig:3: warning: A selects T, which depends on X && (Y || Z); let A depend on the"
                        + " same, or add it behind an if [select-unmet]");
    }

    @Test
    void findsSelectedSymbolsThatUsersMaySet() {
        assertThat(found(Rule.SELECT_VISIBLE, "config A\n\tbool \"a\"\n\tselect T\nconfig T\n\tbool \"t\"\n"))
                .containsExactly(
                        "Kconfig:4: info: T has a prompt, and 1 line selects it, which takes the choice from the"
                                + " user; let those depend on it, or take its prompt away [select-visible]");
    }

    @Test
    void findsDefaultsThatAnEarlierOneShadows() {
        String tree = "config A\n\tint \"a\"\n\tdefault 1 if X\n\tdefault 2 if X && Y\n\tdefault 3\n\tdefault 4 if Y\n"
                + "config X\n\tbool \"x\"\nconfig Y\n\tbool \"y\"\n";
        assertThat(found(Rule.DEFAULT_SHADOWED, tree))
                .containsExactly(
                        "Kconfig:4: warning: this default of A never counts, because the one at Kconfig:3 applies whenever"
                                + " it does; put it before that one, or take it out [default-shadowed]",
                        "Kconfig:6: warning: this default of A never counts, because the one at Kconfig:5 applies whenever"
                                + " it does; put it before that one, or take it out [default-shadowed]");
        String twice = "config A\n\tbool\n\tdefault y\nconfig A\n\tbool\n\tdefault n\n";
        assertThat(found(Rule.DEFAULT_SHADOWED, twice)).isEmpty();
    }

    @Test
    void findsWhatCanNeverBeSwitchedOn() {
        String tree =
                "config A\n\tbool \"a\"\n\tdepends on ARCH_X\nconfig B\n\tbool \"b\"\n\tdepends on A\nconfig C\n\tbool\n"
                        + "config D\n\tbool \"d\"\n\tdepends on !A && (B || E)\nconfig E\n\tbool \"e\" if ARCH_X = y\n\tdefault y\n"
                        + "config F\n\tstring\n";
        assertThat(found(Rule.DEAD_SYMBOL, tree))
                .containsExactly(
                        "Kconfig:1: info: A can never be switched on: it depends on ARCH_X, which never holds; take it out,"
                                + " or correct the condition [dead-symbol]",
                        "Kconfig:4: info: B can never be switched on: it depends on A, which never holds; take it out, or"
                                + " correct the condition [dead-symbol]",
                        "Kconfig:7: info: C can never be switched on: it has neither prompt nor default, and nothing selects"
                                + " it; give it a prompt or a default, or take it out [dead-symbol]",
                        "Kconfig:15: info: F can never have a value: it has neither prompt nor default, and nothing selects"
                                + " it; give it a prompt or a default, or take it out [dead-symbol]");
        assertThat(found(Rule.CONDITION_NEVER, tree))
                .containsExactly(
                        "Kconfig:13: info: the prompt of E never applies: ARCH_X=y never holds; take the line out,"
                                + " or correct its condition [condition-never]");
    }

    @Test
    void doesNotTakeForDeadWhatASelectOrAnImplyOrTheUserReaches() {
        String tree = "config S\n\tbool \"s\"\n\tselect A\n\timply B\nconfig A\n\tbool\nconfig B\n\tbool\n"
                + "config M\n\ttristate \"m\"\n\tdepends on m\nconfig MODULES\n\tbool \"mod\"\n\tmodules\n";
        assertThat(found(Rule.DEAD_SYMBOL, tree)).isEmpty();
    }

    @Test
    void findsDefaultsOutOfRangeAndEmptyRanges() {
        String tree = "config A\n\tint \"a\"\n\trange 5 9\n\tdefault 10\nconfig H\n\thex \"h\"\n\trange 0x10 0xf\n"
                + "config B\n\tint \"b\"\n\trange 5 9 if X\n\tdefault 10\nconfig X\n\tbool \"x\"\n";
        assertThat(found(Rule.DEFAULT_OUT_OF_RANGE, tree))
                .containsExactly("Kconfig:4: warning: the default 10 of A is outside of its range from 5 to 9; choose a"
                        + " default within the range, or widen it [default-out-of-range]");
        assertThat(found(Rule.RANGE_SWAPPED, tree))
                .containsExactly(
                        "Kconfig:7: error: the range of H is empty: 0x10 is more than 0xf; write the lesser bound"
                                + " first [range-swapped]");
    }

    @Test
    void findsWhatConfusesUsersOfTheMenu() {
        String tree =
                "config A\n\tbool \"same\"\nconfig B\n\tbool \"same\"\nconfig C\n\tbool \"other\"\n\tdepends on A\n"
                        + "config D\n\tbool \"other\"\n\tdepends on !A\nconfig E\n\tbool \"\"\n"
                        + "choice\n\tprompt \"c\"\nconfig P\n\tbool \"p\"\nendchoice\n";
        assertThat(found(Rule.PROMPT_DUPLICATE, tree))
                .containsExactly(
                        "Kconfig:4: warning: the prompt \"same\" is also that of the entry at Kconfig:1; tell the"
                                + " two apart in their prompts, or let them exclude one another [prompt-duplicate]");
        assertThat(found(Rule.PROMPT_MISSING, tree))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Kconfig:12: warning:");
        assertThat(found(Rule.HELP_MISSING, tree)).hasSize(5);
        assertThat(found(Rule.CHOICE_DEFAULT_MISSING, tree))
                .containsExactly(
                        "Kconfig:13: info: this choice has no default, so that it takes the first member that is"
                                + " visible; name the member that most users want [choice-default-missing]");
    }

    @Test
    void findsSymbolsThatNothingUses() {
        String tree = "config A\n\tdef_bool y\nconfig B\n\tdef_bool y\nconfig C\n\tbool \"c\"\n\tdepends on B\n";
        assertThat(found(Rule.SYMBOL_UNUSED, tree))
                .containsExactly("Kconfig:1: info: nothing in the tree uses A; take it out unless programs read it"
                        + " [symbol-unused]");
    }

    private static List<String> found(Configuration configuration) {
        return Lint.check(configuration).stream()
                .map(finding -> finding.toString().replaceFirst("^[^ ]*\\.config:", ".config:"))
                .toList();
    }

    @Test
    void tellsWhichLinesOfAConfigurationAreInVain() {
        String tree =
                "config A\n\tbool \"a\"\n\tdepends on X\nconfig X\n\tbool \"x\"\nconfig N\n\tint \"n\"\n\trange 1 9\n";
        assertThat(found(read(load(tree), "CONFIG_A=y\nCONFIG_N=12\nCONFIG_WHAT=y\nCONFIG_X=7\n")))
                .containsExactly(
                        ".config:1: warning: the line \"CONFIG_A=y\" does not count because A is not visible: it depends on"
                                + " X, which is n; correct what it names, or take the line out [value-without-effect]",
                        ".config:2: warning: N is 9: the configuration file says 12, but the range goes from 1 to 9;"
                                + " correct what it names, or take the line out [value-without-effect]",
                        ".config:3: warning: the tree has no symbol for CONFIG_WHAT; take the line out [unknown-symbol]",
                        ".config:4: warning: the value of CONFIG_X does not fit its type; correct the value"
                                + " [value-without-effect]");
        assertThat(found(read(load(Dialect.LINUX_6_1, tree), "CONFIG_N=12\n")))
                .containsExactly(
                        ".config:1: warning: the value 12 of CONFIG_N is out of range; choose a value within the"
                                + " range [value-without-effect]");
    }

    @Test
    void tellsWhichNameALineProbablyMeans() {
        assertThat(found(read(load("config NETWORK\n\tbool \"n\"\n"), "CONFIG_NETWORKS=y\n")))
                .containsExactly(
                        ".config:1: warning: the tree has no symbol for CONFIG_NETWORKS; perhaps you should write"
                                + " CONFIG_NETWORK [unknown-symbol]");
    }

    @Test
    void tellsUnmetDependencies() {
        assertThat(found(read(
                        load(
                                "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool\n\tdepends on C\nconfig C\n\tbool \"c\"\n"),
                        "CONFIG_A=y\n")))
                .containsExactly(
                        "Kconfig:3: warning: B is selected by A although its dependencies are not met: C; switch on"
                                + " what it depends on, or switch off what selects it [unmet-dependency]");
    }

    @Test
    void idsAreUnique() {
        assertThat(List.of(Rule.values())).extracting(Rule::id).doesNotHaveDuplicates();
    }
}
