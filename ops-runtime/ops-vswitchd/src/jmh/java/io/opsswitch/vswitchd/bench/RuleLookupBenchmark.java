/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bench;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.vswitchd.classifier.Classifier;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import io.opsswitch.vswitchd.classifier.LookupState;
import io.opsswitch.vswitchd.classifier.PrefixField;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lookups in a flow table with random masks, priorities and packets, as the benchmark of Open vSwitch's classifier has
 * them ({@code ovstest test-classifier benchmark}).
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class RuleLookupBenchmark {

    private static final int KEYS = 1024;
    private static final int PRIORITIES = 5;

    private static final FlowField[] FIELDS = {
        FlowField.TUN_ID,
        FlowField.IN_PORT,
        FlowField.VLAN_TCI,
        FlowField.ETH_TYPE,
        FlowField.ETH_SRC,
        FlowField.ETH_DST,
        FlowField.IPV4_SRC,
        FlowField.IPV4_DST,
        FlowField.IP_PROTO,
        FlowField.TP_SRC,
        FlowField.TP_DST,
        FlowField.IP_TOS,
    };

    /** How many rules there are. */
    @Param({"1000", "100000"})
    public int rules;

    /** How many different masks they have. */
    @Param({"20"})
    public int masks;

    private final Classifier<Rule> classifier = new Classifier<>(PrefixField.DEFAULTS);
    private final LookupState state = new LookupState();
    private final FlowKey looked = new FlowKey();
    private final FlowKey[] keys = new FlowKey[KEYS];
    private int next;

    private static final class Rule extends ClassifierRule {
        Rule(Match match, int priority) {
            super(match, priority, List.of());
        }
    }

    @Setup
    public void fill() {
        Random random = new Random(1);
        FlowKey[] shapes = new FlowKey[masks];
        for (int i = 0; i < masks; i++) {
            shapes[i] = new FlowKey();
            for (FlowField field : FIELDS) {
                if (random.nextBoolean()) {
                    shapes[i].matchAll(field);
                }
            }
        }
        for (int i = 0; i < rules; i++) {
            Match match = Match.of(key(random), shapes[random.nextInt(masks)]);
            int priority = random.nextInt(PRIORITIES);
            if (classifier.find(match, priority, 1) == null) {
                classifier.insert(new Rule(match, priority), 1);
            }
        }
        classifier.publish();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = key(random);
        }
    }

    private static FlowKey key(Random random) {
        FlowKey key = new FlowKey();
        for (FlowField field : FIELDS) {
            key.set(field, 1 + random.nextInt(2));
        }
        return key.set(FlowField.ETH_TYPE, random.nextBoolean() ? 0x0800 : 0x0806)
                .set(FlowField.IPV4_SRC, random.nextBoolean() ? 0xc0a80001L : 0xc0a04455L)
                .set(FlowField.IPV4_DST, random.nextBoolean() ? 0xc0a80002L : 0xc0a04455L);
    }

    /** The bits add up from lookup to lookup, as in that benchmark. */
    @Benchmark
    public Object lookUpAndTellWhatWasLookedAt() {
        return classifier.lookup(keys[next++ & KEYS - 1], 1, looked, state);
    }

    @Benchmark
    public Object lookUp() {
        return classifier.lookup(keys[next++ & KEYS - 1], 1, null, state);
    }
}
