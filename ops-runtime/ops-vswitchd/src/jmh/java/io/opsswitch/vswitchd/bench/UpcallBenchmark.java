/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bench;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.group.GroupTable;
import io.opsswitch.vswitchd.upcall.ChangeLog;
import io.opsswitch.vswitchd.upcall.FlowLimit;
import io.opsswitch.vswitchd.upcall.FlowTable;
import io.opsswitch.vswitchd.upcall.UpcallProcessor;
import io.opsswitch.vswitchd.xlate.PipelineSettings;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import io.opsswitch.vswitchd.xlate.Translator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/**
 * Packets that no flow of the kernel in memory matches: taken from it, translated, a flow put for each, and sent on their
 * way. The kernel's own part is counted too, and that the flows are removed again, one by one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class UpcallBenchmark {
    private static final int PACKETS = 64;
    private static final int FRAME = 64;

    /** The system whose kernel it is. */
    @Param({"linux", "windows"})
    public String shape = "";

    private final List<byte[]> frames = new ArrayList<>();
    private final Translator translator = new Translator(() -> 1);
    private SwitchSnapshot snapshot = SwitchSnapshot.EMPTY;
    private FakeTransport kernel;
    private Datapath datapath;
    private FlowTable flows;

    @Setup
    public void open() throws DatapathException {
        kernel = shape.equals("linux") ? FakeTransport.linux() : FakeTransport.windows();
        datapath = new KernelDatapathProvider(new KernelDatapathProvider.Host() {
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
        translator.setAbilities(datapath.abilities());
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            kernel.addDevice("p" + i);
            int number = datapath.addPort(new PortSpec("p" + i, "system", Map.of(), 0)).number();
            OfPort port = OfPort.of("p" + i, "system", i, number);
            bundles.add(new Bundle("p" + i, new UUID(0, i), VlanSettings.TRUNK_ALL, false, List.of(port)));
        }
        snapshot = new SwitchSnapshot(
                1,
                List.of(new OfBridge(
                        "br0", new UUID(1, 1), false, bundles, new MacTable(() -> 1, tags -> {}), tables(), List.of())));
        flows = new FlowTable(datapath, translator::release);
        ChangeLog changes = new ChangeLog(() -> {});
        datapath.setUpcallHandler(
                new UpcallProcessor(() -> snapshot, translator, flows, new FlowLimit(), changes, () -> 1));
        for (int i = 0; i < PACKETS; i++) {
            frames.add(frame(i));
        }
    }

    /** One rule that reads the connection of a packet, so that each needs a flow of its own. */
    private static TablePipeline tables() {
        FlowTables tables = new FlowTables(() -> 1, new QueriedActions(), event -> {});
        tables.apply(
                FlowMod.of(FlowCommand.ADD, 0, MatchParser.parse("udp", OfNames.NONE))
                        .actions(ActionParser.parseInstructions(
                                "move:NXM_OF_IP_SRC[]->NXM_NX_REG1[],move:NXM_OF_IP_DST[]->NXM_NX_REG2[],"
                                        + "move:NXM_OF_UDP_SRC[]->NXM_NX_REG3[0..15],"
                                        + "move:NXM_OF_UDP_DST[]->NXM_NX_REG4[0..15],output:2",
                                OfNames.NONE))
                        .build(),
                null);
        return new TablePipeline(
                tables, new GroupTable(tables, () -> 1, 1), packet -> {}, new PipelineSettings() {}, tags -> {});
    }

    private static byte[] frame(int number) {
        return ByteBuffer.allocate(FRAME)
                .putLong(0x0200_0000_0002_0200L)
                .putInt(1)
                .putShort((short) 0x0800)
                .putLong(0x4500_0032_0000_0000L)
                .putInt(0x4011_0000)
                .putInt(0x0a00_0001)
                .putInt(0x0a00_0002)
                .putShort((short) (1024 + number))
                .putShort((short) 53)
                .putInt(30 << 16)
                .array();
    }

    @TearDown
    public void close() {
        datapath.close();
    }

    /** Let packets of as many connections come in at once. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public void upcall() {
        kernel.injectAtOnce("p1", frames);
        for (int sent = 0; sent < PACKETS; sent += kernel.sent("p2").size()) {
            Thread.yield();
        }
        if (flows.size() != PACKETS) {
            throw new IllegalStateException(flows.size() + " flows for " + PACKETS + " connections");
        }
        flows.clear();
    }
}
