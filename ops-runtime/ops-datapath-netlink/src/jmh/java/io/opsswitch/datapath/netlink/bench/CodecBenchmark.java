/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.bench;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.ActionsWriter;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.FlowTable;
import io.opsswitch.datapath.netlink.message.KeyWriter;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages of the packet path: the put of a flow with key, mask and actions, and an upcall. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CodecBenchmark {
    private final MessageWriter writer = new MessageWriter();
    private final MessageReader reader = new MessageReader();
    private final KeyWriter keys = new KeyWriter(false);
    private final ActionsWriter actionsWriter = new ActionsWriter();
    private final ByteBuffer request = direct();
    private final ByteBuffer packetMessage = direct();
    private final ByteBuffer flowMessage = direct();
    private final FlowKey key = new FlowKey();
    private final FlowKey mask = new FlowKey();
    private final Actions actions = Actions.builder().pushVlan(0x8100, 10).output(2).popVlan().output(3).build();
    private final Upcall upcall = new Upcall();
    private final FlowRecord record = new FlowRecord();
    private final byte[] packet = new byte[64];

    private static ByteBuffer direct() {
        return ByteBuffer.allocateDirect(65536).order(ByteOrder.nativeOrder());
    }

    @Setup
    public void fill() throws NetlinkException {
        key.set(FlowField.IN_PORT, 1)
                .set(FlowField.ETH_SRC, 0x020000000001L)
                .set(FlowField.ETH_DST, 0x020000000002L)
                .set(FlowField.VLAN_TPID, 0x8100)
                .set(FlowField.VLAN_TCI, 0x100a)
                .set(FlowField.ETH_TYPE, 0x0800)
                .set(FlowField.IPV4_SRC, 0x0a000001L)
                .set(FlowField.IPV4_DST, 0x0a000002L)
                .set(FlowField.IP_PROTO, 6)
                .set(FlowField.TP_SRC, 1234)
                .set(FlowField.TP_DST, 80);
        ExactMask.of(key, mask);
        write(flowMessage);
        writer.begin(packetMessage, 31, 0, PacketTable.CMD_MISS, 1, 1, PacketTable.TABLE);
        keys.key(writer, PacketTable.KEY, key, null);
        writer.putBytes(PacketTable.PACKET, packet);
        writer.end();
    }

    private ByteBuffer write(ByteBuffer into) throws NetlinkException {
        writer.begin(into, 30, 5, FlowTable.CMD_NEW, 1, 1, FlowTable.TABLE);
        keys.key(writer, FlowTable.KEY, key, mask);
        keys.mask(writer, FlowTable.MASK, key, mask);
        actionsWriter.write(writer, FlowTable.ACTIONS, actions);
        return writer.end();
    }

    /** Key, mask and four actions: about 600 bytes. */
    @Benchmark
    public ByteBuffer writeFlow() throws NetlinkException {
        return write(request);
    }

    /** The same back; its actions are objects. */
    @Benchmark
    public FlowRecord readFlow() throws IOException {
        record.read(reader, flowMessage);
        return record;
    }

    /** Key and 64 bytes of packet. */
    @Benchmark
    public ByteBuffer writeUpcall() throws NetlinkException {
        writer.begin(request, 31, 0, PacketTable.CMD_MISS, 1, 1, PacketTable.TABLE);
        keys.key(writer, PacketTable.KEY, key, null);
        writer.putBytes(PacketTable.PACKET, packet);
        return writer.end();
    }

    /** The same back, in place. */
    @Benchmark
    public Upcall readUpcall() throws IOException {
        upcall.read(packetMessage);
        return upcall;
    }
}
