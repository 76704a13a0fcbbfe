/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.bench.LargeTree;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.Session;
import io.opsswitch.kconfig.ui.screen.Canvas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a person at the menu waits for: from a key to the page drawn anew. The keys walk through all menus at random. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
@State(Scope.Thread)
public class MenuBenchmark {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 40;

    /** A Linux source tree ({@code -p linux=PATH}); empty for a tree made up here. */
    @Param("")
    public String linux;

    private final Random random = new Random(1);
    private Path folder;
    private Desk desk;

    @Setup
    public void open() throws IOException, KconfigException {
        folder = Files.createTempDirectory("menu-bench");
        Configuration configuration =
                new Configuration(Kconfig.load(Path.of("Kconfig"), LargeTree.options(linux, folder)));
        Session session = new Session(configuration, "CONFIG_", folder.resolve(".config"), List.of(), List.of());
        desk = new Desk(session, false, List.of(), System::nanoTime);
    }

    @TearDown
    public void remove() {
        LargeTree.delete(folder);
    }

    /** Move the selection. */
    @Benchmark
    public Canvas moveAndDraw() {
        return press(random.nextInt(8) == 0 ? Special.UP : Special.DOWN);
    }

    /** Move, enter and leave menus, and switch what is selected on or off. */
    @Benchmark
    public Canvas changeAndDraw() {
        return press(
                switch (random.nextInt(8)) {
                    case 0, 1 -> Special.RIGHT;
                    case 2 -> desk.model().menu().parent() == null ? Special.HOME : Special.LEFT;
                    case 3 -> Special.PAGE_DOWN;
                    case 4, 5 -> other();
                    default -> Special.DOWN;
                });
    }

    /** Return the key that changes the selected entry, or one that does nothing where it cannot be changed. */
    private Key other() {
        Configuration configuration = desk.session().configuration();
        MenuNode node = desk.model().current();
        Symbol symbol = node == null ? null : node.symbol();
        if (symbol == null || !symbol.type().isLogical() || !configuration.isChangeable(symbol)) {
            return Special.F12;
        }
        Tristate other = configuration.tristate(symbol) == Tristate.N ? Tristate.Y : Tristate.N;
        return configuration.isAllowed(symbol, other) ? Key.of(other.text().charAt(0)) : Special.F12;
    }

    private Canvas press(Key key) {
        desk.handle(key);
        Canvas canvas = desk.draw(WIDTH, HEIGHT, StandardCharsets.UTF_8);
        desk.clear(); // what RIGHT opens on a number
        return canvas;
    }
}
