/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.TestTrees;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.Reference;
import io.opsswitch.kconfig.ui.model.Session;
import io.opsswitch.kconfig.ui.page.Desk;
import io.opsswitch.kconfig.ui.screen.Canvas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A menu without a terminal: keys in, screens out. The clock stands still unless a test moves it. */
final class MenuDriver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000L;

    final Path folder;
    final Path file;
    final Configuration configuration;
    private final Desk desk;
    private long now;
    int width = 80;
    int height = 24;
    Charset charset = StandardCharsets.UTF_8;

    MenuDriver(Path folder, String tree) {
        this(folder, Dialect.LINUX_6_12, tree, "", false, List.of());
    }

    MenuDriver(Path folder, String tree, String config) {
        this(folder, Dialect.LINUX_6_12, tree, config, false, List.of());
    }

    MenuDriver(
            Path folder, Dialect dialect, String tree, String config, boolean singleMenu, List<Reference> references) {
        this.folder = folder;
        this.file = folder.resolve(".config");
        KconfigTree loaded = TestTrees.load(dialect, tree);
        this.configuration = new Configuration(loaded);
        try {
            List<Diagnostic> problems = new ArrayList<>();
            if (!config.isEmpty()) {
                Files.writeString(file, config);
                problems.addAll(configuration.read(file, ".config", "CONFIG_", true));
            }
            Session session = new Session(configuration, "CONFIG_", file, problems, references);
            this.desk = new Desk(session, singleMenu, List.of(), () -> now);
            draw();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MenuDriver press(Key... keys) {
        for (Key key : keys) {
            now += SECOND;
            desk.handle(key);
            draw();
        }
        return this;
    }

    /** Press a key right after the one before. */
    MenuDriver pressSoon(Key key) {
        desk.handle(key);
        return this;
    }

    MenuDriver type(String text) {
        text.codePoints().forEach(c -> press(Key.of(c)));
        return this;
    }

    /** Select the row that shows a text, by going down. */
    MenuDriver select(String text) {
        press(Special.HOME);
        for (int i = 0; i < 200; i++) {
            if (selection().contains(text)) {
                return this;
            }
            press(Special.DOWN);
        }
        throw new AssertionError("there is no row with " + text + " in\n" + screen());
    }

    Canvas draw() {
        return desk.draw(width, height, charset);
    }

    String screen() {
        return draw().toString();
    }

    /** Return the text of the selected row. */
    String selection() {
        Canvas canvas = draw();
        for (int row = 0; row < canvas.height(); row++) {
            switch (canvas.role(row, 0)) {
                case SELECTION, INV_SELECTION -> {
                    return canvas.text(row).strip();
                }
                default -> {
                    // Look on.
                }
            }
        }
        return "";
    }

    /** Return the row that contains a text. */
    String row(String text) {
        return screen().lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElse("")
                .strip();
    }

    MenuDriver shows(String... texts) {
        assertThat(screen()).contains(texts);
        return this;
    }

    MenuDriver hides(String... texts) {
        assertThat(screen()).doesNotContain(texts);
        return this;
    }

    /** Wait until what goes on in the background has led to a text on the screen. */
    MenuDriver awaits(String text) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!screen().contains(text) && Instant.now().isBefore(end)) {
            Thread.sleep(5);
            desk.tick();
        }
        return shows(text);
    }

    String value(String name) {
        return configuration.value(TestTrees.symbol(configuration.tree(), name));
    }

    boolean isOver() {
        return desk.isOver();
    }

    boolean wasSaved() {
        return desk.wasSaved();
    }

    String written() {
        return read(file);
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
