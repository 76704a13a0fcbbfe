/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.match.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Compares the classifier with a list of rules that is searched one by one. */
class ClassifierPropertyTest {

    private static final FlowField[] FIELDS = {
        FlowField.IN_PORT,
        FlowField.ETH_DST,
        FlowField.ETH_TYPE,
        FlowField.IPV4_SRC,
        FlowField.IPV4_DST,
        FlowField.IPV6_DST_HIGH,
        FlowField.IPV6_DST_LOW,
        FlowField.IP_PROTO,
        FlowField.TP_SRC,
        FlowField.TP_DST,
        FlowField.ARP_SHA,
    };

    private final LookupState state = new LookupState();

    private static final class Model {
        final Random random;
        final Classifier<NumberedRule> classifier;
        final Versions versions = new Versions();
        final List<NumberedRule> rules = new ArrayList<>();
        int numbers;

        Model(long seed) {
            random = new Random(seed);
            classifier = new Classifier<>(
                    random.nextBoolean() ? PrefixField.DEFAULTS : List.of(PrefixField.NW_SRC, PrefixField.IPV6_DST));
        }

        /** Change some rules, all of which become visible together. */
        void change() {
            long next = versions.current() + 1;
            for (int n = random.nextInt(4); n >= 0; n--) {
                Match match = match(random);
                int priority = random.nextInt(4);
                NumberedRule old = classifier.find(match, priority, next);
                if (old != null) {
                    classifier.removeIn(old, next);
                }
                if (old == null || random.nextBoolean()) {
                    NumberedRule rule = new NumberedRule(numbers++, match, priority);
                    classifier.insert(rule, next);
                    rules.add(rule);
                }
            }
            if (random.nextInt(3) == 0) {
                List<NumberedRule> visible =
                        rules.stream().filter(rule -> rule.isVisible(next)).toList();
                if (!visible.isEmpty()) {
                    classifier.removeIn(visible.get(random.nextInt(visible.size())), next);
                }
            }
            classifier.publish();
            versions.publish(next);
            if (random.nextInt(3) == 0) {
                rules.removeIf(this::takeOut);
                classifier.publish();
            }
            if (random.nextInt(20) == 0) {
                classifier.setPrefixes(random.nextBoolean() ? List.of() : PrefixField.DEFAULTS);
            }
        }

        private boolean takeOut(NumberedRule rule) {
            if (rule.removeVersion() > versions.oldestInUse()) {
                return false;
            }
            classifier.remove(rule);
            return true;
        }

        @Nullable
        NumberedRule best(FlowKey key, long version) {
            NumberedRule best = null;
            for (NumberedRule rule : rules) {
                if (rule.isVisible(version)
                        && rule.match().matches(key)
                        && (best == null || rule.priority() > best.priority())) {
                    best = rule;
                }
            }
            return best;
        }
    }

    private static long value(Random random, FlowField field) {
        return switch (field) {
            case ETH_TYPE -> random.nextBoolean() ? 0x0800 : 0x86dd;
            case IPV4_SRC, IPV4_DST -> 0x0a000000L | random.nextInt(4) << 20 | random.nextInt(4);
            case IPV6_DST_HIGH -> 0xfd00L << 48 | random.nextInt(3);
            case IPV6_DST_LOW -> (long) random.nextInt(3) << 62 | random.nextInt(2);
            default -> random.nextInt(3);
        };
    }

    private static FlowKey key(Random random) {
        FlowKey key = new FlowKey();
        for (FlowField field : FIELDS) {
            key.set(field, value(random, field));
        }
        return key;
    }

    private static Match match(Random random) {
        FlowKey mask = new FlowKey();
        for (FlowField field : FIELDS) {
            switch (random.nextInt(6)) {
                case 0 -> mask.matchAll(field);
                case 1 -> mask.set(field, -1L << random.nextInt(field.bits() + 1) % 64);
                case 2 -> mask.set(field, random.nextInt(8) == 0 ? random.nextLong() : 0);
                default -> mask.set(field, 0);
            }
        }
        return Match.of(key(random), mask);
    }

