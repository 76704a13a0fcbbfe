/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.errors;
import static io.opsswitch.kconfig.TestTrees.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MacroTest {

    private static final Dialect NEW = Dialect.LINUX_6_12;

    /** Return what a text expands to in a tree that starts with the given lines. */
    private static String expand(String lines, String text) {
        KconfigTree tree =
                load(NEW, Map.of("Kconfig", lines + "comment \"<" + text + ">\"\n"), Map.of("HOME_OF", "env"));
        String prompt = tree.root().children().get(0).prompt().text();
        return prompt.substring(1, prompt.length() - 1);
    }

    @Test
    void expandsRecursiveVariablesWhenUsedAndSimpleOnesWhenAssigned() {
        String lines = "X = 1\nR = $(X)\nS := $(X)\nX = 2\n";
        assertThat(expand(lines, "$(R) $(S)")).isEqualTo("2 1");
    }

    @Test
    void appendsInTheFlavorOfTheVariable() {
        assertThat(expand("X = 1\nS := a\nS += $(X)\nR = a\nR += $(X)\nN += $(X)\nX = 2\n", "$(S)|$(R)|$(N)"))
                .isEqualTo("a 1|a 2|2");
    }

    @Test
    void callsFunctionsOfTheTree() {
        assertThat(expand("f = $(2)-$(1)$(3)\n", "$(f,a,b)")).isEqualTo("b-a");
        assertThat(expand("twice = $(1)$(1)\n", "$(twice,$(twice,x))")).isEqualTo("xxxx");
    }

    @Test
    void splitsArgumentsBeforeExpandingThem() {
        assertThat(expand("comma := ,\nf = [$(1)][$(2)]\n", "$(f,a$(comma)b,c)"))
                .isEqualTo("[a,b][c]");
        assertThat(expand("f = [$(1)]\n", "$(f,(a,b))")).isEqualTo("[(a,b)]");
    }

    @Test
    void prefersVariablesOverEnvironmentAndExpandsTheUnknownToNothing() {
        assertThat(expand("", "$(HOME_OF)$(NOPE)")).isEqualTo("env");
        assertThat(expand("HOME_OF = tree\n", "$(HOME_OF)")).isEqualTo("tree");
    }

    @Test
    void leavesALoneDollarAlone() {
        assertThat(expand("", "cost $5 $X")).isEqualTo("cost $5 $X");
    }

    @Test
    void makesOneWordOfWhatStandsOutsideQuotes() {
        KconfigTree tree = load(NEW, "T = bool\nN = AB\nconfig X_$(N)-C\n\t$(NOPE) bool \"x\"\n");
        assertThat(tree.symbols()).extracting(Symbol::name).containsExactly("X_AB-C");
    }

    @Test
    void runsCommandsAndFlattensTheirOutput() {
        assertThat(expand("", "$(shell,printf 'a\\nb\\n\\n')")).isEqualTo("a b");
        assertThat(expand("", "$(shell,echo $HOME_OF$OTHER)")).isEqualTo("env");
    }

    @Test
    void knowsFileAndLine() {
        assertThat(expand("\n\n", "$(filename):$(lineno)")).isEqualTo("Kconfig:3");
    }

    @Test
    void reportsInfoAndWarnings() {
        KconfigTree tree = load(NEW, "$(info,hello)\n$(warning-if,n,no)\n$(warning-if,y,careful)\n");
        assertThat(tree.diagnostics()).extracting(Diagnostic::toString).containsExactly("hello", "Kconfig:3: careful");
    }

    @Test
    void stopsAtErrorIf() {
        assertThat(errors(NEW, "$(error-if,n,no)\n\n$(error-if,y,stop here)\n"))
                .containsExactly("Kconfig:3: stop here");
    }

    @Test
    void refusesVariablesThatReferToThemselves() {
        assertThat(errors(NEW, "X = $(Y)\nY = $(X)\ncomment \"$(X)\"\n"))
                .containsExactly("Kconfig:3: Recursive variable 'X' references itself (eventually)");
    }

    @Test
    void limitsRecursionAndGrowth() {
        assertThat(errors(NEW, "f = $(f,$(1)x)\ncomment \"$(f,x)\"\n"))
                .containsExactly("Kconfig:2: Too deep recursive expansion");
        StringBuilder doubling = new StringBuilder("A0 := 0123456789\n");
        for (int i = 1; i < 40; i++) {
            doubling.append("A")
                    .append(i)
                    .append(" := $(A")
                    .append(i - 1)
                    .append(")$(A")
                    .append(i - 1)
                    .append(")\n");
        }
        assertThat(errors(NEW, doubling.toString())).singleElement().asString().contains("the expansion exceeds");
    }

    @Test
    void refusesBrokenReferencesAndCalls() {
        assertThat(errors(NEW, "comment \"$(shell,echo\"\n"))
                .containsExactly("Kconfig:1: unterminated reference to 'shell,echo\"': missing ')'");
        assertThat(errors(NEW, "$(error-if,y)\n"))
                .containsExactly("Kconfig:1: too few function arguments passed to 'error-if'");
        assertThat(errors(NEW, "$(info,a,b)\n"))
                .containsExactly("Kconfig:1: too many function arguments passed to 'info'");
        assertThat(errors(NEW, "$(f,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16)\n"))
                .containsExactly("Kconfig:1: too many function arguments");
    }
}
