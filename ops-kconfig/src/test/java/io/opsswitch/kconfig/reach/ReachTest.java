/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.reach.Proposal.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String MODULES = "config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n";

    private static String bool(String name, String... lines) {
        return config(name, "bool \"" + name + "\"", lines);
    }

    private static String config(String name, String type, String... lines) {
        StringBuilder out = new StringBuilder("config " + name + "\n\t" + type + "\n");
        for (String line : lines) {
            out.append('\t').append(line).append('\n');
        }
        return out.toString();
    }

    /** Find a way, try it, and return the outcome with the changes. */
    private static String find(Configuration start, String name, String value) {
        Proposal proposal = Reach.find(start, symbol(start.tree(), name), value, LIMIT);
        Configuration after = start.copy();
        proposal.applyTo(after);
        if (proposal.succeeds()) {
            assertThat(after.value(proposal.target())).isEqualTo(proposal.value());
        }
        return proposal.outcome() + " " + proposal.changes();
    }

    private static String find(String tree, String name, String value) {
        return find(new Configuration(load(tree)), name, value);
    }

    private static Proposal impossible(String tree, String name, String value) {
        Configuration start = new Configuration(load(tree));
        Proposal proposal = Reach.find(start, symbol(start.tree(), name), value, LIMIT);
        assertThat(proposal.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(proposal.succeeds()).isFalse();
        return proposal;
    }

    // --- raising

    @Test
    void saysWhenTheValueIsThereAlready() {
        assertThat(find(bool("A", "default y"), "A", "y")).isEqualTo("ALREADY []");
    }

    @Test
    void setsWhatIsOffered() {
        assertThat(find(bool("A"), "A", "y")).isEqualTo("MINIMAL [A=y]");
    }

    @Test
    void switchesOnWhatATargetDependsOnFirst() {
        String tree = bool("T", "depends on B && A") + bool("B", "depends on A") + bool("A");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [A=y, B=y, T=y]");
    }

    @Test
    void takesTheShorterOfTwoAlternatives() {
        String tree = bool("A") + bool("B", "depends on A") + bool("C") + bool("T", "depends on B || C");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [C=y, T=y]");
    }

    @Test
    void switchesOffWhatExcludesTheTarget() {
        String tree = bool("A", "default y") + bool("T", "depends on !A");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [A=n, T=y]");
    }

    @Test
    void provesLongWaysAsWell() {
        StringBuilder tree = new StringBuilder(bool("S0"));
        for (int i = 1; i < 9; i++) {
            tree.append(bool("S" + i, "depends on S" + (i - 1)));
        }
        assertThat(find(tree.toString(), "S8", "y"))
                .isEqualTo("MINIMAL [S0=y, S1=y, S2=y, S3=y, S4=y, S5=y, S6=y, S7=y, S8=y]");
    }

    @Test
    void switchesOnWhatSelectsASymbolWithoutPrompt() {
        String tree = config("HELPER", "bool")
                + bool("A", "select HELPER", "depends on B")
                + bool("B")
                + bool("C", "select HELPER");
        assertThat(find(tree, "HELPER", "y")).isEqualTo("MINIMAL [C=y]");
    }

    @Test
    void makesADefaultTrue() {
        String tree = config("HELPER", "bool", "default y if A && !B") + bool("A") + bool("B", "default y");
        assertThat(find(tree, "HELPER", "y")).isEqualTo("MINIMAL [A=y, B=n]");
    }

    @Test
    void usesAnImply() {
        String tree = config("HELPER", "bool") + bool("A", "imply HELPER");
        assertThat(find(tree, "HELPER", "y")).isEqualTo("MINIMAL [A=y]");
    }

    // --- lowering

    @Test
    void switchesOffWhatSelects() {
        String tree = bool("T") + bool("A", "select T", "default y") + bool("B", "select T", "default y");
        assertThat(find(tree, "T", "n")).isEqualTo("MINIMAL [A=n, B=n]");
    }

    @Test
    void switchesOffWhatAllSelectorsNeed() {
        String tree = bool("BASE", "default y")
                + config("T", "bool")
                + bool("A", "select T", "default y", "depends on BASE")
                + bool("B", "select T", "default y", "depends on BASE");
        assertThat(find(tree, "T", "n")).isEqualTo("MINIMAL [BASE=n]");
    }

    @Test
    void lowersASelectorToModule() {
        String tree = MODULES + config("T", "tristate \"t\"") + config("A", "tristate \"a\"", "select T");
        Configuration start = read(load(tree), "CONFIG_A=y\nCONFIG_T=m\n");
        assertThat(find(start, "T", "m")).isEqualTo("MINIMAL [A=m]");
    }

    @Test
    void switchesModulesOnForAModule() {
        String tree = "config MODULES\n\tbool \"modules\"\n\tmodules\n" + config("T", "tristate \"t\"");
        assertThat(find(tree, "T", "m")).isEqualTo("MINIMAL [MODULES=y, T=m]");
    }

    @Test
    void raisesADependencyFromModuleToYes() {
        String tree = MODULES + config("A", "tristate \"a\"") + config("T", "tristate \"t\"", "depends on A");
        Configuration start = read(load(tree), "CONFIG_A=m\nCONFIG_T=m\n");
        Proposal proposal = Reach.find(start, symbol(start.tree(), "T"), "y", LIMIT, Set.of(modules(start)));
        assertThat(proposal.outcome()).isEqualTo(Outcome.MINIMAL);
        assertThat(proposal.changes()).hasToString("[A=y, T=y]");
    }

    @Test
    void knowsThatWithoutModulesEveryModuleIsYes() {
        String tree = MODULES + config("A", "tristate \"a\"") + config("T", "tristate \"t\"", "depends on A");
        Configuration start = read(load(tree), "CONFIG_A=m\nCONFIG_T=m\n");
        assertThat(find(start, "T", "y")).isEqualTo("MINIMAL [MODULES=n]");
    }

    private static Symbol modules(Configuration configuration) {
        return Objects.requireNonNull(configuration.tree().modules());
    }

    @Test
    void looksForAnotherWayWhenSomethingIsToBeKept() {
        String tree = config("HELPER", "bool") + bool("A", "select HELPER") + bool("B", "select HELPER");
        Configuration start = new Configuration(load(tree));
        Symbol a = symbol(start.tree(), "A");
        Symbol b = symbol(start.tree(), "B");
        Symbol helper = symbol(start.tree(), "HELPER");
        assertThat(Reach.find(start, helper, "y", LIMIT, Set.of(a)).changes()).hasToString("[B=y]");
        assertThat(Reach.find(start, helper, "y", LIMIT, Set.of(b)).changes()).hasToString("[A=y]");
        assertThat(Reach.find(start, helper, "y", LIMIT, Set.of(a, b)).outcome())
                .isEqualTo(Outcome.IMPOSSIBLE);
    }

    // --- choices

    @Test
    void picksAnotherMember() {
        String tree = "choice\n\tprompt \"c\"\n" + bool("A") + bool("B", "depends on X") + "endchoice\n" + bool("X");
        for (Dialect dialect : List.of(Dialect.LINUX_6_12, Dialect.LINUX_6_1, Dialect.KCONFIG_FRONTENDS)) {
            Configuration start = new Configuration(load(dialect, tree));
            assertThat(find(start, "B", "y")).isEqualTo("MINIMAL [X=y, B=y]");
        }
    }

    @Test
    void getsRidOfAMember() {
        String tree = "choice\n\tprompt \"c\"\n" + bool("A") + bool("B") + "endchoice\n";
        assertThat(find(tree, "A", "n")).isEqualTo("MINIMAL [B=y]");
        Configuration old = new Configuration(load(Dialect.LINUX_6_1, tree));
        assertThat(find(old, "A", "n")).isEqualTo("MINIMAL [B=y]");
    }

    @Test
    void cannotEmptyAChoiceWithOneMember() {
        String tree = "choice\n\tprompt \"c\"\n" + bool("A") + "endchoice\n";
        impossible(tree, "A", "n");
    }

    // --- numbers and strings

    @Test
    void widensARangeWhoseBoundIsAnotherSymbol() {
        String tree = config("MOST", "int \"most\"", "default 8", "range 1 100")
                + config("T", "int \"t\"", "range 1 MOST", "default 4");
        assertThat(find(tree, "T", "100")).isEqualTo("MINIMAL [MOST=100, T=100]");
    }

    @Test
    void activatesAnotherRange() {
        String tree = bool("BIG") + config("T", "int \"t\"", "range 1 512 if BIG", "range 1 8", "default 4");
        assertThat(find(tree, "T", "64")).isEqualTo("MINIMAL [BIG=y, T=64]");
    }

    @Test
    void triesTheNumbersNextToThoseComparedWith() {
        String tree = config("N", "int \"n\"", "default 1") + bool("T", "depends on N > 5");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [N=6, T=y]");
    }

    @Test
    void setsAStringThatADependencyAsksFor() {
        String tree = config("S", "string \"s\"", "default \"a\"") + bool("T", "depends on S = \"b\"");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [S=b, T=y]");
    }

    @Test
    void adds0xToAHexNumber() {
        assertThat(find(config("T", "hex \"t\""), "T", "1F")).isEqualTo("MINIMAL [T=0x1F]");
    }

    // --- no way

    @Test
    void namesASymbolThatIsDefinedNowhere() {
        String tree = bool("A", "depends on NEVER") + bool("T", "depends on A");
        assertThat(impossible(tree, "T", "y").obstacle())
                .isEqualTo("T depends on A, which is n; A depends on NEVER, which is defined nowhere");
    }

    @Test
    void seesThatAConstantForbidsIt() {
        assertThat(impossible(bool("T", "depends on n"), "T", "y").obstacle()).isEqualTo("T is never offered");
        impossible(bool("T", "depends on \"gcc\" = \"clang\""), "T", "y");
    }

    @Test
    void seesThatNothingSelectsIt() {
        assertThat(impossible(config("T", "bool"), "T", "y").obstacle())
                .isEqualTo("T has no prompt, no default, and nothing selects it");
    }

    @Test
    void seesAContradictionBetweenDependencies() {
        String tree = bool("A") + bool("B", "depends on !A") + bool("T", "depends on A && B");
        impossible(tree, "T", "y");
    }

    @Test
    void seesThatASelectIsPermanent() {
        String tree = config("ALWAYS", "bool", "default y", "select T") + bool("T");
        assertThat(impossible(tree, "T", "n").obstacle()).isEqualTo("T is selected by ALWAYS");
    }

    @Test
    void seesThatAllRangesExcludeIt() {
        String tree = bool("X") + config("T", "int \"t\"", "range 1 8 if X", "range 3 4", "default 3");
        assertThat(impossible(tree, "T", "64").obstacle())
                .isEqualTo("T does not accept 64, which is outside of its range");
    }

    @Test
    void refusesWhatIsNoValue() {
        assertThat(impossible(bool("T"), "T", "m").obstacle()).isEqualTo("T is a bool and cannot be m");
        assertThat(impossible(config("T", "int \"t\""), "T", "five").obstacle())
                .isEqualTo("\"five\" is no value of type integer");
        assertThat(impossible(config("T", "tristate \"t\""), "T", "m").obstacle())
                .isEqualTo("T cannot be m: the tree knows no modules");
        assertThat(impossible(bool("A", "depends on U"), "U", "y").obstacle()).isEqualTo("U is defined nowhere");
    }

    // --- the choice among ways

    @Test
    void prefersTheWayWithFewerEffects() {
        String tree = bool("A", "select X", "select Y", "select HELPER")
                + bool("B", "select HELPER")
                + config("HELPER", "bool")
                + config("X", "bool")
                + config("Y", "bool");
        Configuration start = new Configuration(load(tree));
        Proposal proposal = Reach.find(start, symbol(start.tree(), "HELPER"), "y", LIMIT);
        assertThat(proposal.changes()).hasToString("[B=y]");
        assertThat(proposal.effects())
                .containsExactly(new Difference("B", "n", "y"), new Difference("HELPER", null, "y"));
    }

    @Test
    void prefersSwitchingOnToTakingBackWhatTheUserSet() {
        String tree = config("T", "bool", "default y if !A || B") + bool("A") + bool("B");
        Configuration start = read(load(tree), "CONFIG_A=y\n");
        assertThat(find(start, "T", "y")).isEqualTo("MINIMAL [B=y]");
    }

    @Test
    void makesADetourForAValueThatIsRefusedInTheEnd() {
        // T is y by a default beyond its prompt, and as soon as it is selected, nobody can lower it.
        String tree = MODULES
                + config("A", "tristate", "default m")
                + bool("SEL", "default y", "select T if A")
                + config("T", "tristate \"t\" if A", "default y");
        Configuration start = new Configuration(load(tree));
        assertThat(start.value(symbol(start.tree(), "T"))).isEqualTo("y");
        assertThat(find(start, "T", "m")).isEqualTo("MINIMAL [SEL=n, T=m]");
    }

    @Test
    void changesNothingOfTheStart() {
        KconfigTree tree = load(bool("A") + bool("T", "depends on A"));
        Configuration start = new Configuration(tree);
        find(start, "T", "y");
        assertThat(start.isUserSet(symbol(tree, "A"))).isFalse();
        assertThat(start.value(symbol(tree, "T"))).isEqualTo("n");
    }

    // --- limits

    @Test
    void claimsNothingWithoutTime() {
        Configuration start = new Configuration(load(bool("A") + bool("T", "depends on A")));
        Proposal proposal = Reach.find(start, symbol(start.tree(), "T"), "y", Duration.ZERO);
        assertThat(proposal.outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThat(proposal.obstacle()).isEqualTo("T depends on A, which is n; A would have to be y, but is n");
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Configuration start = new Configuration(load(bool("A") + bool("T", "depends on A")));
        Thread.currentThread().interrupt();
        try {
            Proposal proposal = Reach.find(start, symbol(start.tree(), "T"), "y", LIMIT);
            assertThat(proposal.outcome()).isEqualTo(Outcome.NOT_FOUND);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void survivesVeryLongChains() {
        StringBuilder tree = new StringBuilder(bool("S0"));
        for (int i = 1; i < 4000; i++) {
            tree.append(config("S" + i, "bool", "default S" + (i - 1)));
        }
        assertThat(find(tree.toString(), "S3999", "y")).isEqualTo("MINIMAL [S0=y]");
    }

    @Test
    void acceptsBoundsThatDependOnEachOther() {
        String tree = config("A", "int \"a\"", "range 1 B")
                + config("B", "int \"b\"", "range A 100")
                + bool("X")
                + bool("T", "depends on X");
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [X=y, T=y]");
        Configuration start = new Configuration(load(tree));
        Proposal proposal = Reach.find(start, symbol(start.tree(), "A"), "50", Duration.ofSeconds(1));
        assertThat(proposal.succeeds() || !proposal.obstacle().isEmpty()).isTrue();
    }

    @Test
    void knowsThatWhatImpliesCanLowerADefault() {
        String tree = bool("M") + bool("S", "default M", "imply D") + "config D\n\tbool \"d\"\n\tdepends on !S\n"
                + "config D\n\tprompt \"again\" if M\n\tdefault y if M\n" + "config T\n\tbool\n\tdefault D if S\n";
        assertThat(find(tree, "T", "y")).isEqualTo("MINIMAL [M=y, D=y]");
    }

    // --- what to propose

    @Test
    void proposesToLeaveModulesOnWhereThereIsAWay() {
        String tree = MODULES + config("A", "tristate \"a\"") + config("T", "tristate \"t\"", "depends on A");
        Configuration start = read(load(tree), "CONFIG_MODULES=y\nCONFIG_A=m\nCONFIG_T=m\n");
        Proposal proposal = Reach.propose(start, symbol(start.tree(), "T"), "y", LIMIT, Set.of());
        assertThat(proposal.outcome() + " " + proposal.changes()).isEqualTo("MINIMAL [A=y, T=y]");
        assertThat(proposal.kept()).extracting(Symbol::name).containsExactly("MODULES");
        Set<Symbol> kept = Set.of(symbol(start.tree(), "A"));
        Proposal other = Reach.propose(start, symbol(start.tree(), "T"), "y", LIMIT, kept);
        assertThat(other.outcome() + " " + other.changes() + " " + other.kept()).isEqualTo("MINIMAL [MODULES=n] [A]");
    }

    @Test
    void claimsNothingWhereAnOlderTreeMayForgetHalfAnAnswer() {
        String tree = MODULES + bool("X")
                + "choice\n\ttristate \"c\"\n" + config("A", "tristate \"a\"")
                + config("B", "tristate \"b\"", "depends on X") + "endchoice\n" + bool("T", "depends on A = y && U")
                + bool("U");
        Configuration start = read(load(Dialect.LINUX_6_1, tree), "CONFIG_MODULES=y\nCONFIG_A=m\n");
        assertThat(find(start, "T", "y")).startsWith("BEST_FOUND");
        assertThat(find(start, "U", "y")).isEqualTo("MINIMAL [U=y]");
    }
}
