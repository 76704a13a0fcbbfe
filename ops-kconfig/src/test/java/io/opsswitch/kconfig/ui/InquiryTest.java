/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.TestTrees;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InquiryTest {

    @TempDir
    Path folder;

    private MenuDriver menu() {
        return new MenuDriver(folder, Trees.PRODUCT);
    }

    @Test
    void tellsEverythingAboutASymbol() {
        MenuDriver menu = menu().select("General")
                .press(Special.ENTER)
                .select("Log level")
                .type("?");
        menu.shows(
                "LOG_LEVEL = 5", "integer, by default at Kconfig:", "Depends on all of", "y  LOG [=y]", "Defined at");
        menu.press(Special.ESCAPE).select("Logging").press(Special.F2).shows("Costs some disk space.");
    }

    @Test
    void leadsFromTheInformationToTheSymbolsItNames() {
        MenuDriver menu = menu().select("General")
                .press(Special.ENTER)
                .select("Log level")
                .type("?");
        menu.select("y  LOG [=y]")
                .type("?")
                .shows("LOG = y")
                .press(Special.ESCAPE)
                .press(Special.ENTER);
        menu.shows("Top → General setup");
        assertThat(menu.selection()).contains("Logging");
    }

    @Test
    void tellsAboutMenusCommentsAndChoices() {
        menu().select("Lab").type("?").shows("menu \"Lab\"", "Defined at Kconfig:");
        menu().select("dragons").type("?").shows("comment \"Here be dragons\"");
        menu().select("Compression").type("?").shows("Compression", "y  GZIP", "n  XZ");
    }

    @Test
    void tellsWhyAndLeadsOn() {
        MenuDriver menu = menu().select("Networking")
                .type("y")
                .press(Special.ENTER)
                .select("TCP")
                .type("y");
        menu.press(Special.ESCAPE).select("Checksums").shows("CONFIG_CHECKSUM=y  (selected by TCP, Kconfig:");
        menu.type("w").shows("Why is CONFIG_CHECKSUM=y?", "TCP");
        menu.select("TCP is y")
                .type("w")
                .shows("Why is CONFIG_TCP=y?", "set by hand")
                .press(Special.ESCAPE);
        menu.press(Special.ENTER).shows("Top → Networking");
        menu().select("Lab").type("w").shows("Only symbols have values to explain");
    }

    @Test
    void tellsWhereEachValueComesFrom() {
        MenuDriver menu = new MenuDriver(folder, Trees.PRODUCT, "\nCONFIG_LOG_LEVEL=7\n");
        menu.select("General").press(Special.ENTER).select("Log level");
        menu.shows("CONFIG_LOG_LEVEL=7  (set in the file, .config:2)")
                .select("Name")
                .shows("(default, Kconfig:");
        menu.select("Logging").type("n").shows("CONFIG_LOG=n  (set by hand)");
    }

    @Test
    void proposesHowToGetAValueThatIsRefusedAndAppliesIt() throws InterruptedException {
        MenuDriver menu = menu().type("A")
                .select("Lab")
                .press(Special.ENTER)
                .select("Laser")
                .type("y");
        menu.awaits("How to get CONFIG_LASER=y")
                .shows(
                        "Change these 4, in this order",
                        "CONFIG_NET: n -> y  \"Networking\"",
                        "CONFIG_UDP: n -> y",
                        "CONFIG_DEEP: n -> y",
                        "CONFIG_LASER: n -> y");
        menu.press(Special.ENTER).shows("Done: CONFIG_LASER=y, with 4 changes", "[*] Laser");
        assertThat(menu.value("NET") + menu.value("UDP") + menu.value("DEEP")).isEqualTo("yyy");
        menu.press(Special.ESCAPE, Key.of('A')).shows("(modified)");
    }

    @Test
    void leavesEverythingAsItIsWhenAProposalIsNotWanted() throws InterruptedException {
        MenuDriver menu = menu().type("A")
                .select("Deep")
                .type("+")
                .awaits("How to get CONFIG_DEEP=y")
                .type("n");
        assertThat(menu.shows("- - Deep").value("DEEP")).isEqualTo("n");
        menu.type("+").awaits("How to get CONFIG_DEEP=y").press(Special.ESCAPE).shows("- - Deep");
        menu.press(Special.ENTER).awaits("How to get CONFIG_DEEP=y").type("y").shows("[*] Deep");
    }

    @Test
    void findsAnotherWayWithoutAChangeThatIsNotWanted() throws InterruptedException {
        String tree = "config A\n\tbool \"A\"\nconfig B\n\tbool \"B\"\nconfig T\n\tbool \"T\"\n\tdepends on A || B\n";
        MenuDriver menu = new MenuDriver(folder, tree).type("A").select("T").type("y");
        menu.awaits("How to get CONFIG_T=y").select("CONFIG_A: n -> y").type("o");
        menu.awaits("CONFIG_B: n -> y").shows("CONFIG_A alone)").hides("CONFIG_A: n -> y");
        menu.select("CONFIG_B: n -> y").type("o").awaits("There is no way to CONFIG_T=y");
    }

    @Test
    void asksWhichValueWhenThereAreSeveral() throws InterruptedException {
        MenuDriver menu = menu().select("Networking")
                .type("y")
                .press(Special.ENTER)
                .select("TCP")
                .type("y");
        menu.press(Special.ESCAPE).select("Checksums").press(Special.ENTER);
        menu.shows("CONFIG_CHECKSUM=y now. Which value do you want?", "(M) module", "(N) no")
                .type("n");
        menu.awaits("How to get CONFIG_CHECKSUM=n")
                .shows("CONFIG_TCP: y -> n")
                .press(Special.ENTER)
                .shows("< > Checksums");
    }

    @Test
    void tellsWhatIsInTheWayWhenThereIsNoWay() throws InterruptedException {
        MenuDriver menu = new MenuDriver(folder, "config A\n\tbool \"A\"\n\tdepends on NOWHERE\n").type("A");
        menu.select("A").type("y").awaits("There is no way to CONFIG_A=y.").shows("NOWHERE");
        menu.press(Special.ENTER).shows("- - A");
    }

    @Test
    void offersAWayToANumberOutOfRange() throws InterruptedException {
        MenuDriver menu = new MenuDriver(
                folder,
                "config BIG\n\tbool \"Big\"\nconfig N\n\tint \"Number\"\n\trange 1 100 if BIG\n\trange 1 10\n\tdefault 5\n");
        menu.select("Number").press(Special.ENTER, Special.BACKSPACE).type("50");
        menu.shows("not within [1 10]; Enter: how to get it").press(Special.ENTER);
        menu.awaits("How to get CONFIG_N=50")
                .shows("CONFIG_BIG: n -> y")
                .press(Special.ENTER)
                .shows("(50) Number");
    }

    @Test
    void givesASearchUpAtOnce() {
        MenuDriver menu = menu().type("A").select("Deep").type("+").shows("Searching for what to change");
        menu.press(Special.ESCAPE).shows("Given up", "- - Deep");
    }

    @Test
    void tellsWhatChanged() {
        Configuration other = new Configuration(TestTrees.load(Trees.PRODUCT));
        other.assign(TestTrees.symbol(other.tree(), "NAME"), "rack");
        MenuDriver menu = new MenuDriver(
                folder,
                Dialect.LINUX_6_12,
                Trees.PRODUCT,
                "CONFIG_LOG_LEVEL=7\n",
                false,
                List.of(new Reference("platform rack", () -> other), new Reference("broken", () -> {
                    throw new IOException("no such platform");
                })));
        menu.select("General").press(Special.ENTER).select("Logging").type("n");
        menu.type("=")
                .shows(
                        "(1) the file on disk",
                        "(2) platform rack",
                        "(3) broken",
                        "(4) all defaults",
                        "(O) another file");
        menu.type("1")
                .shows(
                        "What changed from the file on disk (2)",
                        "CONFIG_LOG: y -> n",
                        "CONFIG_LOG_LEVEL: 7 -> (absent)");
        menu.press(Special.ESCAPE).type("=2").shows("CONFIG_NAME: rack -> box  \"Name of the product\"");
        menu.select("NAME").press(Special.ENTER).shows("Top → General");
        assertThat(menu.selection()).contains("Name of");
        menu.type("=3")
                .shows("Cannot compare with broken: no such platform")
                .press(Special.ENTER)
                .type("=4")
                .shows("LOG: y -> n");
    }

    @Test
    void showsWhatIsWrongWithABrokenFileAndLeadsThere() {
        MenuDriver menu = new MenuDriver(
                folder, Trees.PRODUCT, "CONFIG_LOG=q\nCONFIG_LOG_LEVEL=77\nCONFIG_LOG_LEVLE=3\nCONFIG_LASER=y\njunk\n");
        menu.shows(
                "What is wrong with .config",
                ".config:1",
                ".config:2",
                ".config:3",
                "CONFIG_LOG_LEVEL",
                ".config:4",
                ".config:5");
        menu.select(".config:2").press(Special.ENTER).shows("Top → General setup");
        assertThat(menu.selection()).contains("(9)   Log level");
        menu.type("!").shows("What is wrong").press(Special.ESCAPE).shows("Top → General setup");
        MenuDriver fine = menu();
        fine.hides("What is wrong").type("!").shows("Nothing is wrong");
    }

    @Test
    void survivesEverySizeOnPagesOfText() {
        MenuDriver menu = menu().select("Networking")
                .type("y")
                .press(Special.ENTER)
                .select("TCP")
                .type("?");
        for (int width = 130; width > 0; width -= 7) {
            for (int height = 30; height > 0; height -= 3) {
                menu.width = width;
                menu.height = height;
                assertThat(menu.press(Special.DOWN).draw().height()).isEqualTo(height);
            }
        }
    }
}
