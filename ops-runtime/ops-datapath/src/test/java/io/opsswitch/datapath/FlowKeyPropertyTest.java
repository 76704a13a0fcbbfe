/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.classifier.ExactMatchCache;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares keys with a plain array of all words. */
class FlowKeyPropertyTest {

    private static final FlowField[] FIELDS = FlowField.values();

    @Property(tries = 300)
    void agreesWithAnArrayOfAllWords(@ForAll long seed) {
        Random random = new Random(seed);
        long[] model = new long[FlowKey.WORDS];
        long[] otherModel = new long[FlowKey.WORDS];
        FlowKey key = new FlowKey();
        FlowKey other = new FlowKey();
        for (int step = 0; step < 60; step++) {
            change(random, key, model);
            change(random, other, otherModel);
            if (random.nextInt(8) == 0) {
                key.copyFrom(other);
                System.arraycopy(otherModel, 0, model, 0, model.length);
            }
            check(key, model);
            check(key.copy(), model);
            assertThat(key.equals(other)).isEqualTo(Arrays.equals(model, otherModel));
            long[] both = new long[FlowKey.WORDS];
            Arrays.setAll(both, i -> model[i] & otherModel[i]);
            check(key.masked(other), both);
        }
    }

    @Property(tries = 300)
    void equalKeysHaveEqualHashesWhateverTheyHeldBefore(@ForAll long seed) {
        Random random = new Random(seed);
        long[] model = new long[FlowKey.WORDS];
        FlowKey key = new FlowKey();
        FlowKey other = new FlowKey();
        for (int i = 0; i < 6; i++) {
            change(random, key, model);
        }
        for (int i = 0; i < FlowKey.WORDS; i++) {
            other.setWord(i, random.nextInt(3) == 0 ? -1 : 0);
        }
        for (int i = 0; i < FlowKey.WORDS; i++) {
            other.setWord(i, model[i]);
        }
        assertThat(other).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(other.trimmedExtent()).isEqualTo(key.trimmedExtent());
        ExactMatchCache<?> cache = new ExactMatchCache<>();
        assertThat(cache.hash(other)).isEqualTo(cache.hash(key));
    }

    @Example
    void refusesWordsThatDoNotExist() {
        assertThatThrownBy(() -> new FlowKey().word(FlowKey.WORDS)).hasMessageContaining("no word " + FlowKey.WORDS);
        assertThatThrownBy(() -> new FlowKey().setWord(FlowKey.WORDS, 0))
                .hasMessageContaining("no word " + FlowKey.WORDS);
    }

    @Example
    void noTwoFieldsShareABit() {
        long[] taken = new long[FlowKey.WORDS];
        for (FlowField field : FIELDS) {
            assertThat(taken[field.word()] & field.wordMask()).as("%s", field).isZero();
            assertThat(field.shift() + field.bits()).isLessThanOrEqualTo(64);
            assertThat(field.word()).isLessThan(FlowKey.TUNNEL_OPTIONS_WORD);
            taken[field.word()] |= field.wordMask();
        }
    }

    @Example
    void findsGroupsByTheirNumbers() {
        for (KeyGroup group : KeyGroup.values()) {
            assertThat(KeyGroup.of(group.number())).isSameAs(group);
            FlowKey exact = group.exact();
            group.fields().forEach(field -> assertThat(exact.get(field)).isNotZero());
        }
        assertThatThrownBy(() -> KeyGroup.of(1)).hasMessageContaining("no key group has the number 1");
        assertThatThrownBy(() -> KeyGroup.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyGroup.of(99)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void change(Random random, FlowKey key, long[] model) {
        int kind = random.nextInt(20);
        // Mostly the front, where plain packets are, and seldom all the rest.
        int bound = random.nextInt(4) == 0 ? FlowKey.WORDS : 12;
        if (kind == 0) {
            key.clear();
            Arrays.fill(model, 0);
        } else if (kind < 8) {
            int word = random.nextInt(bound);
            long value = random.nextInt(3) == 0 ? 0 : random.nextLong();
            key.setWord(word, value);
            model[word] = value;
        } else {
            FlowField field = FIELDS[random.nextInt(FIELDS.length)];
            long value = kind < 12 ? -1 : random.nextInt(3) == 0 ? 0 : random.nextLong();
            if (kind < 12) {
                key.matchAll(field);
            } else {
                key.set(field, value);
            }
            model[field.word()] = model[field.word()] & ~field.wordMask() | value << field.shift() & field.wordMask();
        }
    }

    private static void check(FlowKey key, long[] model) {
        for (int i = 0; i < model.length; i++) {
            assertThat(key.word(i)).isEqualTo(model[i]);
            assertThat(i < key.extent() || model[i] == 0).isTrue();
        }
        for (FlowField field : FIELDS) {
            assertThat(key.get(field)).isEqualTo((model[field.word()] & field.wordMask()) >>> field.shift());
        }
    }
}
