/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import org.junit.jupiter.api.Test;

class ExactMatchCacheTest {

    private static final FlowKey MASK = new FlowKey().matchAll(FlowField.IN_PORT);

    private final ExactMatchCache<TestEntry> cache = new ExactMatchCache<>();
    private final TupleSpaceClassifier<TestEntry> classifier = new TupleSpaceClassifier<>();

    @Test
    void remembersWholeKeys() {
        TestEntry entry = entry(1);
        insert(key(1, 5), entry);
        assertThat(lookup(key(1, 5))).isSameAs(entry);
        assertThat(lookup(key(1, 6))).isNull();
    }

    @Test
    void remembersLongKeysBesideShortOnes() {
        TestEntry entry = entry(1);
        FlowKey plain = key(1, 5);
        FlowKey tunnel = key(1, 5).set(FlowField.TUN_ID, 7);
        insert(tunnel, entry);
        assertThat(lookup(tunnel.copy())).isSameAs(entry);
        assertThat(lookup(plain)).isNull();
        assertThat(lookup(key(1, 5).set(FlowField.TUN_ID, 8))).isNull();
        // A long key that is plain again: its extent is still long.
        FlowKey wasLong = tunnel.copy().set(FlowField.TUN_ID, 0);
        assertThat(lookup(wasLong)).isNull();
        insert(plain, entry);
        assertThat(lookup(wasLong)).isSameAs(entry);
    }

    @Test
    void keepsKeysOfBothLengthsApart() {
        TestEntry plain = entry(1);
        TestEntry tracked = entry(2);
        int count = ExactMatchCache.CAPACITY * 2;
        int found = 0;
        for (int i = 0; i < count; i++) {
            insert(key(1, i), plain);
            insert(key(1, i).set(FlowField.CT_LABELS_LOW, 1 + i), tracked);
        }
        for (int i = 0; i < count; i++) {
            TestEntry first = lookup(key(1, i));
            TestEntry second = lookup(key(1, i).set(FlowField.CT_LABELS_LOW, 1 + i));
            assertThat(first == null || first == plain).isTrue();
            assertThat(second == null || second == tracked).isTrue();
            assertThat(lookup(key(1, i).set(FlowField.CT_LABELS_LOW, 2 + i))).isNull();
            found += (first == null ? 0 : 1) + (second == null ? 0 : 1);
        }
        assertThat(found).isGreaterThan(ExactMatchCache.CAPACITY / 2);
    }

    @Test
    void forgetsEntriesThatTheClassifierRemovedOrReplaced() {
        TestEntry entry = entry(1);
        insert(key(1, 5), entry);
        TestEntry newer = entry(1);
        assertThat(lookup(key(1, 5))).isNull();
        insert(key(1, 5), newer);
        assertThat(lookup(key(1, 5))).isSameAs(newer);
        classifier.remove(key(1, 0), MASK);
        assertThat(lookup(key(1, 5))).isNull();
    }

    @Test
    void keepsMostOfItsKeysUnderAFloodOfNewOnes() {
        TestEntry entry = entry(1);
        int known = ExactMatchCache.CAPACITY / 4;
        for (int i = 0; i < known; i++) {
            insert(key(1, i), entry);
        }
        for (int i = 0; i < ExactMatchCache.CAPACITY; i++) {
            insert(key(1, 1_000_000 + i), entry);
        }
        int kept = 0;
        for (int i = 0; i < known; i++) {
            kept += lookup(key(1, i)) != null ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(known * 3 / 4);
    }

    private TestEntry entry(int port) {
        TestEntry entry = new TestEntry(key(port, 0), MASK, port);
        classifier.put(entry);
        return entry;
    }

    private void insert(FlowKey key, TestEntry entry) {
        cache.insert(key, cache.hash(key), entry);
    }

    private TestEntry lookup(FlowKey key) {
        return cache.lookup(key, cache.hash(key));
    }

    private static FlowKey key(int port, int source) {
        return new FlowKey().set(FlowField.IN_PORT, port).set(FlowField.ETH_SRC, source);
    }
}
