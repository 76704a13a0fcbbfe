/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPageTest {

    @TempDir
    Path folder;

    private MenuDriver search(String text) {
        return new MenuDriver(folder, Trees.PRODUCT).type("/").type(text);
    }

    @Test
    void findsNamesAndTextsWhileTheUserTypes() {
        MenuDriver menu = search("lo");
        menu.shows(
                "Search: lo", "LOG(=y) \"Logging\"", "LOG_LEVEL(=5) \"Log level\"", "MODULES(=y) \"Loadable modules\"");
        menu.type("g_")
                .shows("1 hit", "LOG_LEVEL")
                .hides("LOG(=y)")
                .press(Special.BACKSPACE)
                .shows("LOG(=y)");
    }

    @Test
    void putsTheNameItselfFirstThenItsStart() {
        assertThat(search("log").row("(1)")).contains("LOG(=y)");
        assertThat(search("log").row("(2)")).contains("LOG_LEVEL");
    }

    @Test
    void understandsRegularExpressionsAndSeveralWords() {
        search("^(tcp|udp)$").shows("2 hits", "TCP", "UDP");
        search("base addr").shows("1 hit", "BASE(=0x1000) \"Base address\"");
        search("NAME$").shows("NAME(=\"box\")");
    }

    @Test
    void takesThePrefixOrNot() {
        search("CONFIG_LOG_LEVEL").shows("1 hit", "LOG_LEVEL");
        search("^config_log").shows("2 hits");
    }

    @Test
    void findsMenusAndCommentsAndChoices() {
        search("lab").shows("menu \"Lab\"");
        search("dragons").shows("comment \"Here be dragons\"");
        search("compression").shows("choice \"Compression\"");
    }

    @Test
    void tellsWhatIsWrongWithAnExpressionAndKeepsTheHits() {
        search("log(").shows("not a regular expression: Unclosed group", "LOG_LEVEL");
    }

    @Test
    void losesPatienceWithAnExpressionThatTakesForever() {
        String text = "a".repeat(60);
        new MenuDriver(folder, "config A\n\tbool \"" + text + "\"\n")
                .type("/")
                .type("(a|aa)+\\1x")
                .shows("takes too long");
    }

    @Test
    void jumpsToAHit() {
        MenuDriver menu = search("log_level")
                .press(Special.ENTER)
                .shows("Top → General setup")
                .hides("shown: all");
        assertThat(menu.selection()).contains("Log level");
        menu.press(Special.ESCAPE);
        assertThat(menu.selection()).contains("General setup");
    }

    @Test
    void showsEverythingToGetToAHiddenHit() {
        MenuDriver menu = search("laser").shows("LASER(=n) \"Laser\" (hidden)").press(Special.ENTER);
        menu.shows("Top → Lab", "- - Laser", "shown: all", "Everything is shown now");
    }

    @Test
    void findsSymbolsWithoutAPrompt() {
        MenuDriver menu =
                search("SECRET").shows("SECRET(=y)").press(Special.ENTER).shows("shown: all");
        assertThat(menu.selection()).contains("<SECRET>");
    }

    @Test
    void leavesHiddenHitsOutWhenAskedTo() {
        search("l")
                .shows("LASER")
                .press(Special.F4)
                .hides("LASER")
                .shows("hidden ones left out")
                .press(Special.F4)
                .shows("LASER");
    }

    @Test
    void goesToAHitByItsNumber() {
        MenuDriver menu = search("log").press(Special.TAB, Key.of('2'));
        assertThat(menu.selection()).contains("Log level");
        menu = search("log").press(new Key.Typed('1', true));
        assertThat(menu.selection()).contains("Logging");
        search("5").shows("Search: 5");
    }

    @Test
    void tellsAboutAHitAndWhere() {
        MenuDriver menu = search("log_level").shows("in Top → General setup → Logging");
        menu.press(Special.F2).shows("LOG_LEVEL = 5").press(Special.ESCAPE).shows("Search: log_level");
        menu.press(Special.DOWN, Key.of('w'))
                .shows("Why is CONFIG_LOG_LEVEL=5?")
                .press(Special.ESCAPE);
        menu.press(Special.ESCAPE).hides("Search:").shows("General setup  --->");
    }

    @Test
    void editsTheExpressionInPlace() {
        MenuDriver menu = search("zlogg").press(Special.HOME, Special.DELETE).shows("Search: logg", "1 hit");
        menu.press(Special.END, Key.ctrl('u')).shows("Search:\n").type("é日").shows("Search: é日", "0 hits");
        menu.press(Special.LEFT, Special.BACKSPACE).shows("Search: 日");
    }
}
