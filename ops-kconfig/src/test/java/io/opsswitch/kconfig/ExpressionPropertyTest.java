/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares evaluation, which simplifies conditions on the way, with a model that computes with numbers 0, 1, 2. */
class ExpressionPropertyTest {

    private static final String[] NAMES = {"A", "B", "C", "D"};

    /** A condition as text, and its value computed while it is made. */
    private record Sample(String text, int value) {}

    private static Sample sample(Random random, Map<String, Integer> values, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            String name = NAMES[random.nextInt(NAMES.length)];
            int value = values.get(name);
            int constant = random.nextInt(3);
            char letter = "nmy".charAt(constant);
            return switch (random.nextInt(9)) {
                case 0 -> new Sample(name + " = " + letter, value == constant ? 2 : 0);
                case 1 -> new Sample(name + " != " + letter, value != constant ? 2 : 0);
                case 2 -> new Sample(name + " < " + letter, value < constant ? 2 : 0);
                case 3 -> new Sample(name + " >= " + letter, value >= constant ? 2 : 0);
                default -> new Sample(name, value);
            };
        }
        Sample left = sample(random, values, depth - 1);
        if (random.nextInt(4) == 0) {
            return new Sample("!(" + left.text + ")", 2 - left.value);
        }
        Sample right = sample(random, values, depth - 1);
        return random.nextBoolean()
                ? new Sample("(" + left.text + " && " + right.text + ")", Math.min(left.value, right.value))
                : new Sample("(" + left.text + " || " + right.text + ")", Math.max(left.value, right.value));
    }

    @Property(tries = 150)
    void evaluatesAsTheModel(@ForAll long seed) {
        Random random = new Random(seed);
        // A and B are tristates, C and D bools.
        Map<String, Integer> values = Map.of(
                "A", random.nextInt(3), "B", random.nextInt(3), "C", random.nextInt(2) * 2, "D", random.nextInt(2) * 2);
        Sample sample = sample(random, values, 4);
        KconfigTree tree = TestTrees.load("config MODULES\n\tbool \"m\"\n\tdefault y\n\tmodules\n"
                + "config A\n\ttristate \"a\"\nconfig B\n\ttristate \"b\"\nconfig C\n\tbool \"c\"\nconfig D\n\tbool \"d\"\n"
                + "config VALUE\n\ttristate\n\tdefault " + sample.text + "\n"
                + "config CONDITION\n\ttristate \"c\"\n\tdepends on " + sample.text + "\n");
        StringBuilder config = new StringBuilder("CONFIG_CONDITION=y\n");
        values.forEach((name, value) -> config.append("CONFIG_")
                .append(name)
                .append('=')
                .append("nmy".charAt(value))
                .append('\n'));
        Configuration configuration = TestTrees.read(tree, config.toString());
        assertThat(configuration.tristate(TestTrees.symbol(tree, "VALUE")).ordinal())
                .as(sample.text)
                .isEqualTo(sample.value);
        assertThat(configuration.tristate(TestTrees.symbol(tree, "CONDITION")).ordinal())
                .as("depends on " + sample.text)
                .isEqualTo(sample.value);
    }
}
