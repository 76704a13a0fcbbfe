/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands get and set. */
class ValueCommandsTest {

    private static final String TREE = """
            config MODULES
            	bool "Modules"
            	modules
            	default y
            config NET
            	bool "Networking"
            config INET
            	bool "TCP/IP"
            	depends on NET
            config DRV
            	tristate "Driver"
            	depends on INET
            	select LIB
            config LIB
            	tristate
            config HIDDEN
            	bool
            config SIZE
            	int "Size"
            	range 1 20
            	default 5
            config MASK
            	hex "Mask"
            config NAME
            	string "Name"
            	default "x"
            choice
            	prompt "Speed"
            config SLOW
            	bool "slow"
            config FAST
            	bool "fast"
            endchoice
            """;

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void writeTree() {
        session = new Session(folder).file("Kconfig", TREE);
    }

    @Test
    void getPrintsRawValues() {
        session.file(".config", "CONFIG_NAME=\"a \\\"b\\\" \\\\\"\nCONFIG_SIZE=7\n");
        assertThat(session.run("get", "NAME", "CONFIG_SIZE", "NET", "SLOW").quietly())
                .isEqualTo("a \"b\" \\\n7\nn\ny\n");
        assertThat(session.run("get", "--config=other", "SIZE").quietly()).isEqualTo("5\n");
    }

    @Test
    void getFailsForUnknownSymbolsAndNamesSimilarOnes() {
        assertThat(session.run("get", "SIZE", "SIZ").fails())
                .isEqualTo("there is no symbol SIZ in this tree, perhaps you mean SIZE\n");
        assertThat(session.run("get", "CONFIG_NETT").fails()).contains("no symbol NETT", "perhaps you mean NET\n");
        assertThat(session.run("get", "QUITE_DIFFERENT").fails())
                .isEqualTo("there is no symbol QUITE_DIFFERENT in this tree\n");
    }

    @Test
    void getKeepsWarningsApart() {
        session.file(".config", "rubbish\n");
        Session.Result result = session.run("get", "SIZE");
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("5\n");
        assertThat(result.err()).isEqualTo(".config:1:warning: unexpected data: rubbish\n");
    }

    @Test
    void setFindsTheOrderByItself() {
        assertThat(session.run("set", "DRV=m", "CONFIG_INET=y", "NET=y", "MASK=ff", "NAME=a \"b\"")
                        .quietly())
                .contains("configuration written to .config");
        assertThat(session.read(".config"))
                .contains("CONFIG_DRV=m\nCONFIG_LIB=m\n", "CONFIG_MASK=0xff\n", "CONFIG_NAME=\"a \\\"b\\\"\"\n");
        session.run("set", "-s", "FAST=y").quietly();
        assertThat(session.read(".config")).contains("# CONFIG_SLOW is not set\nCONFIG_FAST=y\n", "CONFIG_DRV=m\n");
        assertThat(session.run("set", "FAST=y").quietly()).contains("No change to .config");
    }

    @Test
    void setAcceptsWhatIsSoAlready() {
        session.run("set", "-s", "DRV=n", "HIDDEN=n", "LIB=n").quietly();
        assertThat(session.read(".config")).contains("# CONFIG_NET is not set\n");
    }

    @Test
    void setRefusesWithReasonsAndWritesNothing() {
        refuses("SIZE=21", "SIZE is an int (decimal, without leading zeros) from 1 to 20", "\"21\"");
        refuses("SIZE=-3", "from 1 to 20");
        refuses("SIZE=abc", "SIZE is an int");
        refuses("MASK=xyz", "MASK is a hex number, and \"xyz\" is none");
        refuses("NET=m", "NET is a bool: it cannot be m");
        refuses("NET=yes", "NET is a bool: y or n are its values, not \"yes\"");
        refuses("DRV=1", "DRV is a tristate: y, m or n are its values");
        refuses("INET=y", "INET is not visible", "ops-kconfig enable INET=y");
        refuses("HIDDEN=y", "HIDDEN has no prompt");
        refuses("SLOW=n FAST=n", " is a member of a choice, which needs one member that is y");
        session.file("Kconfig", TREE.replace("modules\n\tdefault y", "modules"));
        refuses("DRV=m", "DRV is y or n, because modules are switched off");
    }

    @Test
    void setIsAllOrNothing() {
        refuses("SIZE=6 SLOW=y FAST=y", "that picked");
        refuses("SIZE=6 INET=y", "INET is not visible");
    }

    @Test
    void setRefusesToGoBelowASelection() {
        session.file("Kconfig", "config A\n\tbool \"a\"\n\tdefault y\n\tselect B\nconfig B\n\tbool \"b\"\n");
        refuses("B=n", "B is selected by others, so it cannot be less than y");
    }

    @Test
    void setNeedsAssignmentsThatMakeSense() {
        assertThat(session.run("set", "NET").fails())
                .contains("\"NET\" assigns nothing, perhaps you should write NET=VALUE");
        assertThat(session.run("set", "=y").fails()).contains("perhaps you should write SYMBOL=VALUE");
        assertThat(session.run("set", "NOPE=y").fails()).contains("there is no symbol NOPE");
        assertThat(session.run("set", "NET=y", "CONFIG_NET=n").fails()).contains("NET is assigned twice");
        assertThat(session.path(".config")).doesNotExist();
    }

    private void refuses(String assignments, String... reasons) {
        assertThat(session.run(("set " + assignments).split(" ")).fails())
                .contains(reasons)
                .contains("nothing was written, perhaps you should try: ops-kconfig enable ");
        assertThat(session.path(".config")).doesNotExist();
    }
}
