/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands why, info, enable, lint and export. */
class ExplainCommandsTest {

    private static final String TREE = """
            config NET
            	bool "Networking"
            	help
            	  Talks to others.
            config INET
            	bool "TCP/IP"
            	depends on NET
            	help
            	  Of the internet.
            config DRV
            	bool "Driver"
            	depends on INET && !OLD
            	select LIB
            	help
            	  Drives.
            config LIB
            	bool
            config OLD
            	bool "Old"
            	help
            	  Like before.
            config NAME
            	string "Name"
            	default "on" if DRV
            	help
            	  What it is called.
            """;

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void writeTree() {
        session = new Session(folder).file("Kconfig", TREE);
    }

    @Test
    void whyPrintsTheValueAndTheChain() {
        session.file(".config", "CONFIG_NET=y\nCONFIG_INET=y\nCONFIG_DRV=y\n");
        assertThat(session.run("why", "CONFIG_LIB", "NAME").quietly())
                .contains(
                        "CONFIG_LIB=y\n  ", "DRV selects it", "[.config:3]", "CONFIG_NAME=\"on\"\n  ", "[Kconfig:24]");
        assertThat(session.run("why", "NOPE").fails()).contains("there is no symbol NOPE");
        assertThat(session.run("why").fails()).contains("usage: ops-kconfig [OPTIONS] why SYMBOL...");
    }

    @Test
    void infoPrintsWhatIsKnown() {
        assertThat(session.run("info", "DRV", "LIB").quietly())
                .contains("DRV = n", "Kconfig:10", "INET [=n]", "Drives.", "\n\nLIB = n");
    }

    @Test
    void enableProposesWithoutWriting() {
        session.file(".config", "CONFIG_OLD=y\n");
        assertThat(session.run("enable", "DRV").quietly())
                .startsWith("CONFIG_DRV=y: 4 changes, and there is no way with fewer\n")
                .contains("  CONFIG_NET=y  (now n)\n", "  CONFIG_OLD=n  (now y)\n", "  CONFIG_DRV=y  (now n)\n")
                .contains("what else changes:\n", "  +LIB y\n", "   NAME  -> on\n")
                .endsWith("#\n# nothing is written without --apply\n#\n");
        assertThat(session.read(".config")).isEqualTo("CONFIG_OLD=y\n");
    }

    @Test
    void enableAppliesOnRequest() {
        session.file(".config", "CONFIG_OLD=y\n");
        assertThat(session.run("enable", "--apply", "DRV", "NAME=a\"b", "--limit=5")
                        .quietly())
                .contains("CONFIG_NAME=\"a\\\"b\": one change", "configuration written to .config");
        assertThat(session.run("get", "DRV", "NAME", "OLD").quietly()).isEqualTo("y\na\"b\nn\n");
        assertThat(session.run("enable", "DRV", "NAME=a\"b", "--apply").quietly())
                .contains("CONFIG_DRV=y: it has this value already", "No change to .config");
    }

    @Test
    void enableLeavesAloneWhatIsToBeKept() {
        assertThat(session.run("enable", "DRV", "--keep=NET").fails()).contains("(leaving CONFIG_NET alone)");
        assertThat(session.run("enable", "DRV", "--keep=NOSUCH").fails()).contains("NOSUCH");
    }

    @Test
    void enableFailsWhereThereIsNoWay() {
        session.file("Kconfig", TREE + "config NEVER\n\tbool \"Never\"\n\tdepends on NET && !NET\n");
        Session.Result result = session.run("enable", "NEVER", "--apply");
        assertThat(result.fails()).startsWith("CONFIG_NEVER=y: impossible, no values of other symbols lead there\n  ");
        assertThat(session.run("enable", "NET=5").fails()).contains("CONFIG_NET=5: impossible");
        Session.Result both = session.run("enable", "DRV", "NET=n", "--apply");
        assertThat(both.status()).isEqualTo(1);
        assertThat(both.err()).contains("CONFIG_DRV=y and the others do not go together");
        assertThat(session.run("enable", "DRV", "--limit=0").fails()).contains("--limit needs a number of seconds");
        assertThat(session.run("enable", "DRV", "--limit=soon").fails()).contains("not \"soon\"");
        assertThat(session.run("enable").fails()).contains("usage: ");
        assertThat(session.path(".config")).doesNotExist();
    }

    @Test
    void lintFailsForErrorsAndForWarningsOnRequest() {
        assertThat(session.run("lint", "--strict").status()).isZero();
        session.file(".config", "CONFIG_NOPE=y\n");
        Session.Result result = session.run("lint");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains(".config:1: warning: ", "[unknown-symbol]");
        assertThat(session.run("lint", "--strict").status()).isEqualTo(1);
        session.file("Kconfig", TREE + "config R\n\tint \"r\"\n\trange 9 1\n\thelp\n\t  Turns.\n");
        result = session.run("lint");
        assertThat(result.out()).contains("[range-swapped]");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void lintShowsNotesOnRequest() {
        session.file("Kconfig", TREE + "config Q\n\tbool \"q\"\n");
        assertThat(session.run("lint").out()).doesNotContain("[help-missing]").contains("shown by lint --all");
        assertThat(session.run("lint", "--all").out())
                .contains("[help-missing]")
                .doesNotContain("shown by");
    }

    @Test
    void exportPrintsOrWritesJson() throws IOException {
        session.file(".config", "CONFIG_NET=y\n");
        assertJson(session.run("export", "tree").quietly(), "ops-kconfig-tree");
        String values = session.run("export", "values").quietly();
        assertJson(values, "ops-kconfig-values");
        session.run("export", "--output=v.json", "values").quietly();
        assertThat(session.read("v.json")).isEqualTo(values);
        assertThat(session.run("export", "all").fails()).contains("export knows tree and values, not \"all\"");
        assertThat(session.run("export", "tree", "--output", "no/x").fails())
                .isEqualTo("can't write no/x: there is no folder for it\n");
        Files.createDirectory(folder.resolve("d"));
        assertThat(session.run("export", "tree", "--output=d").fails()).contains("can't write d: it is a folder");
    }

    private static void assertJson(String text, String format) throws IOException {
        assertThat(text).contains("\"" + format + "\"");
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            assertThat(tokens).isGreaterThan(20);
        }
    }
}
