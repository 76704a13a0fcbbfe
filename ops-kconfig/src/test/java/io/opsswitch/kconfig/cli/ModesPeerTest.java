/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Peer;
import io.opsswitch.kconfig.RandomTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares output, messages, status and files of all modes with the C tools. */
class ModesPeerTest {

    private static final String TREE = """
            mainmenu "Modes"
            config MODULES
            	bool "modules"
            	%s
            	default y
            config A
            	tristate "first"
            	default m
            	select C if B
            	help
            	  The first of all.

            	  With two paragraphs.
            menu "Inside"
            config B
            	bool "second"
            	depends on A
            config N
            	int "a number"
            	depends on B
            	range 3 9
            	default 5
            config H
            	hex "a hex"
            	default 1f
            config T
            	string "a text"
            	default "say \\"yes\\""
            endmenu
            config C
            	tristate "third" if A != n
            comment "Take one"
            choice
            	prompt "Pick one"
            	default Q
            	help
            	  One of three.
            config P
            	bool "p"
            config Q
            	bool "q"
            	help
            	  The second.

            config R
            	bool "r"
            	depends on B
            endchoice
            menuconfig D
            	tristate "with page"
            	depends on A
            if D
            config E
            	bool "below"
            config F
            	tristate "beside"
            	default D
            	imply G
            endif
            config G
            	bool "hinted"
            	depends on MODULES
            """;

    private static final String CONFIG = "CONFIG_A=y\nCONFIG_B=y\n# CONFIG_P is not set\nCONFIG_T=\"x\\\\y\"\n";

    @TempDir
    Path folder;

