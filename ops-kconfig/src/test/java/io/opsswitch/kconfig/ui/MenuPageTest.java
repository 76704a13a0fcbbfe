/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Mouse;
import io.opsswitch.kconfig.ui.input.Key.Special;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MenuPageTest {

    @TempDir
    Path folder;

    private MenuDriver menu() {
        return new MenuDriver(folder, Trees.PRODUCT);
    }

    @Test
    void showsRowsAsMconfDoes() {
        menu().shows(
                        "Small product",
                        "[*] Loadable modules (NEW)",
                        "    General setup  --->",
                        "[ ] Networking (NEW)  ----",
                        "    Compression (NEW) (gzip)  --->",
                        "< > Checksums (NEW)",
                        "    Lab  ----",
                        "    *** Here be dragons ***");
    }

    @Test
    void opensMenusAndLeavesThemByEachKeyForIt() {
        for (Key back : List.of(Special.ESCAPE, Special.LEFT, Special.BACKSPACE, Special.F5, Key.of('h'))) {
            MenuDriver menu = menu().select("General").press(Special.ENTER);
            menu.shows(
                    "Top → General setup", "[*] Logging (NEW)", "(5)   Log level (NEW)", "(box) Name", "(0x1000) Base");
            menu.press(back).hides("Top →");
            assertThat(menu.selection()).startsWith("General setup");
        }
    }

    @Test
    void rightArrowOpensButChangesNothing() {
        MenuDriver menu = menu().select("Loadable").press(Special.RIGHT, Key.of('l'));
        assertThat(menu.value("MODULES")).isEqualTo("y");
        menu.select("General").press(Special.RIGHT).shows("Top → General setup");
    }

    @Test
    void spaceCyclesAndLettersSet() {
        MenuDriver menu = menu().select("Checksums").type(" ");
        assertThat(menu.value("CHECKSUM")).isEqualTo("m");
        menu.shows("<M> Checksums").type(" ").shows("<*> Checksums").type(" ").shows("< > Checksums");
        assertThat(menu.type("y").value("CHECKSUM")).isEqualTo("y");
        assertThat(menu.type("m").value("CHECKSUM")).isEqualTo("m");
        assertThat(menu.type("n").value("CHECKSUM")).isEqualTo("n");
        assertThat(menu.type("Y").value("CHECKSUM")).isEqualTo("y");
        menu.hides("Checksums (NEW)");
    }

    @Test
    void showsWhatOthersSelect() {
        MenuDriver menu = menu().select("Networking").type("y").press(Special.ENTER);
        menu.shows("Top → Networking").select("TCP").type("m").press(Special.ESCAPE);
        menu.shows("{M} Checksums");
        menu.select("Networking").press(Special.ENTER).select("TCP").type("y").press(Special.ESCAPE);
        menu.shows("-*- Checksums");
        menu.select("Checksums").type(" ").shows("cannot be changed here");
        assertThat(menu.value("CHECKSUM")).isEqualTo("y");
    }

    @Test
    void enterOnAnEmptyMenuconfigChangesItsValue() {
        MenuDriver menu = menu().select("Networking").press(Special.ENTER);
        assertThat(menu.value("NET")).isEqualTo("y");
        menu.shows("[*] Networking  --->");
    }

    @Test
    void saysThatAMenuIsEmpty() {
        menu().select("Lab").press(Special.ENTER).shows("Nothing is shown in this menu");
    }

    @Test
    void picksAMemberAndLeavesTheChoice() {
        MenuDriver menu = menu().select("Compression").press(Special.ENTER);
        menu.shows("(X) gzip", "( ) xz").select("xz").press(Special.ENTER).shows("Compression (xz)  --->");
        assertThat(menu.value("XZ")).isEqualTo("y");
        assertThat(menu.value("GZIP")).isEqualTo("n");
        menu.select("Compression").type(" ").select("gzip").type(" ").shows("Compression (gzip)  --->");
    }

    @Test
    void movesByAllTheKeysThatOthersHave() {
        MenuDriver menu = menu();
        menu.press(Special.END);
        assertThat(menu.selection()).contains("dragons");
        menu.press(Special.HOME);
        assertThat(menu.selection()).contains("Loadable");
        menu.type("G");
        assertThat(menu.selection()).contains("dragons");
        menu.type("g");
        assertThat(menu.selection()).contains("Loadable");
        menu.type("jj");
        assertThat(menu.selection()).contains("Networking");
        menu.type("k");
        assertThat(menu.selection()).contains("General");
        menu.press(Special.PAGE_DOWN);
        assertThat(menu.selection()).contains("dragons");
        menu.press(Special.PAGE_UP);
        assertThat(menu.selection()).contains("Loadable");
        menu.press(Key.ctrl('d'));
        assertThat(menu.selection()).contains("dragons");
        menu.press(Key.ctrl('u'));
        assertThat(menu.selection()).contains("Loadable");
    }

    @Test
    void showsWhatIsHiddenByEachKeyForIt() {
        for (Key key : List.of(Key.of('a'), Key.of('A'), Key.of('z'), Key.of('Z'), Special.F4)) {
            MenuDriver menu = menu().hides("Deep inspection").press(key);
            menu.shows("- - Deep inspection", "-*- <SECRET>", "shown: all")
                    .press(key)
                    .hides("Deep inspection");
        }
    }

    @Test
    void showsNames() {
        menu().type("C")
                .shows("Loadable modules <MODULES>", "Compression <choice>")
                .type("c")
                .hides("<MODULES>");
    }

    @Test
    void showsHelpBelowTheMenu() {
        MenuDriver menu = menu().select("General").press(Special.ENTER).type("F");
        menu.shows("help of LOG", "Writes what happens.", "Costs some disk space.", "shown: help");
        menu.press(Special.DOWN)
                .shows("help of LOG_LEVEL", "(no help)")
                .type("f")
                .hides("help of");
    }

    @Test
    void showsHelpOnAPage() {
        MenuDriver menu = menu().select("General").press(Special.ENTER, Special.F1);
        menu.shows("Help: Logging", "Writes what happens.")
                .press(Special.ESCAPE)
                .shows("[*] Logging");
        menu.type("H").shows("Help: Logging").press(Special.ENTER).shows("[*] Logging");
    }

    @Test
    void tellsAllKeys() {
        menu().press(Special.F3).shows("Keys and marks", "Enter", "why it has its value");
    }

    @Test
    void takesTheUsersValueBack() {
        MenuDriver menu = menu().select("Loadable")
                .type("n")
                .hides("Loadable modules (NEW)")
                .type("r");
        menu.shows("[*] Loadable modules (NEW)", "as it is by default")
                .type("r")
                .shows("No value was given");
    }

    @Test
    void digitsSelectWhatStartsWithThem() {
        MenuDriver menu = new MenuDriver(
                folder, "config A\n\tbool \"10 Mbit\"\nconfig B\n\tbool \"Any\"\nconfig C\n\tbool \"100 Mbit\"\n");
        assertThat(menu.type("1").selection()).contains("100 Mbit");
        assertThat(menu.type("1").selection()).contains("10 Mbit");
        assertThat(menu.type("7").selection()).contains("10 Mbit");
    }

    @Test
    void clicksSelectThenOpenAndTheWheelScrolls() {
        MenuDriver menu = menu();
        menu.press(new Mouse(Mouse.Action.CLICK, 4, 10));
        assertThat(menu.selection()).startsWith("General setup");
        menu.press(new Mouse(Mouse.Action.CLICK, 4, 10)).shows("Top → General setup");
        menu.press(new Mouse(Mouse.Action.CLICK, 23, 1), new Mouse(Mouse.Action.CLICK, 15, 1))
                .shows("Top → General");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append("config S")
                    .append(i)
                    .append("\n\tbool \"Row ")
                    .append(i)
                    .append(".\"\n");
        }
        MenuDriver list = new MenuDriver(folder, many.toString());
        list.shows("Row 0.")
                .press(new Mouse(Mouse.Action.WHEEL_DOWN, 5, 5))
                .hides("Row 2.")
                .shows("Row 3.", "↑↑↑", "↓↓↓");
        list.press(new Mouse(Mouse.Action.WHEEL_UP, 5, 5)).shows("Row 0.").hides("↑↑↑");
        list.press(Special.END).shows("Row 99.").hides("↓↓↓");
    }

    @Test
    void keepsTheSelectedRowInPlaceWhenRowsAppearAboveIt() {
        MenuDriver menu = new MenuDriver(
                folder,
                "config A\n\tbool \"First\"\nconfig X\n\tbool \"Inner\"\n\tdepends on Z\nconfig Z\n\tbool \"Last\"\n");
        menu.select("Last").type("y");
        assertThat(menu.selection()).contains("Last");
        menu.shows("[ ] Inner").type("n").hides("Inner");
        assertThat(menu.selection()).contains("Last");
    }

    @Test
    void opensMenusInPlaceWhenAskedTo() {
        MenuDriver menu = new MenuDriver(folder, Dialect.LINUX_6_12, Trees.PRODUCT, "", true, List.of());
        menu.shows("++> General setup").select("General").press(Special.ENTER);
        menu.shows("--> General setup", "[*]   Logging", "(5)     Log level", "[ ] Networking");
        menu.press(Special.ENTER).shows("++> General setup").hides("Logging");
        menu.type("/").type("laser").press(Special.ENTER).shows("--> Lab", "Laser");
    }

    @Test
    void escEscLeavesOneMenuOnly() {
        MenuDriver menu = menu().select("General").press(Special.ENTER, Special.ESCAPE);
        menu.pressSoon(Special.ESCAPE).shows("General setup  --->").hides("Save configuration");
        menu.pressSoon(Special.ESCAPE).shows("Save configuration");
        menu.pressSoon(Key.of('x')).pressSoon(Special.ESCAPE).hides("Save configuration");
    }

    @Test
    void changesTheValueOfOlderChoices() {
        MenuDriver menu = new MenuDriver(
                folder,
                Dialect.LINUX_6_1,
                "choice\n\tprompt \"Pick\"\n\toptional\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\nendchoice\n",
                "",
                false,
                List.of());
        menu.shows("[ ] Pick").type(" ").shows("[*] Pick (a)  --->");
        menu.press(Special.ENTER)
                .select("b")
                .press(Special.ENTER)
                .shows("[*] Pick (b)  --->")
                .type("n")
                .shows("[ ] Pick");
    }

    @Test
    void drawsWithoutUnicodeWhereTheTerminalHasNone() {
        MenuDriver menu = menu();
        menu.charset = StandardCharsets.US_ASCII;
        menu.select("General")
                .press(Special.ENTER)
                .shows("Top > General setup")
                .select("Name")
                .press(Special.ENTER);
        assertThat(menu.screen()).contains("+---").matches(s -> s.chars().allMatch(c -> c < 128));
    }

    @Test
    void neverSendsControlCharactersThatATreeOrFileContains() {
        MenuDriver menu = new MenuDriver(
                folder, "config A\n\tstring \"A \u001b[2J\u009b1m text\"\n", "CONFIG_A=\"\u001b]0;x\u0007\u202e\"\n");
        menu.type("?");
        menu.press(Special.ESCAPE, Special.ENTER);
        assertThat(menu.screen()).matches(s -> s.chars().allMatch(c -> c == '\n' || c >= 32 && (c < 127 || c > 159)));
        assertThat(menu.screen()).doesNotContain("\u202e").contains("?[2J");
    }

    @Test
    void placesWideAndCombiningCharactersRight() {
        MenuDriver menu = new MenuDriver(folder, "config A\n\tbool \"日本語語 e\u0301x\"\nconfig B\n\tbool \"plain\"\n");
        assertThat(menu.row("日本")).isEqualTo("[ ] 日本語語 e\u0301x (NEW)");
        menu.width = 20;
        assertThat(menu.row("日本")).isEqualTo("[ ] 日本語語 e\u0301x (>");
    }

    @Test
    void survivesEverySizeOnEveryPage() {
        List<List<Key>> ways = List.of(
                List.of(),
                List.of(Key.of('f')),
                List.of(Key.of('/'), Key.of('l')),
                List.of(Key.of('?')),
                List.of(Special.F3),
                List.of(Key.of('=')),
                List.of(Key.of('q')),
                List.of(Key.of('s')),
                List.of(Special.DOWN, Special.ENTER, Special.DOWN, Special.ENTER));
        for (List<Key> way : ways) {
            MenuDriver menu = menu().press(way.toArray(Key[]::new));
            for (int width = 1; width < 130; width += width < 24 ? 3 : 19) {
                for (int height = 1; height < 40; height += height < 14 ? 1 : 9) {
                    menu.width = width;
                    menu.height = height;
                    assertThat(menu.draw().height()).isEqualTo(height);
                }
            }
        }
    }
}
