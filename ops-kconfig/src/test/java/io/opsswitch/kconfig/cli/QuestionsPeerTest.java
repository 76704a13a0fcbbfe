/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Peer;
import io.opsswitch.kconfig.RandomTrees;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the questions of tools before Linux 6.9, whose choices can be named, optional and tristate. */
class QuestionsPeerTest {

    private static final String TREE = """
            mainmenu "Questions"
            config MODULES
            	bool "modules"
            	%s
            	default y
            choice
            	prompt "One of two"
            	help
            	  Take one.
            config ONE
            	bool "one"
            	help
            	  The first.
            if ONE
            config UNDER_ONE
            	bool "under one"
            endif
            config TWO
            	bool "two"
            	help
            	  The second.

            endchoice
            choice NAMED
            	tristate "Any as modules"
            	default FOUR
            	help
            	  As many as you like.
            config THREE
            	tristate "three"
            config FOUR
            	tristate "four"
            comment "only in one piece"
            config FIVE
            	bool "five"
            endchoice
            menu "A page"
            choice
            	prompt "None or one"
            	optional
            config SIX
            	bool "six"
            config SEVEN
            	bool "seven"
            	depends on ONE
            endchoice
            config NUMBER
            	int "a number"
            	range 3 9
            	default 5
            config TEXT
            	string "a text"
            	default "say \\"yes\\""
            endmenu
            choice
            	tristate "None or many"
            	optional
            	depends on THREE != y
            config EIGHT
            	tristate "eight"
            config NINE
            	tristate "nine"
            	select ONE_MORE
            endchoice
            config ONE_MORE
            	tristate "one more" if NUMBER = 7
            	imply LAST
            config LAST
            	tristate "last"
            	depends on ONE_MORE || TWO
            	help
            	  There is no more.
            """;

    private static final String[] CONFIGS = {
        "CONFIG_ONE=y\n# CONFIG_TWO is not set\nCONFIG_THREE=m\nCONFIG_FOUR=m\n# CONFIG_FIVE is not set\n",
        "CONFIG_TWO=y\nCONFIG_FOUR=y\nCONFIG_SIX=y\nCONFIG_NINE=y\n",
        "# CONFIG_MODULES is not set\nCONFIG_EIGHT=m\n# CONFIG_NINE is not set\nCONFIG_NUMBER=12\n",
    };

    private static final String[] WORDS = {
        "", "", "", "y", "n", "m", "1", "2", "3", "?", "2?", "7", "5", "yes", "no", "zz", "hello \"you\"", "-1", "12"
    };

    @TempDir
    Path folder;

    private SideBySide tree(Peer peer) throws Exception {
        boolean keyword = peer.dialect().has(Feature.MODULES_KEYWORD);
        return new SideBySide(peer, folder).file("Kconfig", TREE.formatted(keyword ? "modules" : "option modules"));
    }

    /** Ends with so many empty lines that no question is left without an answer. */
    private static String answers(long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            out.append(WORDS[random.nextInt(WORDS.length)]).append('\n');
        }
        return out + "y\n1\n5\n".repeat(60);
    }

    @ParameterizedTest
    @EnumSource(value = Peer.class, names = "LINUX", mode = EnumSource.Mode.EXCLUDE)
    void asksInTheSameWords(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        for (int seed = 0; seed < 12; seed++) {
            String mode = seed % 2 == 0 ? "--oldaskconfig" : "--oldconfig";
            both.delete(".config").run(answers(seed), mode, "Kconfig");
            both.file(".config", CONFIGS[seed % CONFIGS.length]).run(answers(seed), mode, "Kconfig");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Peer.class, names = "LINUX", mode = EnumSource.Mode.EXCLUDE)
    void takesDefaultsAtTheEndOfInput(Peer peer) throws Exception {
        SideBySide both = tree(peer);
        both.run("", "--oldconfig", "Kconfig");
        both.run("", "--oldconfig", "Kconfig");
        both.delete(".config").run("y", "Kconfig");
        both.run("n\n?\n?\n", "-s", "--oldaskconfig", "Kconfig");
    }

    @ParameterizedTest
    @EnumSource(value = Peer.class, names = "LINUX", mode = EnumSource.Mode.EXCLUDE)
    void asksAgainOnRandomTrees(Peer peer) throws Exception {
        SideBySide both = new SideBySide(peer, folder).ignorePassingStates();
        int tries = Integer.getInteger("tries", 40);
        for (int seed = 1; seed <= tries; seed++) {
            String tree = RandomTrees.richTree(seed, peer.dialect());
            both.clear().file("Kconfig", tree).file(".config", RandomTrees.config(seed));
            try {
                both.run(answers(seed), seed % 2 == 0 ? "--oldconfig" : "--oldaskconfig", "Kconfig");
                both.file(".config", RandomTrees.config(seed + 1)).run("", "--listnewconfig", "Kconfig");
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + "\n" + tree + RandomTrees.config(seed), e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Peer.class, names = "LINUX", mode = EnumSource.Mode.EXCLUDE)
    void writesWhatABuildReads(Peer peer) throws Exception {
        SideBySide both = tree(peer).folders("include/config", "include/generated");
        String sync = peer.dialect().has(Feature.SILENTOLDCONFIG) ? "--silentoldconfig" : "--syncconfig";
        both.run("", sync, "Kconfig");
        for (int seed = 1; seed <= 20; seed++) {
            both.with("KCONFIG_SEED", Integer.toString(seed)).run("", "-s", "--randconfig", "Kconfig");
            both.run("", sync, "Kconfig");
        }
        both.file("include/config/auto.conf", "CONFIG_GONE_BY=y\nrubbish\nCONFIG_ONE=y\nCONFIG_TEXT=\"a\\\"b\"\n");
        both.run("", sync, "Kconfig");
        both.with("KCONFIG_NOSILENTUPDATE", "1").run("", sync, "Kconfig");
        both.file(".config", CONFIGS[0]).run("", sync, "Kconfig");
        both.without("KCONFIG_NOSILENTUPDATE").run(answers(3), sync, "Kconfig");
        assertThat(both.read("include/config/auto.conf")).isNotNull();
    }
}
