/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.bench;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/** What a person waits for: the tree to load, the first values, a changed symbol and the menu page redrawn. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
@State(Scope.Thread)
public class KconfigBenchmark {

    private static final int SMALLEST_PAGE = 5;

    /** A Linux source tree ({@code -p linux=PATH}); empty for a tree made up here. */
    @Param("")
    public String linux;

    private Path cache;
    private KconfigOptions options;
    private KconfigTree tree;
    private Configuration configuration;
    private final List<List<MenuNode>> pages = new ArrayList<>();
    private final List<Symbol> logical = new ArrayList<>();
    private final Random random = new Random(1);

    @Setup
    public void load() throws IOException, KconfigException {
        cache = Files.createTempDirectory("kconfig-bench");
        options = LargeTree.options(linux, cache);
        tree = Kconfig.load(Path.of("Kconfig"), options);
        configuration = new Configuration(tree);
        valuesOfAll(configuration);
        Deque<MenuNode> open = new ArrayDeque<>(List.of(tree.root()));
        while (!open.isEmpty()) {
            List<MenuNode> children = open.remove().children();
            open.addAll(children);
            if (children.size() >= SMALLEST_PAGE) {
                pages.add(children);
            }
        }
        for (Symbol symbol : tree.symbols()) {
            if (symbol.type().isLogical() && symbol.choice() == null) {
                logical.add(symbol);
            }
        }
    }

    @TearDown
    public void remove() {
        LargeTree.delete(cache);
    }

    @Benchmark
    public KconfigTree loadTree() throws IOException, KconfigException {
        return Kconfig.load(Path.of("Kconfig"), options);
    }

    @Benchmark
    public int firstEvaluation() {
        return valuesOfAll(new Configuration(tree));
    }

    @Benchmark
    public int changeAndPage() {
        Symbol symbol = logical.get(random.nextInt(logical.size()));
        while (!change(symbol)) {
            symbol = logical.get(random.nextInt(logical.size()));
        }
        return page(pages.get(random.nextInt(pages.size())));
    }

    private boolean change(Symbol symbol) {
        return configuration.isChangeable(symbol)
                && configuration.assign(
                        symbol, configuration.value(symbol).equals("n") ? "y" : "n");
    }

    private int page(List<MenuNode> nodes) {
        int sum = 0;
        for (MenuNode node : nodes) {
            Symbol symbol = node.symbol();
            if (configuration.isVisible(node) && symbol != null) {
                sum += configuration.value(symbol).length();
                sum += configuration.isChangeable(symbol) ? 1 : 0;
                sum += configuration.visibility(symbol).ordinal();
            }
        }
        return sum;
    }

    private int valuesOfAll(Configuration of) {
        int sum = 0;
        for (Symbol symbol : tree.symbols()) {
            sum += of.value(symbol).length();
        }
        return sum;
    }
}
