/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.HEADING;
import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.readInto;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String MENUS = "mainmenu \"The Title\"\nconfig A\n\tbool \"a\"\nmenu \"One\"\nconfig B\n"
            + "\tbool \"b\"\n\tdefault y\nmenu \"Empty\"\nendmenu\nendmenu\nconfig C\n\tstring \"c\"\n"
            + "\tdefault \"say \\\"x\\\" \\\\\"\ncomment \"Note\"\nmenu \"Hidden\"\n\tdepends on A\nconfig D\n\tint \"d\"\n"
            + "endmenu\nconfig E\n\thex \"e\"\n\tdefault 0xaB\n";

    @TempDir
    Path folder;

    @Test
    void writesHeadingBannersAndSymbols() {
        assertThat(ConfigurationWriter.write(new Configuration(load(MENUS)), "OPS_CONFIG_"))
                .isEqualTo("""
                #
                # Automatically generated file; DO NOT EDIT.
                # The Title
                #
                # OPS_CONFIG_A is not set

                #
                # One
                #
                OPS_CONFIG_B=y

                #
                # Empty
                #
                # end of Empty
                # end of One

                OPS_CONFIG_C="say \\"x\\" \\\\"

                #
                # Note
                #
                OPS_CONFIG_E=0xaB
                """);
    }

    @Test
    void olderToolsDoNotCloseMenus() {
        assertThat(ConfigurationWriter.write(new Configuration(load(Dialect.KCONFIG_FRONTENDS, MENUS)), "X_"))
                .doesNotContain("end of")
                .contains("# Empty\n#\nX_C=");
    }

    @Test
    void writesHiddenDefaultsOnlyWhereTheDialectDoes() {
        String text = "config A\n\tbool\n\tdefault n\nconfig B\n\tbool\n\tdefault y\nconfig C\n\tbool\n";
        assertThat(ConfigurationWriter.write(new Configuration(load(text)), "")).isEqualTo(HEADING + "B=y\n");
        assertThat(ConfigurationWriter.write(new Configuration(load(Dialect.KCONFIG_FRONTENDS, text)), ""))
                .isEqualTo(HEADING.replace("Main menu", "Configuration") + "# A is not set\nB=y\n");
    }

    @Test
    void writesASymbolOnceAtItsFirstEntry() {
        KconfigTree tree =
                load("config A\n\tint \"a\" if n\nconfig B\n\tbool \"b\"\nconfig A\n\tint \"a\"\n\tdefault 3\n");
        assertThat(ConfigurationWriter.write(new Configuration(tree), "")).isEqualTo(HEADING + "A=3\n# B is not set\n");
    }

    @Test
    void minimalFileHasOnlyWhatDiffersFromTheDefaults() {
        KconfigTree tree =
                load("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdefault y\nconfig C\n\tint \"c\"\n\tdefault 3\n"
                        + "config S\n\tbool \"s\"\n\tselect T\nconfig T\n\tbool \"t\"\nchoice\n\tprompt \"p\"\nconfig P\n\tbool \"p\"\n"
                        + "config Q\n\tbool \"q\"\nendchoice\n");
        assertThat(ConfigurationWriter.minimal(
                        read(tree, "CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=3\nCONFIG_S=y\nCONFIG_Q=y\n"), "X_"))
                .isEqualTo("X_A=y\n# X_B is not set\nX_S=y\nX_Q=y\n");
        assertThat(ConfigurationWriter.minimal(read(tree, "CONFIG_P=y\n"), "X_"))
                .isEmpty();
    }

    @Test
    void readsOnlyTheFirstLetterOfABool() {
        KconfigTree tree = load("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n");
        Configuration configuration = new Configuration(tree);
        assertThat(readInto(configuration, "CONFIG_A=yes\nCONFIG_B=Y\n"))
                .containsExactly(".config:2:warning: symbol value 'Y' invalid for B");
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("y");
        assertThat(configuration.isUserSet(symbol(tree, "B"))).isFalse();
    }

    @Test
    void reportsEveryLineThatMakesNoSense() {
        KconfigTree tree = load(
                "config A\n\tbool \"a\"\nconfig N\n\tint \"n\"\nconfig H\n\thex \"h\"\nconfig S\n\tstring \"s\"\n");
        assertThat(readInto(new Configuration(tree), """
                        # a comment
                         CONFIG_A=y
                        rubbish
                        CONFIG_A
                        CONFIG_A=m
                        CONFIG_N=05
                        CONFIG_N=+5
                        CONFIG_H=0x
                        CONFIG_S="open
                        CONFIG_S="a" tail
                        CONFIG_S=ignored
                        CONFIG_A=y
                        # CONFIG_A is not set
                        # CONFIG_A is not set\s
                        # CONFIG_N is not set
                        CONFIG_UNKNOWN=y
                        """))
                .containsExactly(
                        ".config:2:warning: unexpected data:  CONFIG_A=y",
                        ".config:3:warning: unexpected data: rubbish",
                        ".config:4:warning: unexpected data: CONFIG_A",
                        ".config:5:warning: symbol value 'm' invalid for A",
                        ".config:6:warning: symbol value '05' invalid for N",
                        ".config:7:warning: symbol value '+5' invalid for N",
                        ".config:8:warning: symbol value '0x' invalid for H",
                        ".config:9:warning: invalid string found",
                        ".config:11:warning: override: reassigning to symbol S",
                        ".config:13:warning: override: reassigning to symbol A",
                        ".config:15:warning: symbol value 'n' invalid for N");
    }

    @Test
    void reportsUnknownSymbolsOnRequest() throws IOException {
        Path file = Files.writeString(folder.resolve(".config"), "X_NOPE=y\n");
        assertThat(new Configuration(load("config A\n\tbool\n")).read(file, "X_", true))
                .extracting(Diagnostic::toString)
                .containsExactly(file + ":1:warning: unknown symbol: NOPE");
    }

    @Test
    void readsDosLineEndsEscapesAndALastLineWithoutEnd() {
        KconfigTree tree = load("config A\n\tbool \"a\"\nconfig S\n\tstring \"s\"\n");
        Configuration configuration = new Configuration(tree);
        assertThat(readInto(configuration, "CONFIG_S=\"a \\\"b\\\" \\\\c\"\r\nCONFIG_A=y"))
                .isEmpty();
        assertThat(configuration.value(symbol(tree, "S"))).isEqualTo("a \"b\" \\c");
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("y");
    }

    @Test
    void aSecondReadForgetsTheFirst() {
        KconfigTree tree = load("config A\n\tbool \"a\"\n");
        Configuration configuration = read(tree, "CONFIG_A=y\n");
        readInto(configuration, "");
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("n");
        assertThat(configuration.isUserSet(symbol(tree, "A"))).isFalse();
    }

    @Test
    void aMissingFileChangesNothing() {
        KconfigTree tree = load("config A\n\tbool \"a\"\n");
        Configuration configuration = read(tree, "CONFIG_A=y\n");
        assertThatThrownBy(() -> configuration.read(folder.resolve("nope"), "CONFIG_"))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(configuration.value(symbol(tree, "A"))).isEqualTo("y");
    }

    @Test
    void keepsTheOldFileAndLeavesAnUnchangedOneAlone() throws IOException {
        KconfigTree tree = load("config A\n\tbool \"a\"\n");
        Configuration configuration = new Configuration(tree);
        Path file = folder.resolve("sub/.config");
        Path old = folder.resolve("sub/.config.old");
        assertThat(ConfigurationWriter.writeFile(configuration, "X_", file)).isTrue();
        assertThat(old).doesNotExist();
        assertThat(ConfigurationWriter.writeFile(configuration, "X_", file)).isFalse();
        assertThat(old).doesNotExist();
        configuration.assign(symbol(tree, "A"), "y");
        assertThat(ConfigurationWriter.writeFile(configuration, "X_", file)).isTrue();
        assertThat(file).hasContent(HEADING + "X_A=y\n");
        assertThat(old).hasContent(HEADING + "# X_A is not set\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void answersAllQuestionsInOneWay() {
        KconfigTree tree = load(
                "config MODULES\n\tbool \"m\"\n\tdefault y\n\tmodules\nconfig A\n\tbool \"a\"\nconfig T\n\ttristate \"t\"\n"
                        + "config H\n\tbool\nconfig N\n\tint \"n\"\n\tdefault 4\n");
        for (AllConfig.Mode mode : List.of(AllConfig.Mode.values())) {
            Configuration configuration = new Configuration(tree);
            AllConfig.apply(configuration, mode);
            assertThat(TestTrees.written(configuration).values())
                    .containsExactlyElementsOf(
                            switch (mode) {
                                case NO -> List.of("n", "n", "n", "4");
                                case YES -> List.of("y", "y", "y", "4");
                                case MOD -> List.of("y", "y", "m", "4");
                                case DEFAULT -> List.of("y", "n", "n", "4");
                            });
        }
    }
}
