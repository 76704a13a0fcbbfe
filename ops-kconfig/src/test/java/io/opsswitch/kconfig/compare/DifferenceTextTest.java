/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.compare;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.KconfigTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTextTest {

    private static final String BEFORE =
            "# a comment\nCONFIG_GONE=y\nCONFIG_B=y\nCONFIG_A=y\nCONFIG_SAME=1\nCONFIG_S=\"x\"\n# CONFIG_N is not set\n";
    private static final String AFTER =
            "CONFIG_NEW=y\n# CONFIG_ALSO_NEW is not set\nCONFIG_S=\"y z\"\nCONFIG_A=m\nCONFIG_SAME=1\nCONFIG_N=y\n"
                    + "# CONFIG_B is not set\n";

    private static List<Difference> differences() {
        return Differences.between(ConfigText.parse(BEFORE, "CONFIG_"), ConfigText.parse(AFTER, "CONFIG_"));
    }

    @Test
    void printsWhatIsGoneThenWhatChangedThenWhatIsNewByName() {
        assertThat(DifferenceText.changes(differences()))
                .containsExactly(
                        "-GONE y",
                        " A y -> m",
                        " B y -> n",
                        " N n -> y",
                        " S \"x\" -> \"y z\"",
                        "+ALSO_NEW n",
                        "+NEW y");
    }

    @Test
    void printsAFragmentThatLeadsFromOneToTheOther() {
        assertThat(DifferenceText.fragment(differences(), "CONFIG_"))
                .containsExactly(
                        "CONFIG_A=m",
                        "# CONFIG_B is not set",
                        "CONFIG_N=y",
                        "CONFIG_S=\"y z\"",
                        "# CONFIG_ALSO_NEW is not set",
                        "CONFIG_NEW=y");
    }

    @Test
    void takesTheLastOfTwoLinesAndSkipsWhatIsNone() {
        ConfigText text =
                ConfigText.parse("CONFIG_A=y\n CONFIG_B=y\nCONFIG_=y\n# CONFIG_ is not set\nCONFIG_A=n\n", "CONFIG_");
        assertThat(text.values()).containsOnlyKeys("A").containsEntry("A", "n");
    }

    @Test
    void comparesConfigurationsAsTheirFilesWouldBe() {
        KconfigTree tree = load("config A\n\tbool \"a\"\nconfig S\n\tstring \"s\"\n\tdepends on A\n");
        List<Difference> differences = Differences.between(
                ConfigText.of(read(tree, "")), ConfigText.of(read(tree, "CONFIG_A=y\nCONFIG_S=\"t\"\n")));
        assertThat(DifferenceText.changes(differences)).containsExactly(" A n -> y", "+S \"t\"");
    }

    @Test
    void leavesOutSymbolsThatFilesNeverContain() {
        KconfigTree tree = load("config TYPELESS\n\tprompt \"t\"\nconfig A\n\tbool \"a\"\n");
        assertThat(Differences.between(
                        new io.opsswitch.kconfig.Configuration(load("config B\n\tint\n")), read(tree, "")))
                .containsExactly(new Difference("A", null, "n"));
    }
}
