/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need no tree: config and diff. */
class FileCommandsTest {

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void openSession() {
        session = new Session(folder);
    }

    @Test
    void configEditsLinesAndLeavesTheOthersAlone() {
        session.file(".config", "# head\nCONFIG_A=y\n# CONFIG_B is not set\n\nCONFIG_C=\"x\"\n");
        session.run("config", "-d", "a", "-m", "CONFIG_B", "--set-str", "C", "é \"q\"", "--set-val", "d", "0x1F")
                .quietly();
        assertThat(session.read(".config"))
                .isEqualTo("# head\n# CONFIG_A is not set\nCONFIG_B=m\n\nCONFIG_C=\"é \\\"q\\\"\"\nCONFIG_D=0x1F\n");
        session.run("config", "-u", "C", "-E", "A", "N", "-k", "-e", "lower").quietly();
        assertThat(session.read(".config"))
                .isEqualTo("# head\n# CONFIG_A is not set\nCONFIG_N=y\nCONFIG_B=m\n\nCONFIG_D=0x1F\nCONFIG_lower=y\n");
    }

    @Test
    void configPrintsStates() {
        session.file("c", "P_A=y\n# P_B is not set\nP_C=\"x \\\"y\\\"\"\n");
        assertThat(session.run("--prefix=P_", "config", "--file", "c", "-s", "a", "-s", "b", "-s", "P_C", "-s", "D")
                        .quietly())
                .isEqualTo("y\nn\nx \"y\"\nundef\n");
    }

    @Test
    void configRefreshesWithTheTree() {
        session.file("Kconfig", "config A\n\tbool \"a\"\nconfig B\n\tdef_bool A\n")
                .file("c", "CONFIG_A=y\n");
        session.run("-s", "config", "--file", "c", "--refresh").quietly();
        assertThat(session.read("c")).endsWith("CONFIG_A=y\nCONFIG_B=y\n");
    }

    @Test
    void configChangesNothingWhenOneEditIsBad() throws Exception {
        session.file(".config", "CONFIG_A=y\n");
        assertThat(session.run("config", "-d", "A", "--frob", "B").fails()).contains("bad command: --frob", "usage: ");
        assertThat(session.run("config", "-d", "A", "-e").fails()).contains("-e needs a symbol");
        assertThat(session.run("config", "--set-val", "A").fails()).contains("--set-val needs a symbol and a value");
        assertThat(session.run("config", "-d", "A", "--file").fails()).contains("--file needs a file");
        assertThat(session.run("config").fails()).contains("config needs to be told what to edit");
        assertThat(session.read(".config")).isEqualTo("CONFIG_A=y\n");
        Files.write(folder.resolve(".config"), "CONFIG_A=\"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(session.run("config", "-d", "A").fails()).contains(".config is no text in UTF-8");
        assertThat(session.run("config", "--file", ".", "-d", "A").fails()).contains(". is no file");
    }

    @Test
    void configMakesTheFileWhenThereIsNone() {
        assertThat(session.run("config", "-s", "A").quietly()).isEqualTo("undef\n");
        assertThat(session.path(".config")).doesNotExist();
        session.run("config", "-e", "A").quietly();
        assertThat(session.read(".config")).isEqualTo("CONFIG_A=y\n");
    }

    @Test
    void diffShowsWhatIsGoneThenWhatChangedThenWhatIsNew() {
        session.file(".config.old", "CONFIG_B=y\nCONFIG_Z=1\n# CONFIG_A is not set\nCONFIG_S=\"x\"\n")
                .file(".config", "CONFIG_Z=2\nCONFIG_A=m\nCONFIG_S=\"x\"\n# CONFIG_N is not set\nCONFIG_M=\"a=b\"\n");
        String expected = "-B y\n A n -> m\n Z 1 -> 2\n+M \"a=b\"\n+N n\n";
        assertThat(session.run("diff").quietly()).isEqualTo(expected);
        assertThat(session.run("diff", ".config.old").quietly()).isEqualTo(expected);
        assertThat(session.run("diff", ".config.old", ".config").quietly()).isEqualTo(expected);
        assertThat(session.run("diff", "-m").quietly())
                .isEqualTo("CONFIG_A=m\nCONFIG_Z=2\nCONFIG_M=\"a=b\"\n# CONFIG_N is not set\n");
        assertThat(session.run("diff", ".config", ".config").quietly()).isEmpty();
    }

    @Test
    void diffFindsTheCurrentConfigurationWhereMakePutsIt() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        session.file("out/.config.old", "CONFIG_A=y\n").file("out/.config", "CONFIG_A=m\n");
        assertThat(session.with("KBUILD_OUTPUT", "out").run("diff").quietly()).isEqualTo(" A y -> m\n");
        session.file("c.old", "CONFIG_A=y\n").file("c", "CONFIG_A=n\n");
        assertThat(session.run("diff", "--config=c").quietly()).isEqualTo(" A y -> n\n");
    }

    @Test
    void diffComparesWhatFollowsFromTheFilesOnRequest() {
        session.file(
                        "Kconfig",
                        "config A\n\tbool \"a\"\nconfig B\n\tstring \"b\"\n\tdefault \"on\" if A\n"
                                + "config C\n\tbool \"c\"\n\tdepends on !A\n")
                .file("one", "# CONFIG_A is not set\n")
                .file("two", "CONFIG_A=y\nCONFIG_NOPE=y\n");
        assertThat(session.run("diff", "--effective", "one", "two").quietly())
                .isEqualTo("-C n\n A n -> y\n B \"\" -> \"on\"\n");
        assertThat(session.run("diff", "--effective", "-m", "one", "two").quietly())
                .isEqualTo("CONFIG_A=y\nCONFIG_B=\"on\"\n");
    }

    @Test
    void diffFailsWithoutItsFiles() {
        assertThat(session.run("diff").fails()).contains("can't find the configuration \".config.old\"");
        assertThat(session.run("diff", "a", "b", "c").fails()).contains("\"c\" is one argument too many");
    }
}
