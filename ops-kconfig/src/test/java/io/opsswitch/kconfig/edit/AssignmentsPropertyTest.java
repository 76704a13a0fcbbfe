/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.RandomTrees;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.TestTrees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Setting several values at once, on random trees. */
class AssignmentsPropertyTest {

    private static final String PREFIX = "CONFIG_";

    @Property(tries = 60)
    void allValuesHoldOrNothingChanged(@ForAll long seed) {
        Random random = new Random(seed);
        Dialect dialect = random.nextBoolean() ? Dialect.LINUX : Dialect.LINUX_6_1;
        KconfigTree tree = TestTrees.load(dialect, RandomTrees.richTree(seed, dialect));
        Configuration configuration = TestTrees.read(tree, RandomTrees.config(seed));
        String before = ConfigurationWriter.write(configuration, PREFIX);
        List<Assignment> wanted = wishes(tree, random, random.nextInt(5));
        List<Refusal> refusals = new Assignments(wanted).applyTo(configuration, PREFIX);
        if (refusals.isEmpty()) {
            assertThat(wanted)
                    .allMatch(each -> configuration.value(each.symbol()).equals(each.stored()));
        } else {
            assertThat(ConfigurationWriter.write(configuration, PREFIX)).isEqualTo(before);
            assertThat(refusals).allSatisfy(refusal -> {
                assertThat(wanted).contains(refusal.wanted());
                assertThat(refusal.actual()).isNotEqualTo(refusal.wanted().stored());
                assertThat(refusal.reason())
                        .startsWith(refusal.wanted().symbol().name() + " ");
                assertThat(refusal.chain()).isNotEmpty();
            });
        }
    }

    @Property(tries = 60)
    void valuesThatAConfigurationHasCanBeSetInAnyOrder(@ForAll long seed) {
        Random random = new Random(seed);
        KconfigTree tree = TestTrees.load(Dialect.LINUX, RandomTrees.richTree(seed, Dialect.LINUX));
        Configuration goal = TestTrees.read(tree, RandomTrees.config(seed));
        List<Assignment> wanted = new ArrayList<>();
        for (Symbol symbol : tree.symbols()) {
            // A hexadecimal number gets its 0x when it is set.
            boolean free = symbol.choice() == null && symbol.type() != SymbolType.HEX;
            if (free && goal.isChangeable(symbol)) {
                wanted.add(new Assignment(symbol, goal.value(symbol)));
            }
        }
        Collections.shuffle(wanted, random);
        Configuration start = goal.copy();
        assertThat(new Assignments(wanted).applyTo(start, PREFIX)).isEmpty();
        assertThat(ConfigurationWriter.write(start, PREFIX)).isEqualTo(ConfigurationWriter.write(goal, PREFIX));
    }

    private static List<Assignment> wishes(KconfigTree tree, Random random, int count) {
        Map<Symbol, Assignment> wishes = new LinkedHashMap<>();
        String[] states = {"y", "m", "n"};
        for (int i = 0; i < count; i++) {
            Symbol symbol = tree.symbols().get(random.nextInt(tree.symbols().size()));
            boolean logical = symbol.type().isLogical();
            String value = logical ? states[random.nextInt(3)] : Integer.toString(random.nextInt(40));
            wishes.put(symbol, new Assignment(symbol, value));
        }
        return List.copyOf(wishes.values());
    }
}
