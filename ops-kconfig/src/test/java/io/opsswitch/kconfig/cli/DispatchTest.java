/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which command a command line calls, and with which settings. */
class DispatchTest {

    private static final String TREE = "mainmenu \"T\"\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdefault y\n";
    private static final String HEADING = "#\n# Automatically generated file; DO NOT EDIT.\n# T\n#\n";

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void writeTree() {
        session = new Session(folder).file("Kconfig", TREE);
    }

    @Test
    void modesAreCommandsToo() {
        session.run("-s", "alldefconfig").quietly();
        assertThat(session.read(".config")).isEqualTo(HEADING + "# CONFIG_A is not set\nCONFIG_B=y\n");
        session.run("allyesconfig", "-s").quietly();
        assertThat(session.run("savedefconfig", "min").quietly()).isEmpty();
        assertThat(session.read("min")).isEqualTo("CONFIG_A=y\n");
        assertThat(session.run("defconfig", "min", "Kconfig").quietly()).contains("No change to .config");
        assertThat(session.run("listnewconfig").quietly()).isEmpty();
    }

    @Test
    void optionsOfAllCommandsGoBeforeTheEnvironment() {
        session.with("CONFIG_", "X_").with("KCONFIG_CONFIG", "nope").file("Other", "config C\n\tdef_bool $(V)\n");
        session.run("--prefix=P_", "-s", "olddefconfig", "--kconfig", "Other", "-DV=y", "--config=c")
                .quietly();
        assertThat(session.read("c")).endsWith("\nP_C=y\n");
        session.run("-s", "--prefix", "Q_", "--config=c", "-D", "V=y", "--kconfig=Other", "--alldefconfig")
                .quietly();
        assertThat(session.read("c")).endsWith("\nQ_C=y\n");
        session.with("KBUILD_KCONFIG", "Other").with("V", "y");
        assertThat(session.run("get", "C").quietly()).isEqualTo("y\n");
    }

    @Test
    void theDialectDecidesOnNames() {
        session.file("Kconfig", "config BR2_A\n\tbool \"a\"\n");
        session.run("-s", "--dialect=buildroot", "--config=br", "set", "BR2_A=y")
                .quietly();
        assertThat(session.read("br")).contains("\nBR2_A=y\n");
        session.run("--dialect=buildroot", "--config=br", "config", "-d", "BR2_A")
                .quietly();
        assertThat(session.run("get", "--config=br", "--dialect", "buildroot", "BR2_A")
                        .quietly())
                .isEqualTo("n\n");
        session.file("frag", "BR2_A=y\n");
        session.run("-s", "--dialect=buildroot", "--config=br", "merge", "br", "frag")
                .quietly();
        assertThat(session.read("br")).contains("\nBR2_A=y\n");
    }

    @Test
    void filesAreFoundBelowTheSourceTree() throws Exception {
        java.nio.file.Files.createDirectories(folder.resolve("tree/sub"));
        session.file("tree/Kconfig.x", "source \"sub/Kconfig\"\n").file("tree/sub/Kconfig", "config D\n\tdef_bool y\n");
        assertThat(session.run("--srctree=tree", "--kconfig=Kconfig.x", "get", "D")
                        .quietly())
                .isEqualTo("y\n");
    }

    @Test
    void aCommandWinsOverAFileOfItsNameUnlessAModeIsAnOption() {
        session.file("get", TREE).file("Kconfig", "config ONLY_HERE\n\tbool\n");
        assertThat(session.run("get", "ONLY_HERE").quietly()).isEqualTo("n\n");
        session.run("-s", "--alldefconfig", "get").quietly();
        assertThat(session.read(".config")).contains("CONFIG_B=y");
        session.run("-s", "--alldefconfig", "./get").quietly();
    }

