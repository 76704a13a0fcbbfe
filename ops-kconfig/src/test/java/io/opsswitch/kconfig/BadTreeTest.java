/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.errors;
import static io.opsswitch.kconfig.TestTrees.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BadTreeTest {

    private static final Dialect NEW = Dialect.LINUX_6_12;
    private static final Dialect OLD = Dialect.KCONFIG_FRONTENDS;

    @Test
    void collectsAllSyntaxErrorsOfOneRun() {
        assertThat(errors(NEW, "config A\n\tbool \"a\"\n\tdefualt y\n\thelp me\nfoo bar\nendmenu\n"))
                .containsExactly(
                        "Kconfig:3: syntax error",
                        "Kconfig:3: unknown statement \"defualt\"",
                        "Kconfig:4: invalid statement",
                        "Kconfig:5: unknown statement \"foo\"",
                        "Kconfig:6: invalid statement");
    }

    @Test
    void usesTheOldWordsInOldTrees() {
        assertThat(errors(OLD, "config A\n\tbool \"a\"\n\tdefualt y\nendmenu\n"))
                .contains("Kconfig:3: unknown option \"defualt\"", "Kconfig:4: unexpected end statement");
    }

    @Test
    void messageLeavesOutWhatSaysNothing() {
        KconfigException e = catchThrowableOfType(
                KconfigException.class, () -> TestTrees.tryLoad(NEW, Map.of("Kconfig", "\nfoo bar\n"), Map.of()));
        assertThat(e).hasMessage("Kconfig:2: unknown statement \"foo\"");
        assertThat(e.location()).isNotNull();
        assertThat(e.location().line()).isEqualTo(2);
        assertThat(e.location().column()).isEqualTo(5);
    }

    @Test
    void namesTheMissingFileAndWhoSourcesIt() {
        assertThat(errors(NEW, "\n\nsource \"nope\"\n")).containsExactly("Kconfig:3: can't open file \"nope\"");
    }

    @Test
    void namesAMissingFirstFile() {
        assertThatThrownBy(() -> Kconfig.load(
                        Path.of("no-such-file"), KconfigOptions.builder().build()))
                .isInstanceOf(KconfigException.class)
                .hasMessage("can't find file no-such-file");
    }

    @Test
    void refusesFilesThatSourceOneAnother() {
        assertThat(errors(NEW, Map.of("Kconfig", "source \"a\"\n", "a", "\nsource \"b\"\n", "b", "\n\nsource \"a\"\n")))
                .containsExactly("""
                        Recursive inclusion detected.
                        Inclusion path:
                          current file : a
                          included from: b:3
                          included from: a:2
                          included from: Kconfig:1""");
    }

    @Test
    void refusesAFileThatSourcesItselfInALastLineWithoutEnd() {
        assertThat(errors(Dialect.U_BOOT, Map.of("Kconfig", "source \"Kconfig\"")))
                .containsExactly("""
                        Recursive inclusion detected.
                        Inclusion path:
                          current file : Kconfig
                          included from: Kconfig:1""");
    }

    @Test
    void refusesASecondInclusionInTheNewestTrees() {
        Map<String, String> files = Map.of("Kconfig", "source \"a\"\n\nsource \"a\"\n", "a", "config A\n\tbool\n");
        assertThat(errors(Dialect.LINUX, files)).containsExactly("""
                Kconfig:3: error: Repeated inclusion of a
                Kconfig:1: note: Location of first inclusion of a""");
        assertThat(TestTrees.load(NEW, files, Map.of()).files()).hasSize(3);
    }

    @Test
    void namesTheOpenBlocksAtTheEnd() {
        assertThat(errors(NEW, "menu \"m\"\nif A\nconfig B\n\tbool\n"))
                .containsExactly(
                        "Kconfig:5: syntax error",
                        "Kconfig:2: missing end statement for this entry",
                        "Kconfig:1: missing end statement for this entry");
    }

    @Test
    void namesTheWrongEnd() {
        assertThat(errors(NEW, "menu \"m\"\nendif\n")).containsExactly("Kconfig:2: unexpected 'if' within menu block");
        assertThat(errors(OLD, "menu \"m\"\nendif\n"))
                .containsExactly("Kconfig:2: unexpected 'endif' within menu block");
    }

    @Test
    void refusesToEndABlockInAnotherFile() {
        assertThat(errors(NEW, Map.of("Kconfig", "menu \"m\"\nsource \"a\"\nendmenu\n", "a", "\nendmenu\n")))
                .contains("a:2: 'menu' in different file than 'menu'", "Kconfig:1: location of the 'menu'");
    }

    @Test
    void refusesChoicesAndMembersThatNewTreesDoNotKnow() {
        assertThat(errors(NEW, "choice\nconfig A\n\ttristate\nendchoice\n"))
                .containsExactly(
                        "Kconfig:1: error: choice must have a prompt",
                        "Kconfig:2: error: choice member must have a prompt",
                        "Kconfig:2: error: choice member must be bool");
        assertThat(errors(NEW, "choice NAME\n\tprompt \"c\"\nendchoice\n")).contains("Kconfig:1: invalid statement");
    }

    @Test
    void refusesDefaultsOfChoiceMembers() {
        assertThat(errors(NEW, "choice\n\tprompt \"c\"\nconfig A\n\tbool \"a\"\n\tdefault y\nendchoice\n"))
                .containsExactly("Kconfig:5: error: defaults for choice values not supported");
    }

    @Test
    void refusesTransitionalSymbolsThatSayMore() {
        assertThat(errors(Dialect.LINUX, "config A\n\tbool \"a\"\n\ttransitional\n"))
                .containsExactly("Kconfig:1: error: transitional symbols can only have help sections");
    }

    @Test
    void explainsACircleOfDependencies() {
        assertThat(errors(
                        NEW,
                        "config A\n\tbool \"a\"\n\tdepends on B\nconfig B\n\tbool\n"
                                + "config C\n\tbool \"c\" if D\n\tselect B\nconfig D\n\tdef_bool A\n"))
                .containsExactly("""
                        error: recursive dependency detected!
                        \tsymbol A depends on B
                        \tsymbol B is selected by C
                        \tsymbol C prompt is visible depending on D
                        \tsymbol D default value contains A
                        For a resolution refer to Documentation/kbuild/kconfig-language.rst
                        subsection "Kconfig recursive dependency limitations"
                        """);
    }

    @Test
    void explainsACircleThroughAChoice() {
        assertThat(errors(
                        NEW,
                        "choice\n\tprompt \"ch\"\nconfig M1\n\tbool \"m1\"\n\tdepends on M2\n"
                                + "config M2\n\tbool \"m2\"\nendchoice\n"))
                .singleElement()
                .asString()
                .contains("symbol M2 is part of choice block at Kconfig:1");
    }

    @Test
    void doesNotMindAConditionThatCancelsItself() {
        assertThat(TestTrees.load(
                                NEW,
                                "config A\n\tbool \"a\"\n\tdepends on B || !B\nconfig B\n\tbool \"b\"\n\tdepends on A\n")
                        .symbols())
                .hasSize(2);
    }

    @Test
    void warnsAboutPropertiesThatDoNotFit() {
        assertThat(warnings(
                        NEW,
                        "config A\n\tint \" a\"\n\tdefault \"x\"\n\trange 1 z\n\tselect B\nconfig B\n\thex\n"
                                + "config C\n\tbool \"c\"\n\tprompt \"d\"\n\tselect A\nconfig D\n\tprompt \"d\"\n"
                                + "config C\n\tstring\n"))
                .containsExactlyInAnyOrder(
                        "Kconfig:2:warning: leading whitespace ignored",
                        "Kconfig:3:warning: 'A': number is invalid",
                        "Kconfig:4:warning: range is invalid",
                        "Kconfig:5:warning: config symbol 'A' uses select, but is not bool or tristate",
                        "Kconfig:10:warning: prompt redefined",
                        "Kconfig:11:warning: 'A' has wrong type. 'select' only accept arguments of bool and tristate"
                                + " type",
                        "Kconfig:12:warning: config symbol defined without type",
                        "Kconfig:14:warning: ignoring type redefinition of 'C' from 'bool' to 'string'");
    }

    @Test
    void warnsAboutMenuconfigWithoutPrompt() {
        assertThat(warnings(NEW, "menuconfig A\n\tbool\n"))
                .containsExactly("Kconfig:3: warning: menuconfig statement without prompt");
    }

    @Test
    void limitsNesting() {
        assertThat(errors(NEW, "config A\n\tbool\n\tdepends on " + "(".repeat(600) + "B" + ")".repeat(600) + "\n"))
                .singleElement()
                .asString()
                .startsWith("Kconfig:3: expression nested more than 500 deep");
        assertThat(errors(NEW, "menu \"m\"\n".repeat(600)))
                .singleElement()
                .asString()
                .contains("blocks nested more than 500 deep");
    }

    @Test
    void listsTheDialectsWhenOneIsUnknown() {
        assertThatThrownBy(() -> Dialect.byName("minix"))
                .hasMessageContaining("unknown Kconfig dialect \"minix\"")
                .hasMessageContaining("linux, linux-6.12, linux-6.1, u-boot, buildroot, kconfig-frontends");
    }
}
