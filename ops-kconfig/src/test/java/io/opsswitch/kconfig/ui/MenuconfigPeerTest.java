/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the menu in a real terminal: tmux's. Each session goes through several functions, as starting one takes time. */
class MenuconfigPeerTest {

    private static final Tmux TMUX = new Tmux();

    @TempDir
    Path folder;

    @BeforeAll
    static void needTmux() {
        TMUX.needed();
    }

    @AfterAll
    static void end() {
        TMUX.close();
    }

    private Tmux.Pane menu(String config) throws IOException {
        return menu(config, "", "");
    }

    private Tmux.Pane menu(String config, String environment, String redirections) throws IOException {
        Files.writeString(folder.resolve("Kconfig"), Trees.PRODUCT);
        if (!config.isEmpty()) {
            Files.writeString(folder.resolve(".config"), config);
        }
        return TMUX.menu(folder, environment, redirections);
    }

    private String saved(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void changesValuesOfAllKindsAndSavesThem() throws IOException {
        Tmux.Pane pane = menu("").awaits(
                        "Small product",
                        "[*] Loadable modules (NEW)",
                        "General setup  --->",
                        "[ ] Networking",
                        "*** Here be dragons");
        assertThat(pane.screen().lines().filter(l -> l.length() > 80)).isEmpty();
        assertThat(pane.screen()).contains("Q:quit").contains("Space/Enter");
        pane.press("Down", "Enter").awaits("Top → General setup", "(5)   Log level");
        pane.press("j", "Enter").awaits("Range: [1 9]", "═").press("BSpace").type("99");
        pane.awaits("not within [1 9]").press("BSpace", "Enter").awaits("(9)   Log level");
        pane.press("Down", "Enter")
                .awaits("(string)")
                .press("C-u")
                .type("Gerät 日本")
                .press("Enter")
                .awaits("(Gerät 日本) Name");
        pane.press("Down", "Enter")
                .awaits("(hex)")
                .press("C-u")
                .type("zz")
                .awaits("hexadecimal")
                .press("C-u")
                .type("ff");
        pane.press("Enter").awaits("(0xff) Base address").press("Escape").awaits("Networking");
        pane.press("Down", "y").awaits("[*] Networking  --->").press("Enter").awaits("Top → Networking");
        pane.press("Space").awaits("<M> TCP").press("Left").awaits("{M} Checksums");
        pane.press("Down", "Enter").awaits("(X) gzip").press("Down", "Space").awaits("Compression (xz)  --->");
        pane.press("Down", "y")
                .awaits("{*} Checksums")
                .press("q")
                .awaits("Save configuration to", "(C) Cancel")
                .press("y");
        pane.awaits("outcome SAVED", "status 0").awaitsNo("Networking");
        assertThat(saved(".config"))
                .contains("CONFIG_LOG_LEVEL=9\n", "CONFIG_NAME=\"Gerät 日本\"\n", "CONFIG_BASE=0xff\n")
                .contains("CONFIG_TCP=m\n", "CONFIG_XZ=y\n", "CONFIG_CHECKSUM=y\n");
    }

    @Test
    void showsSearchesAndExplains() throws IOException {
        Tmux.Pane pane = menu("CONFIG_NET=y\nCONFIG_TCP=y\n").awaits("[*] Networking  --->", "-*- Checksums");
        pane.press("C")
                .awaits("<MODULES>", "shown: names")
                .press("A")
                .awaits("- - Deep inspection", "shown: all, names");
        pane.press("Z").awaitsNo("Deep inspection").press("c").awaitsNo("<MODULES>");
        pane.press("Down", "Enter")
                .awaits("Top → General setup")
                .press("F")
                .awaits("help of LOG", "Costs some disk space");
        pane.press("F")
                .awaitsNo("help of LOG")
                .press("?")
                .awaits("LOG = y", "Defined at Kconfig:")
                .press("Escape");
        pane.awaits("Log level")
                .press("F1")
                .awaits("Help: Logging")
                .press("Escape")
                .awaits("Log level");
        pane.press("/")
                .awaits("Search:")
                .type("CHECK")
                .awaits("1 hit", "CHECKSUM(=y) \"Checksums\"")
                .type("(");
        pane.awaits("not a regular expression").press("BSpace").awaits("1 hit").press("Enter");
        pane.awaits("CONFIG_CHECKSUM=y  (selected by TCP, Kconfig:")
                .press("w")
                .awaits("Why is CONFIG_CHECKSUM=y?", "TCP is y");
        pane.press("Escape")
                .awaits("-*- Checksums")
                .press("/")
                .awaits("Search:")
                .type("laser")
                .awaits("(hidden)");
        pane.press("Tab", "1").awaits("Top → Lab", "- - Laser", "shown: all");
        pane.press("F3")
                .awaits("Keys and marks")
                .press("Escape")
                .awaits("- - Laser")
                .press("F9")
                .awaits("Save configuration");
        pane.press("n").awaits("outcome UNCHANGED");
        assertThat(saved(".config")).isEqualTo("CONFIG_NET=y\nCONFIG_TCP=y\n");
    }

    @Test
    void showsHowToGetAValueAndWhatChanged() throws IOException {
        Files.writeString(folder.resolve("other.config"), "CONFIG_NAME=\"rack\"\n");
        Tmux.Pane pane = menu("").awaits("Networking")
                .press("/")
                .awaits("Search:")
                .type("laser")
                .awaits("1 hit");
        pane.press("Enter").awaits("- - Laser").press("y").awaits("How to get CONFIG_LASER=y", "CONFIG_UDP: n -> y");
        pane.press("Enter")
                .awaits("Done: CONFIG_LASER=y, with 4 changes", "[*] Laser")
                .press("=");
        pane.awaits("Compare with what?", "the other platform").press("2");
        pane.awaits("What changed from the other platform", "CONFIG_NAME: rack -> box")
                .press("Escape");
        pane.awaits("[*] Laser")
                .press("=")
                .awaits("(3) all defaults")
                .press("3")
                .awaits("CONFIG_LASER: (absent) -> y");
        pane.press("Escape")
                .awaits("[*] Laser")
                .press("C-c")
                .awaits("Save configuration")
                .press("c")
                .awaits("[*] Laser");
        pane.press("C-c").awaits("Save configuration").press("n").awaits("outcome UNCHANGED");
    }

    @Test
    void loadsAndSavesUnderOtherNames() throws IOException {
        Files.writeString(folder.resolve("good"), "CONFIG_NET=y\n");
        Tmux.Pane pane = menu("").awaits("[ ] Networking")
                .press("o")
                .awaits("Load")
                .press("C-u")
                .type("none")
                .press("Enter");
        pane.awaits("Cannot load", "there is no").press("Enter").awaitsNo("Cannot load");
        pane.press("F7")
                .awaits("Load")
                .press("C-u")
                .type("good")
                .press("Enter")
                .awaits("Loaded", "[*] Networking  --->");
        pane.press("D").awaits("Save minimal").press("Enter").awaits("Minimal configuration saved");
        assertThat(saved("defconfig")).isEqualTo("CONFIG_NET=y\n");
        pane.press("S")
                .awaits("Name of the file")
                .press("C-u")
                .type("no/../copy")
                .press("Enter")
                .awaits("Configuration saved to");
        assertThat(saved("copy")).contains("CONFIG_NET=y\n");
        pane.press("s")
                .awaits("Name of the file")
                .press("Enter")
                .awaits("Configuration saved to")
                .awaitsNo("(modified)");
        pane.press("q").awaits("outcome SAVED");
        assertThat(saved(".config")).isEqualTo(saved("copy"));
    }

    @Test
    void opensBrokenFilesAndFitsAnySize() throws IOException {
        Tmux.Pane pane = menu("CONFIG_LOG=q\nCONFIG_LOG_LEVLE=3\njunk\n");
        pane.awaits("What is wrong with .config", ".config:1", ".config:2", "CONFIG_LOG_LEVEL", ".config:3");
        pane.press("Escape")
                .awaits("Networking")
                .resize(40, 10)
                .awaits("Networking")
                .awaitsNo("Q:quit")
                .resize(120, 40)
                .awaits("Q:quit");
        assertThat(pane.screen().lines()).hasSize(40);
        pane.press("Down", "Down").awaits("CONFIG_NET=n").resize(20, 5).awaits("[ ] Networking");
        pane.resize(80, 24)
                .awaits("General setup  --->")
                .press("!")
                .awaits("What is wrong")
                .press("Escape")
                .awaits("Lab");
        // A click selects, one more opens; terminals number from 1.
        pane.type("\u001b[<0;10;5M\u001b[<0;10;5m").awaits("Kconfig:8").type("\u001b[<0;10;5M\u001b[<0;10;5m");
        pane.awaits("Top → General setup")
                .type("\u001b[<65;5;5M")
                .press("Escape")
                .awaits("Networking");
        ProcessHandle process = pane.process();
        process.destroy();
        pane.awaits("status 143").awaitsNo("Networking", "Q:quit");
    }

    @Test
    void looksAsAskedFor() throws IOException {
        Tmux.Pane pane = menu("").awaits("Networking");
        assertThat(pane.looks()).contains("\u001b[37m\u001b[44m [*] Loadable").containsPattern("\u001b\\[3[0-7]m");
        pane.press("q").awaits("Save configuration").press("n").awaits("outcome UNCHANGED");
        Tmux.Pane plain = menu("", "NO_COLOR=1 MENUCONFIG_MODE=single_menu MENUCONFIG_STYLE=nonsense", "");
        plain.awaits("there is no template \"nonsense\"")
                .press("Escape")
                .awaits("++> General setup")
                .press("Down", "Enter");
        plain.awaits("--> General setup", "[*]   Logging");
        assertThat(plain.looks()).doesNotContainPattern("\u001b\\[[34][0-7]m");
        plain.press("Escape").awaits("Save configuration").press("n").awaits("outcome UNCHANGED");
    }

    @Test
    void asksForATerminalWhereThereIsNone() throws IOException {
        menu("", "TERM=dumb", "").awaits("no terminal: menuconfig needs a terminal", "status 0");
        menu("", "", "< /dev/null").awaits("no terminal: menuconfig needs a terminal", "oldconfig", "status 0");
    }
}
