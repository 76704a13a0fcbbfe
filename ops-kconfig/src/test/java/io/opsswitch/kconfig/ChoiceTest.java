/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static io.opsswitch.kconfig.TestTrees.symbol;
import static io.opsswitch.kconfig.TestTrees.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final String THREE = "choice\n\tprompt \"c\"\n\tdefault B\nconfig A\n\tbool \"a\"\nconfig B\n"
            + "\tbool \"b\"\nconfig C\n\tbool \"c\" if SHOW\nendchoice\nconfig SHOW\n\tbool \"show\"\n\tdefault y\n";

    private static String winner(Configuration configuration) {
        return configuration.tree().choices().get(0).members().stream()
                .filter(m -> configuration.tristate(m) == Tristate.Y)
                .map(Symbol::name)
                .reduce("", String::concat);
    }

    @Test
    void takesTheDefaultThenTheFirstVisible() {
        assertThat(winner(new Configuration(load(THREE)))).isEqualTo("B");
        assertThat(winner(new Configuration(load(THREE.replace("\tdefault B\n", "")))))
                .isEqualTo("A");
        assertThat(winner(new Configuration(load(Dialect.BUILDROOT, THREE)))).isEqualTo("B");
    }

    @Test
    void takesTheLastYes() {
        KconfigTree tree = load(THREE);
        assertThat(winner(read(tree, "CONFIG_C=y\nCONFIG_A=y\n"))).isEqualTo("A");
        assertThat(winner(read(tree, "CONFIG_A=y\nCONFIG_C=y\n"))).isEqualTo("C");
        assertThat(winner(read(tree, "CONFIG_A=y\nCONFIG_C=y\n# CONFIG_SHOW is not set\n")))
                .isEqualTo("A");
    }

    @Test
    void avoidsWhatTheUserSetToNo() {
        KconfigTree tree = load(THREE);
        assertThat(winner(read(tree, "# CONFIG_B is not set\n"))).isEqualTo("A");
        assertThat(winner(read(tree, "# CONFIG_A is not set\n# CONFIG_B is not set\n")))
                .isEqualTo("C");
        assertThat(winner(read(tree, "# CONFIG_C is not set\n# CONFIG_A is not set\n# CONFIG_B is not set\n")))
                .isEqualTo("C");
    }

    @Test
    void assigningAMemberClearsTheOthers() {
        for (Dialect dialect : new Dialect[] {Dialect.LINUX_6_12, Dialect.KCONFIG_FRONTENDS}) {
            KconfigTree tree = load(dialect, THREE);
            Configuration configuration = new Configuration(tree);
            assertThat(configuration.assign(symbol(tree, "C"), "y")).isTrue();
            assertThat(winner(configuration)).isEqualTo("C");
            assertThat(configuration.assign(symbol(tree, "A"), "y")).isTrue();
            assertThat(written(configuration))
                    .containsEntry("A", "y")
                    .containsEntry("B", "n")
                    .containsEntry("C", "n");
        }
    }

    @Test
    void isNotWrittenWhenItsMembersAreHidden() {
        KconfigTree tree = load(
                "choice\n\tprompt \"c\"\n\tdepends on X\nconfig A\n\tbool \"a\"\nendchoice\nconfig X\n\tbool \"x\"\n");
        assertThat(written(new Configuration(tree))).containsOnlyKeys("X");
        assertThat(written(read(tree, "CONFIG_X=y\n"))).containsEntry("A", "y");
    }

    @Test
    void anOptionalOldChoiceMayStayEmpty() {
        String text = "choice\n\tbool \"c\"\n\toptional\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\nendchoice\n";
        KconfigTree tree = load(Dialect.LINUX_6_1, text);
        assertThat(winner(new Configuration(tree))).isEmpty();
        assertThat(winner(read(tree, "CONFIG_B=y\n"))).isEqualTo("B");
    }

    @Test
    void aTristateOldChoiceLetsSeveralBeModules() {
        String text =
                "config MODULES\n\tbool \"m\"\n\tdefault y\n\tmodules\nchoice\n\ttristate \"c\"\nconfig A\n\ttristate \"a\"\n"
                        + "config B\n\ttristate \"b\"\nconfig C\n\tbool \"c\"\nendchoice\n";
        KconfigTree tree = load(Dialect.LINUX_6_1, text);
        assertThat(written(read(tree, "CONFIG_A=m\nCONFIG_B=m\n")))
                .containsEntry("A", "m")
                .containsEntry("B", "m")
                .doesNotContainKey("C");
        assertThat(written(read(tree, "CONFIG_C=y\n"))).containsEntry("C", "y").containsEntry("A", "n");
    }

    @Test
    void oldChoicesInferTheirTypeFromMembers() {
        KconfigTree tree = load(
                Dialect.LINUX_6_1,
                "choice\n\tprompt \"c\"\nconfig A\n\tbool \"a\"\nconfig B\n\tprompt \"b\"\nendchoice\n");
        assertThat(tree.choices().get(0).symbol().type()).isEqualTo(SymbolType.BOOL);
        assertThat(symbol(tree, "B").type()).isEqualTo(SymbolType.BOOL);
    }

    @Test
    void warnsWhenAFileContradictsItselfInOldTrees() {
        KconfigTree tree = load(Dialect.LINUX_6_1, THREE);
        assertThat(TestTrees.readInto(new Configuration(tree), "CONFIG_A=y\nCONFIG_B=y\n"))
                .containsExactly(".config:2:warning: override: B changes choice state");
    }
}
