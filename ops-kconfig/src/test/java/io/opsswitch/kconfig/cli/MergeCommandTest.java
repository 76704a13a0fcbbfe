/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command merge. */
class MergeCommandTest {

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void writeTree() {
        session = new Session(folder)
                .file(
                        "Kconfig",
                        "config A\n\ttristate \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on A\n\tdefault y\n"
                                + "config N\n\tint \"n\"\n\trange 1 9\nconfig S\n\tstring \"s\"\n"
                                + "config H\n\thex \"h\"\n\tdefault 0x10\n"
                                + "config MODULES\n\tdef_bool y\n\tmodules\n")
                .file("base", "CONFIG_A=y\nCONFIG_N=3\n");
    }

    @Test
    void mergesCompletesAndChecks() {
        session.file("frag", "CONFIG_N=4\nCONFIG_S=\"x \\\"y\\\"\"\nCONFIG_H=0x20\n# CONFIG_UNKNOWN is not set\n");
        assertThat(session.run("merge", "base", "frag").quietly())
                .isEqualTo("Using base as base\nMerging frag\nValue of CONFIG_N is redefined by fragment frag:\n"
                        + "Previous value: CONFIG_N=3\nNew value: CONFIG_N=4\n\n"
                        + "#\n# configuration written to .config\n#\n");
        assertThat(session.read(".config"))
                .endsWith("CONFIG_A=y\nCONFIG_B=y\nCONFIG_N=4\nCONFIG_S=\"x \\\"y\\\"\"\nCONFIG_H=0x20\n"
                        + "CONFIG_MODULES=y\n");
        assertThat(session.read("base")).isEqualTo("CONFIG_A=y\nCONFIG_N=3\n");
    }

    @Test
    void saysWhatDidNotComeTrueWhereAndWhy() {
        session.file("frag", "# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_N=12\nCONFIG_NOPE=y\nCONFIG_H=zz\n");
        Session.Result result = session.run("-s", "merge", "base", "frag");
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        "frag:5:warning: symbol value 'zz' invalid for H\n",
                        "Value requested for CONFIG_B not in final .config  [frag:2]\nRequested value:  CONFIG_B=y\n"
                                + "Actual value:     \nReason:           B is not visible",
                        "Value requested for CONFIG_N not in final .config  [frag:3]\nRequested value:  CONFIG_N=12\n",
                        "from 1 to 9",
                        "Value requested for CONFIG_NOPE not in final .config  [frag:4]",
                        "there is no symbol NOPE in this tree",
                        "Value requested for CONFIG_H not in final .config  [frag:5]\nRequested value:  CONFIG_H=zz\n"
                                + "Actual value:     CONFIG_H=0x10\n")
                .contains("the configuration file says 12  [frag:3]\n")
                .doesNotContain("CONFIG_A not in", "merged");
        session.with("KCONFIG_WERROR", "1").file("frag", "CONFIG_NOPE=y\n");
        assertThat(session.run("-s", "merge", "base", "frag").fails()).contains("CONFIG_NOPE");
    }

    @Test
    void onlyMergesOnRequest() {
        session.file("frag", "# two\nCONFIG_A=m\nCONFIG_X=1\n");
        assertThat(session.run("merge", "-m", "-Q", "base", "frag").quietly())
                .isEqualTo("Using base as base\nMerging frag\n"
                        + "#\n# merged configuration written to .config (needs to be completed)\n#\n");
        assertThat(session.read(".config")).isEqualTo("CONFIG_N=3\n\n# two\nCONFIG_A=m\nCONFIG_X=1\n");
    }

    @Test
    void keepsWhatIsBuiltInOnRequest() {
        session.file("frag", "CONFIG_A=m\n");
        assertThat(session.run("merge", "-m", "-y", "base", "frag").quietly())
                .contains("Previous value: CONFIG_A=y\nNew value: CONFIG_A=m\n-y passed, will not demote y to m\n");
        assertThat(session.read(".config")).isEqualTo("CONFIG_A=y\nCONFIG_N=3\n\n");
    }

    @Test
    void fillsUpWithNoOnRequest() {
        session.run("-s", "merge", "-n", "base").quietly();
        assertThat(session.read(".config")).contains("CONFIG_A=y\n# CONFIG_B is not set\n");
    }

    @Test
    void strictModeFailsForRedefinedValuesOnly() {
        session.file("same", "CONFIG_N=3\n").file("other", "CONFIG_N=4\n");
        assertThat(session.run("merge", "-s", "-r", "-m", "base", "same").quietly())
                .contains("Value of CONFIG_N is redundant by fragment same:");
        Session.Result result = session.run("merge", "-s", "--config=fresh", "base", "other");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("The fragment redefined a value and strict mode had been passed.\n");
        assertThat(session.path("fresh")).doesNotExist();
    }

    @Test
    void writesIntoAnotherFolderOnRequest() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        session.run("-s", "merge", "-O", "out", "base").quietly();
        assertThat(session.read("out/.config")).contains("CONFIG_N=3\n");
        session.run("-s", "merge", "-O", "out", "--config=named", "base").quietly();
        assertThat(session.path("named")).exists();
        assertThat(session.run("merge", "-O", "nope", "base").fails())
                .isEqualTo("output directory nope does not exist\n");
    }

    @Test
    void aMissingFragmentFailsAndAMissingBaseIsMade() {
        assertThat(session.run("merge", "base", "nope").fails())
                .isEqualTo("The merge file 'nope' does not exist.  Exit.\n");
        assertThat(session.path(".config")).doesNotExist();
        session.file("frag", "CONFIG_A=m\n");
        Session.Result result = session.run("-s", "merge", "-m", "new", "frag");
        assertThat(result.err()).isEqualTo("The base file 'new' does not exist. Creating one...\n");
        assertThat(session.path("new")).isEmptyFile();
        assertThat(session.read(".config")).isEqualTo("\nCONFIG_A=m\n");
        assertThat(session.run("merge").fails()).contains("usage: ops-kconfig [OPTIONS] merge");
    }
}
