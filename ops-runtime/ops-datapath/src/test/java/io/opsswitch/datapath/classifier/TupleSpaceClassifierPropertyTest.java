/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares the classifier with a list of flows that is searched one by one. */
class TupleSpaceClassifierPropertyTest {

    private record Model(FlowKey key, FlowKey mask) {}

    @Property(tries = 200)
    void findsWhatANaiveSearchFinds(@ForAll long seed) {
        Random random = new Random(seed);
        FlowKey[] masks = {
            new FlowKey(),
            mask(FlowField.IN_PORT),
            mask(FlowField.IN_PORT, FlowField.ETH_DST),
            mask(FlowField.ETH_TYPE, FlowField.IPV4_DST),
            new FlowKey().set(FlowField.IPV4_DST, 0xffffff00L).matchAll(FlowField.IN_PORT),
        };
        TupleSpaceClassifier<TestEntry> classifier = new TupleSpaceClassifier<>();
        Map<Model, Integer> model = new LinkedHashMap<>();
        for (int step = 0; step < 300; step++) {
            FlowKey key = randomKey(random);
            FlowKey mask = masks[random.nextInt(masks.length)];
            Model flow = new Model(key.masked(mask), mask);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    TestEntry old = classifier.put(new TestEntry(key, mask, step));
                    assertThat(old == null ? null : old.number).isEqualTo(model.put(flow, step));
                    assertThat(old == null || old.isRemoved()).isTrue();
                }
                case 3, 4 -> {
                    TestEntry old = classifier.remove(key, mask);
                    assertThat(old == null ? null : old.number).isEqualTo(model.remove(flow));
                    assertThat(old == null || old.isRemoved()).isTrue();
                }
                case 5 -> classifier.sortByHits();
                default -> checkLookup(classifier, model, key);
            }
            assertThat(classifier.size()).isEqualTo(model.size());
        }
        List<Integer> numbers = new ArrayList<>();
        classifier.forEach(entry -> numbers.add(entry.number));
        assertThat(numbers).containsExactlyInAnyOrderElementsOf(model.values());
        classifier.clear();
        assertThat(classifier.size()).isZero();
        assertThat(classifier.masks()).isZero();
        assertThat(classifier.lookup(randomKey(random), new TupleSpaceClassifier.Probes()))
                .isNull();
    }

    private static void checkLookup(
            TupleSpaceClassifier<TestEntry> classifier, Map<Model, Integer> model, FlowKey key) {
        List<Integer> matching = new ArrayList<>();
        model.forEach((flow, number) -> {
            if (key.masked(flow.mask()).equals(flow.key())) {
                matching.add(number);
            }
        });
        TestEntry found = classifier.lookup(key, new TupleSpaceClassifier.Probes());
        if (matching.isEmpty()) {
            assertThat(found).isNull();
        } else {
            assertThat(found).isNotNull();
            assertThat(found.number).isIn(matching);
            assertThat(found.isRemoved()).isFalse();
        }
        for (Model flow : model.keySet()) {
            TestEntry exact = classifier.get(flow.key(), flow.mask());
            assertThat(exact).isNotNull();
            assertThat(exact.number).isEqualTo(model.get(flow));
        }
    }

    /** Few values, so that flows often meet. */
    private static FlowKey randomKey(Random random) {
        return new FlowKey()
                .set(FlowField.IN_PORT, random.nextInt(3))
                .set(FlowField.ETH_TYPE, random.nextBoolean() ? 0x800 : 0x806)
                .set(FlowField.ETH_DST, random.nextInt(6))
                .set(FlowField.IPV4_DST, 0x0a000000L + 64L * random.nextInt(12))
                .set(FlowField.TP_SRC, random.nextInt(3));
    }

    private static FlowKey mask(FlowField... fields) {
        FlowKey mask = new FlowKey();
        for (FlowField field : fields) {
            mask.matchAll(field);
        }
        return mask;
    }
}