    @Test
    void badWordsFailWithTheUsage() {
        assertThat(session.run("olddefcofig").fails())
                .contains("can't find file olddefcofig, and there is no command of that name")
                .contains("ops-kconfig help");
        assertThat(session.run("olddefconfig", "--frob").fails())
                .contains("--frob is no option of olddefconfig", "usage: ops-kconfig [OPTIONS] olddefconfig [KCONFIG]");
        assertThat(session.run("olddefconfig", "Kconfig", "more").fails())
                .contains("\"more\" is one argument too many");
        assertThat(session.run("defconfig").fails()).contains("defconfig needs a file");
        assertThat(session.run("get").fails()).contains("get needs more arguments", "usage: ");
        assertThat(session.run("get", "--frob", "A").fails()).contains("--frob is no option of get");
        assertThat(session.run("get", "--config").fails()).contains("--config needs a value");
        assertThat(session.run("-D", "get").fails()).contains("-D defines nothing");
        assertThat(session.run("get", "--kconfig=nope", "A").fails()).contains("can't find file nope");
        assertThat(session.run("get", "--dialect=minix", "A").fails()).contains("unknown Kconfig dialect \"minix\"");
        assertThat(session.run().fails()).contains("Kconfig file missing", "usage: ");
    }

    @Test
    void helpIsForAllCommandsAndModes() {
        String overview = session.run("help").quietly();
        for (Command command : Command.values()) {
            assertThat(overview).contains("\n  " + command.word() + " ");
            assertThat(session.run("help", command.word()).quietly())
                    .startsWith("usage: ops-kconfig [OPTIONS] " + command.word())
                    .isEqualTo(session.run(command.word(), "--help").quietly());
        }
        for (Mode mode : Mode.values()) {
            assertThat(overview).contains("\n  " + mode.option() + " ");
            assertThat(session.run(mode.option(), "-h").quietly())
                    .startsWith("usage: ops-kconfig [OPTIONS] " + mode.option());
        }
        assertThat(session.run("help", "frob").fails()).contains("there is no command \"frob\"");
        assertThat(session.run("--help").fails()).contains("usage: ");
    }

    @Test
    void printsItsVersion() {
        assertThat(session.run("--version").quietly()).matches("ops-kconfig \\(ops\\) [0-9].*\n");
    }

    @Test
    void questionsWithoutAPersonFailWithAHint() {
        session.file(".config", "CONFIG_A=y\n");
        Session.Result result = session.run("oldconfig");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("nobody to answer it, perhaps you should use olddefconfig");
        assertThat(session.read(".config")).isEqualTo("CONFIG_A=y\n");
        assertThat(session.answering("n").run("oldconfig").status()).isZero();
        assertThat(session.read(".config")).isEqualTo(HEADING + "CONFIG_A=y\n# CONFIG_B is not set\n");
        assertThat(session.answering("").run("oldconfig").quietly()).contains("No change");
        assertThat(session.run("menuconfig").fails()).contains("menuconfig needs a terminal", "olddefconfig");
    }

    @Test
    void menuconfigChecksItsBaselinesBeforeItOpens() {
        session.interactive();
        assertThat(session.run("menuconfig", "--baseline=x").fails()).contains("--baseline needs NAME=FILE, not \"x\"");
        assertThat(session.run("menuconfig", "--baseline", "other=nope").fails())
                .contains("can't find the configuration \"nope\"");
        assertThat(session.run("menuconfig", "Nope").fails()).contains("can't find file Nope");
        assertThat(session.run("menuconfig", "Kconfig", "more").fails()).contains("\"more\" is one argument too many");
    }

    @Test
    void listsWhatIsNewWithItsHelp() {
        session.file("Kconfig", TREE + "config C\n\tint \"c\"\n\tdefault 3\n\thelp\n\t  What it\n\t  does.\n")
                .file(".config", "CONFIG_A=y\n");
        assertThat(session.run("listnewconfig", "--show-help").quietly())
                .isEqualTo("CONFIG_B=y\nCONFIG_C=3\n    What it\n    does.\n\n");
        session.file("Other", "config D\n\tbool \"d\"\n");
        assertThat(session.run("listnewconfig", "--show-help", "Other").quietly())
                .isEqualTo("CONFIG_D=n\n");
    }
}
