/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ClassifierConcurrencyTest {

    private static final FlowKey DST = new FlowKey().matchAll(FlowField.ETH_DST);
    private static final FlowKey DST_AND_PORT =
            new FlowKey().matchAll(FlowField.ETH_DST).matchAll(FlowField.IN_PORT);

    /** Even addresses stay all the time; odd ones come and go, and their subtables with them. */
    @Test
    void readersNeverMissWhatStaysWhileAWriterChurns() throws Exception {
        TupleSpaceClassifier<TestEntry> classifier = new TupleSpaceClassifier<>();
        int keys = 200;
        for (int i = 0; i < keys; i += 2) {
            classifier.put(new TestEntry(key(i), DST, i));
        }
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Long>> lookups = new ArrayList<>();
            for (int r = 0; r < 2; r++) {
                lookups.add(readers.submit(() -> {
                    Random random = new Random();
                    TupleSpaceClassifier.Probes probes = new TupleSpaceClassifier.Probes();
                    long count = 0;
                    while (!stop.get()) {
                        int i = random.nextInt(keys);
                        TestEntry found = classifier.lookup(key(i), probes);
                        if (i % 2 == 0) {
                            assertThat(found).isNotNull();
                        }
                        if (found != null) {
                            assertThat(found.number % 1000).isEqualTo(i);
                        }
                        count++;
                    }
                    return count;
                }));
            }
            Random random = new Random();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
            for (int n = 0; System.nanoTime() < end; n++) {
                int i = random.nextInt(keys);
                if (i % 2 == 0) {
                    classifier.put(new TestEntry(key(i), DST, i + 1000 * (n % 1000)));
                } else if (random.nextBoolean()) {
                    classifier.put(new TestEntry(key(i), random.nextBoolean() ? DST : DST_AND_PORT, i));
                } else {
                    classifier.remove(key(i), DST);
                    classifier.remove(key(i), DST_AND_PORT);
                }
                if (n % 64 == 0) {
                    classifier.sortByHits();
                }
            }
            stop.set(true);
            for (Future<Long> lookup : lookups) {
                assertThat(lookup.get(10, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            stop.set(true);
            readers.shutdownNow();
        }
    }

    private static FlowKey key(int i) {
        return new FlowKey().set(FlowField.ETH_DST, 0x020000000000L + i).set(FlowField.IN_PORT, 1);
    }
}
