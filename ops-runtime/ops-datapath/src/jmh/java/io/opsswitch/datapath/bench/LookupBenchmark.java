/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.bench;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.classifier.ClassifierEntry;
import io.opsswitch.datapath.classifier.ExactMatchCache;
import io.opsswitch.datapath.classifier.TupleSpaceClassifier;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;
import java.util.HexFormat;
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

/** The steps of the packet path: key extraction, exact-match cache, classifier. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class LookupBenchmark {

    private static final int KEYS = 1024;

    /** How many different masks the flows have. */
    @Param({"1", "8"})
    public int masks;

    private final TupleSpaceClassifier<Entry> classifier = new TupleSpaceClassifier<>();
    private final TupleSpaceClassifier.Probes probes = new TupleSpaceClassifier.Probes();
    private final ExactMatchCache<Entry> cache = new ExactMatchCache<>();
    private final FlowKey[] keys = new FlowKey[KEYS];
    private final FlowKey scratch = new FlowKey();
    private ByteBuffer frame;
    private int frameLength;
    private int next;

    private static final class Entry extends ClassifierEntry {
        Entry(FlowKey key, FlowKey mask) {
            super(key, mask);
        }
    }

    @Setup
    public void fill() {
        byte[] tcp = HexFormat.of()
                .parseHex("0200000000020200000000018100000a0800" + "4500002800014000400600000a0000010a000002"
                        + "1234005000000001000000025010ffff00000000");
        frameLength = tcp.length;
        frame = ByteBuffer.allocateDirect(2048).put(128, tcp);
        Random random = new Random(1);
        for (int i = 0; i < KEYS; i++) {
            FlowKey key = new FlowKey();
            PacketParser.parse(frame, 128, frameLength, 1, key);
            key.set(FlowField.IPV4_SRC, random.nextInt()).set(FlowField.TP_SRC, random.nextInt());
            keys[i] = key;
            FlowKey mask = new FlowKey()
                    .matchAll(FlowField.IN_PORT)
                    .matchAll(FlowField.ETH_TYPE)
                    .matchAll(FlowField.IPV4_SRC)
                    .matchAll(FlowField.TP_SRC);
            mask.set(FlowField.IPV4_DST, -1L << (i % masks));
            Entry entry = new Entry(key, mask);
            classifier.put(entry);
            cache.insert(key, cache.hash(key), entry);
        }
    }

    @Benchmark
    public FlowKey extractKey() {
        PacketParser.parse(frame, 128, frameLength, 1, scratch);
        return scratch;
    }

    @Benchmark
    public Object lookUpInClassifier() {
        return classifier.lookup(keys[next++ & KEYS - 1], probes);
    }

    @Benchmark
    public Object lookUpInCache() {
        FlowKey key = keys[next++ & KEYS - 1];
        return cache.lookup(key, cache.hash(key));
    }
}