    private SideBySide tree(Peer peer) throws Exception {
        boolean keyword = peer.dialect().has(Feature.MODULES_KEYWORD);
        return new SideBySide(peer, folder).file("Kconfig", TREE.formatted(keyword ? "modules" : "option modules"));
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void answersByLot(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        for (String seed : new String[] {"0", "1", "42", "0x7B", "017", "-5", "4294967295", "99999999999"}) {
            both.with("KCONFIG_SEED", seed).run("", "--randconfig", "Kconfig");
        }
        for (String odds : new String[] {"0", "100", "30", "10:80", "50:20:20", "7:abc", "abc", "", "20:"}) {
            both.with("KCONFIG_PROBABILITY", odds).run("", "--randconfig", "Kconfig");
        }
        for (String odds : new String[] {"101", "-1", "60:50", "10:90:20"}) {
            Peer.Result result = both.with("KCONFIG_PROBABILITY", odds).run("", "--randconfig", "Kconfig");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void answersByLotOnRandomTrees(Peer peer) throws Exception {
        SideBySide both = new SideBySide(peer, folder);
        for (int seed = 1; seed <= Integer.getInteger("tries", 25); seed++) {
            both.file("Kconfig", RandomTrees.tree(seed, peer.dialect()));
            both.with("KCONFIG_SEED", Integer.toString(seed)).run("", "--randconfig", "Kconfig");
        }
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void takesAnswersInAdvance(Peer peer) throws Exception {
        SideBySide both = tree(peer).with("KCONFIG_SEED", "7").file("mine", CONFIG + "rubbish\n");
        String[] modes = {"--allnoconfig", "--allyesconfig", "--allmodconfig", "--alldefconfig", "--randconfig"};
        for (String mode : modes) {
            both.with("KCONFIG_ALLCONFIG", "mine").run("", mode, "Kconfig");
            both.with("KCONFIG_ALLCONFIG", "1").run("", mode, "Kconfig");
            both.with("KCONFIG_ALLCONFIG", "nowhere").run("", mode, "Kconfig");
        }
        both.file("all.config", "# CONFIG_A is not set\n").file("allrandom.config", "CONFIG_P=y\nCONFIG_E=y\n");
        both.file("alldef.config", "CONFIG_N=8\nCONFIG_D=m\n").file("allyes.config", "CONFIG_A=m\n");
        for (String mode : modes) {
            both.with("KCONFIG_ALLCONFIG", "").run("", mode, "Kconfig");
        }
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void listsWhatIsNew(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        both.run("", "--listnewconfig", "Kconfig");
        both.file(".config", CONFIG).run("", "--listnewconfig", "Kconfig");
        both.run("", "-s", "--alldefconfig", "Kconfig");
        both.run("", "--listnewconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void convertsTristates(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        for (String mode : new String[] {"--yes2modconfig", "--mod2yesconfig", "--mod2noconfig"}) {
            both.file(".config", CONFIG + "CONFIG_D=m\nCONFIG_F=m\n").run("", mode, "Kconfig");
            both.file(".config", CONFIG + "# CONFIG_MODULES is not set\n").run("", mode, "Kconfig");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void convertsTristatesOfRandomTrees(Peer peer) throws Exception {
        SideBySide both = new SideBySide(peer, folder);
        String[] modes = {"--yes2modconfig", "--mod2yesconfig", "--mod2noconfig"};
        for (int seed = 1; seed <= Integer.getInteger("tries", 25); seed++) {
            both.clear().file("Kconfig", RandomTrees.richTree(seed, peer.dialect()));
            both.file(".config", RandomTrees.config(seed)).run("", modes[seed % modes.length], "Kconfig");
        }
    }

    @Test
    void stillWritesMembersBehindTheWinnerThatTurnInvisible() throws Exception {
        String members = "config P\n\tbool \"p\"\nconfig Q\n\tbool \"q\"\n\tdepends on A\nconfig R\n\tbool \"r\"\n";
        SideBySide both = new SideBySide(Peer.LINUX, folder)
                .file(
                        "Kconfig",
                        "config MODULES\n\tbool\n\tmodules\n\tdefault y\nconfig A\n\ttristate \"a\"\n"
                                + "choice\n\tprompt \"c\"\n" + members + "endchoice\n");
        both.file(".config", "CONFIG_A=m\n# CONFIG_P is not set\n# CONFIG_Q is not set\nCONFIG_R=y\n");
        both.run("", "--mod2noconfig", "Kconfig");
        assertThat(both.read(".config")).contains("# CONFIG_A is not set\n", "# CONFIG_Q is not set\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void printsHelpOfWhatIsNew(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        both.run("", "--helpnewconfig", "Kconfig");
        both.file(".config", CONFIG).run("", "--helpnewconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void asksInTheSameWords(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        String[] answers = {
            "",
            "\n\n\n\n\n\n\n\n\n\n\n\n\n",
            "y\ny\n?\nyes\n2\n99\n7\nzz\n0x2F\nhello \"you\"\nm\n?\n3?\n1\ny\nn\nm\ny\n",
            "n\nn\n\n\n\nnot\n7\n2\n",
            "m\nx\n?\n",
            "y\ny\ny\n4",
        };
        for (String mode : new String[] {"--oldaskconfig", "--oldconfig", "--syncconfig"}) {
            for (String answer : answers) {
                both.delete(".config").run(answer, mode, "Kconfig");
                both.file(".config", CONFIG).run(answer, mode, "Kconfig");
            }
        }
        both.run("", "-s", "--oldconfig", "Kconfig");
        both.run("", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void asksAgainOnRandomTrees(Peer peer) throws Exception {
        SideBySide both = new SideBySide(peer, folder);
        both.ignorePassingStates();
        String answers = "y\n\nn\n1\nm\n5\n\ny\n2\n".repeat(20);
        for (int seed = 1; seed <= Integer.getInteger("tries", 25); seed++) {
            both.clear().file("Kconfig", RandomTrees.richTree(seed, peer.dialect()));
            both.file(".config", RandomTrees.config(seed));
            both.run(answers, seed % 2 == 0 ? "--oldconfig" : "--oldaskconfig", "Kconfig");
            both.file(".config", RandomTrees.config(seed + 1)).run("", "--listnewconfig", "Kconfig");
            both.run("", "--helpnewconfig", "Kconfig");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void writesWhatABuildReads(Peer peer) throws Exception {
        SideBySide both = tree(peer).file(".config", CONFIG);
        String[] first = {"include/config/auto.conf", "include/config/auto.conf.cmd", "include/config/A"};
        both.run("", "--olddefconfig", "Kconfig");
        for (String name : first) {
            assertThat(both.read(name)).isNotNull();
        }
        for (int seed = 1; seed <= 20; seed++) {
            both.with("KCONFIG_SEED", Integer.toString(seed)).run("", "-s", "--randconfig", "Kconfig");
            both.run("", "--syncconfig", "Kconfig");
        }
        both.file("include/config/auto.conf", "CONFIG_GONE=y\nrubbish\nCONFIG_A=y\nCONFIG_A=m\nCONFIG_N=1\n");
        both.run("", "--syncconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void writesWhereTheEnvironmentSays(Peer peer) throws Exception {
        SideBySide both = tree(peer).with("KCONFIG_CONFIG", "deep/er/config");
        both.with("KCONFIG_AUTOCONFIG", "out/auto").with("KCONFIG_AUTOHEADER", "out/h/auto.h");
        both.with("KCONFIG_RUSTCCFG", "out/rust").with("CONFIG_", "MY_").run("", "--alldefconfig", "Kconfig");
        both.with("KCONFIG_OVERWRITECONFIG", "1").run("", "--allyesconfig", "Kconfig");
        both.without("KCONFIG_OVERWRITECONFIG").run("", "--syncconfig", "Kconfig");
        both.with("KCONFIG_CONFIG", "out").run("", "--olddefconfig", "Kconfig");
        both.with("KCONFIG_CONFIG", "").run("", "--olddefconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void updatesOnlyOnRequest(Peer peer) throws Exception {
        SideBySide both = tree(peer).with("KCONFIG_NOSILENTUPDATE", "1");
        both.run("", "--syncconfig", "Kconfig");
        both.run("", "-s", "--alldefconfig", "Kconfig");
        both.run("", "--syncconfig", "Kconfig");
        both.file(".config", both.read(".config") + "CONFIG_UNKNOWN=y\n").run("", "--syncconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void warningsFailOnRequest(Peer peer) throws Exception {
        SideBySide both =
                tree(peer).file(".config", CONFIG + "CONFIG_UNKNOWN=y\n").with("KCONFIG_WERROR", "1");
        both.run("", "--olddefconfig", "Kconfig");
        both.with("KCONFIG_WARN_UNKNOWN_SYMBOLS", "1").run("", "--olddefconfig", "Kconfig");
        both.file(
                "Kconfig", "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool\n\tdepends on C\nconfig C\n\tbool\n");
        both.file(".config", "CONFIG_A=y\n").run("", "--olddefconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"LINUX", "LINUX_6_1"})
    void remembersTheEnvironmentThatATreeUses(Peer peer) throws Exception {
        SideBySide both = new SideBySide(peer, folder).with("ARCH", "x").with("EMPTY", "");
        both.file(
                "Kconfig",
                "mainmenu \"$(ARCH) $(EMPTY)$(MISSING) $(ARCH)\"\nsource \"$(ARCH)file\"\nsource \"other\"\n");
        both.file("xfile", "config A\n\tbool\n\tdefault $(shell,echo y)\n").file("other", "source \"xfile\"\n");
        both.run("", "--alldefconfig", "Kconfig");
    }
}
