/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.bench;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Flows put into the kernel in memory and dumped; few at a time, since that kernel looks at one after the other. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class FlowPutBenchmark {
    private static final int FLOWS = 64;

    /** The system whose kernel it is. */
    @Param({"linux", "windows"})
    public String shape = "";

    private final FlowKey[] keys = new FlowKey[FLOWS];
    private final FlowKey[] masks = new FlowKey[FLOWS];
    private final Actions actions = Actions.builder().output(1).build();
    private Datapath datapath;
    private Datapath filled;

    @Setup
    public void open() throws DatapathException {
        datapath = open(shape);
        filled = open(shape);
        for (int i = 0; i < FLOWS; i++) {
            keys[i] = new FlowKey()
                    .set(FlowField.IN_PORT, 1)
                    .set(FlowField.ETH_TYPE, 0x0800)
                    .set(FlowField.IP_PROTO, 17)
                    .set(FlowField.IPV4_SRC, 0x0a000001)
                    .set(FlowField.IPV4_DST, 0x0a000002)
                    .set(FlowField.TP_SRC, 1024 + i)
                    .set(FlowField.TP_DST, 53);
            masks[i] = new FlowKey();
            ExactMask.of(keys[i], masks[i]);
            filled.putFlow(keys[i], masks[i], actions);
        }
        filled.dumpFlows();
    }

    private static Datapath open(String shape) throws DatapathException {
        FakeTransport kernel = shape.equals("linux") ? FakeTransport.linux() : FakeTransport.windows();
        return new KernelDatapathProvider(new KernelDatapathProvider.Host() {
                    @Override
                    public DatapathTransport transport() {
                        return kernel;
                    }

                    @Override
                    public Links links(DatapathTransport transport) {
                        return new FakeLinks(kernel);
                    }
                })
                .open("ovs-system");
    }

    @TearDown
    public void close() {
        datapath.close();
        filled.close();
    }

    /** Put flows one by one, and remove them all at once. */
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public void put() {
        for (int i = 0; i < FLOWS; i++) {
            datapath.putFlow(keys[i], masks[i], actions);
        }
        datapath.flush();
    }

    /** Dump flows, as each look at all of them begins. */
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public Object dump() {
        return filled.dumpFlows();
    }
}
