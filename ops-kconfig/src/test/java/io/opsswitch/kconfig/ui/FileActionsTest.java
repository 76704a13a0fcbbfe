/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileActionsTest {

    @TempDir
    Path folder;

    private MenuDriver menu() {
        return new MenuDriver(folder, Trees.PRODUCT);
    }

    /** Return a menu whose file is as it would be saved. */
    private MenuDriver saved() {
        MenuDriver first = menu().press(Key.of('s'), Special.ENTER);
        return new MenuDriver(folder, Trees.PRODUCT, first.written());
    }

    @Test
    void savesUnderTheNameOfTheFile() {
        MenuDriver menu = menu().shows(".config (modified)")
                .select("Networking")
                .type("yS")
                .shows("Name of the file", ".config");
        menu.press(Special.ENTER).shows("Configuration saved to " + menu.file).hides("(modified)");
        assertThat(menu.written()).contains("CONFIG_NET=y");
        assertThat(menu.wasSaved()).isTrue();
    }

    @Test
    void savesACopyUnderAnotherNameAndAsksBeforeItReplacesOne() throws IOException {
        MenuDriver menu =
                menu().press(Special.F6, Key.ctrl('u')).type("sub/copy").press(Special.ENTER);
        assertThat(MenuDriver.read(folder.resolve("sub/copy"))).contains("CONFIG_MODULES=y");
        assertThat(menu.wasSaved()).isFalse();
        menu.shows("(modified)");
        Path old = Files.writeString(folder.resolve("precious"), "keep");
        menu.press(Special.F6, Key.ctrl('u'))
                .type("precious")
                .press(Special.ENTER)
                .shows("exists. Replace it?")
                .type("n");
        assertThat(MenuDriver.read(old)).isEqualTo("keep");
        menu.press(Special.F6, Key.ctrl('u'))
                .type("precious")
                .press(Special.ENTER)
                .type("y");
        assertThat(MenuDriver.read(old)).contains("CONFIG_MODULES=y");
        assertThat(MenuDriver.read(folder.resolve("precious.old"))).isEqualTo("keep");
    }

    @Test
    void savesOnlyWhatDiffersFromTheDefaults() {
        menu().select("Networking")
                .type("yD")
                .shows("defconfig")
                .press(Special.ENTER)
                .shows("Minimal configuration saved");
        assertThat(MenuDriver.read(folder.resolve("defconfig"))).isEqualTo("CONFIG_NET=y\n");
    }

    @Test
    void saysWhyAFileCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        MenuDriver menu =
                menu().press(Key.of('s'), Key.ctrl('u')).type("file/inside").press(Special.ENTER);
        menu.shows("Error", "Cannot write").press(Special.ENTER).hides("Error");
        menu.press(Key.of('s'), Key.ctrl('u'))
                .type(".")
                .press(Special.ENTER)
                .shows("it is a folder")
                .press(Special.ENTER);
        menu.press(Key.of('s'), Key.ctrl('u'), Special.ENTER)
                .shows("a name is needed")
                .press(Special.ESCAPE);
        assertThat(menu.isOver()).isFalse();
    }

    @Test
    void loadsAnotherFileAndSaysWhatWasWrongWithIt() throws IOException {
        Files.writeString(folder.resolve("good"), "CONFIG_NET=y\n");
        Files.writeString(folder.resolve("bad"), "CONFIG_NET=maybe\n");
        MenuDriver menu = menu().press(Key.of('o'), Key.ctrl('u')).type("good").press(Special.ENTER);
        menu.shows("Loaded", "saving still goes to .config", "[*] Networking  --->");
        menu.press(Special.F7, Key.ctrl('u'))
                .type("bad")
                .press(Special.ENTER)
                .shows("What is wrong with the file", "bad:1");
        menu.press(Special.ESCAPE, Special.F7, Key.ctrl('u')).type("none").press(Special.ENTER);
        menu.shows("Cannot load", "there is no").press(Special.ENTER);
        assertThat(menu.isOver()).isFalse();
    }

    @Test
    void asksBeforeLoadingOverChanges() throws IOException {
        Files.writeString(folder.resolve("good"), "CONFIG_NET=y\n");
        MenuDriver menu = menu().select("Checksums").type("y");
        menu.press(Key.of('o'), Key.ctrl('u'))
                .type("good")
                .press(Special.ENTER)
                .shows("Load anyway?")
                .type("n");
        assertThat(menu.value("CHECKSUM")).isEqualTo("y");
        menu.press(Key.of('o'), Key.ctrl('u'))
                .type("good")
                .press(Special.ENTER)
                .type("y")
                .shows("Loaded");
        assertThat(menu.value("CHECKSUM")).isEqualTo("n");
    }

    @Test
    void quitsAtOnceWhenTheFileHasItAll() {
        for (Key key : new Key[] {Key.of('q'), Special.F9, Special.ESCAPE, Special.LEFT, Key.ctrl('c')}) {
            assertThat(saved().press(key).isOver()).isTrue();
        }
        assertThat(saved().select("Networking").type("ynq").isOver()).isTrue();
    }

    @Test
    void asksBeforeChangesAreLost() {
        MenuDriver menu =
                saved().select("Checksums").type("y").shows("(modified)").type("q");
        menu.shows("There are changes that are not saved.", "(Y) Yes", "(N) No", "(C) Cancel");
        assertThat(menu.press(Special.ESCAPE).isOver()).isFalse();
        assertThat(menu.type("qc").isOver()).isFalse();
        assertThat(menu.type("qn").isOver()).isTrue();
        assertThat(menu.written()).contains("# CONFIG_CHECKSUM is not set");
        assertThat(menu.wasSaved()).isFalse();
        MenuDriver again = saved().select("Checksums").type("y").press(Key.ctrl('c'), Key.ctrl('c'));
        assertThat(again.type("y").isOver()).isTrue();
        assertThat(again.written()).contains("CONFIG_CHECKSUM=y");
        assertThat(again.wasSaved()).isTrue();
    }

    @Test
    void picksAnAnswerWithTheArrows() {
        MenuDriver menu = saved().select("Checksums").type("yq").press(Special.RIGHT, Special.ENTER);
        assertThat(menu.isOver()).isTrue();
        assertThat(menu.wasSaved()).isFalse();
    }

    @Test
    void asksWhenTheFileOnDiskWouldChange() {
        MenuDriver menu = new MenuDriver(folder, Trees.PRODUCT, "CONFIG_MODULES=y\n");
        menu.shows("(modified)").type("q").shows("Nothing was changed here, but saving would change the file on");
    }

    @Test
    void doesNotOverwriteWhatSomebodyElseWroteWithoutAsking() throws IOException {
        MenuDriver menu = saved();
        Files.writeString(menu.file, "# mine\n");
        menu.type("s").press(Special.ENTER).shows("Somebody else has changed").type("n");
        assertThat(menu.written()).isEqualTo("# mine\n");
        menu.type("s").press(Special.ENTER).type("y").shows("Configuration saved");
        assertThat(menu.written()).contains("CONFIG_MODULES=y");
    }

    @Test
    void staysWhenSavingOnQuitFails() throws IOException {
        MenuDriver menu = menu();
        Files.createDirectory(menu.file);
        menu.type("qy").shows("Cannot write").press(Special.ENTER);
        assertThat(menu.isOver()).isFalse();
    }

    @Test
    void asksForTextsAndChecksThemAtOnce() {
        MenuDriver menu = menu().select("General")
                .press(Special.ENTER)
                .select("Log level")
                .press(Special.ENTER);
        menu.shows("CONFIG_LOG_LEVEL (int)", "Range: [1 9]")
                .press(Special.BACKSPACE)
                .type("x")
                .shows("an integer has only digits");
        menu.press(Special.ENTER)
                .shows("an integer")
                .press(Special.BACKSPACE)
                .type("8")
                .press(Special.ENTER)
                .shows("(8)   Log level");
        menu.select("Base")
                .press(Special.ENTER)
                .type("g")
                .shows("hexadecimal")
                .press(Special.ESCAPE)
                .shows("(0x1000) Base");
        menu.select("Base")
                .type(" ")
                .press(Key.ctrl('u'))
                .type("ff")
                .press(Special.ENTER)
                .shows("(0xff) Base");
        menu.select("Name")
                .press(Special.ENTER, Key.ctrl('u'))
                .type("Gerät 日本")
                .press(Special.ENTER)
                .shows("(Gerät 日本) Name");
        assertThat(menu.value("NAME")).isEqualTo("Gerät 日本");
    }
}