    @Property(tries = 150)
    void findsARuleOfThePriorityThatANaiveSearchFinds(@ForAll long seed) {
        Model model = new Model(seed);
        for (int step = 0; step < 60; step++) {
            model.change();
            FlowKey key = key(model.random);
            long version = model.versions.current();
            NumberedRule expected = model.best(key, version);
            FlowKey looked = new FlowKey();
            NumberedRule found = model.classifier.lookup(key, version, looked, state);
            checkSame(found, expected, key, version);
            checkSame(model.classifier.lookup(key, version, null, state), expected, key, version);
        }
        assertThat(model.classifier.size()).isEqualTo(model.rules.size());
    }

    private static void checkSame(
            @Nullable NumberedRule found, @Nullable NumberedRule expected, FlowKey key, long version) {
        if (expected == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).isNotNull();
            assertThat(found.priority()).isEqualTo(expected.priority());
            assertThat(found.match().matches(key)).isTrue();
            assertThat(found.isVisible(version)).isTrue();
        }
    }

    /** That is what the mask is for: a megaflow with it must not catch packets of other rules. */
    @Property(tries = 150)
    void findsTheSameForEveryKeyThatAgreesInTheBitsLookedAt(@ForAll long seed) {
        Model model = new Model(seed);
        for (int step = 0; step < 30; step++) {
            model.change();
        }
        for (int n = 0; n < 40; n++) {
            FlowKey key = key(model.random);
            long version = model.versions.current();
            FlowKey looked = new FlowKey();
            NumberedRule found = model.classifier.lookup(key, version, looked, state);
            // What lies on the far side of a prerequisite is looked at only together with it.
            looked.matchAll(FlowField.ETH_TYPE);
            for (int other = 0; other < 20; other++) {
                FlowKey mixed = mixed(key, key(model.random), looked);
                NumberedRule again = model.best(mixed, version);
                assertThat(again == null ? -1 : again.priority()).isEqualTo(found == null ? -1 : found.priority());
                if (found != null) {
                    assertThat(found.match().matches(mixed)).isTrue();
                }
            }
        }
    }

    private static FlowKey mixed(FlowKey key, FlowKey other, FlowKey looked) {
        FlowKey mixed = new FlowKey();
        for (int i = 0; i < FlowKey.WORDS; i++) {
            mixed.setWord(i, key.word(i) & looked.word(i) | other.word(i) & ~looked.word(i));
        }
        return mixed;
    }

    @Property(tries = 60)
    void aReaderThatStaysInAVersionSeesNothingOfLaterOnes(@ForAll long seed) {
        Model model = new Model(seed);
        for (int step = 0; step < 20; step++) {
            model.change();
        }
        try (Versions.Reader reader = model.versions.newReader()) {
            long version = reader.enter();
            List<FlowKey> keys = new ArrayList<>();
            List<NumberedRule> before = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
                keys.add(key(model.random));
                before.add(model.best(keys.get(n), version));
            }
            for (int step = 0; step < 20; step++) {
                model.change();
            }
            for (int n = 0; n < keys.size(); n++) {
                FlowKey key = keys.get(n);
                checkSame(model.classifier.lookup(key, version, new FlowKey(), state), before.get(n), key, version);
            }
            reader.leave();
        }
    }

    @Property(tries = 100)
    void walksThroughTheRulesThatAMatchCoversAndSeesOverlaps(@ForAll long seed) {
        Model model = new Model(seed);
        for (int step = 0; step < 25; step++) {
            model.change();
        }
        long version = model.versions.current();
        for (int n = 0; n < 20; n++) {
            Match match = n % 2 == 0 || model.rules.isEmpty()
                    ? match(model.random)
                    : model.rules.get(model.random.nextInt(model.rules.size())).match();
            List<NumberedRule> covered = new ArrayList<>();
            model.classifier.forEach(match, version, covered::add);
            assertThat(covered)
                    .containsExactlyInAnyOrderElementsOf(model.rules.stream()
                            .filter(rule -> rule.isVisible(version) && match.covers(rule.match()))
                            .toList());
            int priority = model.random.nextInt(4);
            boolean overlaps = model.rules.stream()
                    .anyMatch(rule ->
                            rule.isVisible(version) && rule.priority() == priority && meet(rule.match(), match));
            assertThat(model.classifier.overlaps(match, priority, version)).isEqualTo(overlaps);
        }
    }

    private static boolean meet(Match one, Match other) {
        for (int i = 0; i < FlowKey.WORDS; i++) {
            long both = one.mask().word(i) & other.mask().word(i);
            if (((one.value().word(i) ^ other.value().word(i)) & both) != 0) {
                return false;
            }
        }
        return true;
    }
}
